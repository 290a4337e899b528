"""Honest health: each dependency is asked, and the worst answer is the agent's."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, ClassVar, Literal

from shared.core.inject import Depends, provides
from shared.core.log import log
from shared.core.resources import APP_ROLE, BUS, DATABASE
from shared.core.settings import settings
from shared.schemas.answers import Answer

State = Literal["healthy", "degraded", "unhealthy"]
Probe = Callable[[], None]


class Dependency(Answer):
    """One dependency, just asked.

    Attributes:
        required: without it nothing works; otherwise some things do.
        reason: the class of the error, if there was one.
    """

    state: Literal["up", "down"]
    required: bool
    milliseconds: float
    reason: str | None = None


class Health(Answer):
    """State of an agent; unhealthy answers 503."""

    other_statuses: ClassVar[dict[HTTPStatus, str]] = {HTTPStatus.SERVICE_UNAVAILABLE: "A required dependency is down."}

    status: State
    agent: str
    dependencies: dict[str, Dependency]

    def http_status(self) -> HTTPStatus | None:
        return HTTPStatus.SERVICE_UNAVAILABLE if self.status == "unhealthy" else None


def examine(agent: str, *, required: dict[str, Probe], optional: dict[str, Probe]) -> Health:
    """Ask every dependency.

    Args:
        agent: whose health it is.
        required: without one of these the agent is unhealthy.
        optional: without one of these it is degraded.
    """
    found = {name: _ask(probe, required=True) for name, probe in required.items()}
    found |= {name: _ask(probe, required=False) for name, probe in optional.items()}
    down = [dependency for dependency in found.values() if dependency.state == "down"]
    status: State = "unhealthy" if any(one.required for one in down) else "degraded" if down else "healthy"
    return Health(status=status, agent=agent, dependencies=found)


def _ask(probe: Probe, *, required: bool) -> Dependency:
    started = time.perf_counter()
    reason = None
    try:
        probe()
    except Exception as error:  # noqa: BLE001 - whatever it is, the dependency is down
        reason = type(error).__name__
        log().warning("dependency down", reason=reason)
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    return Dependency(state="down" if reason else "up", required=required, milliseconds=milliseconds, reason=reason)


@provides(DATABASE)
def database_probe() -> Probe:
    """Asks PostgreSQL for one row, over a new connection."""

    def ask() -> None:
        from shared.db.connection import connect  # noqa: PLC0415 - only when asked

        with connect(APP_ROLE) as connection:
            connection.execute("SELECT 1 FROM events_log LIMIT 1")

    return ask


@provides(BUS)
def bus_probe() -> Probe:
    """Asks EventBridge for this stage's bus."""

    def ask() -> None:
        from shared.core.aws import call  # noqa: PLC0415 - only when asked

        call("events", "DescribeEventBus", {"Name": settings.bus_name})

    return ask


DatabaseProbe = Annotated[Probe, Depends(database_probe)]
BusProbe = Annotated[Probe, Depends(bus_probe)]
