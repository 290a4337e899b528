"""Rounds over what waits in all companies: one after the other, and one company's trouble is not another's."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from shared.core.clock import Now
from shared.core.errors import NotConfigured
from shared.core.log import log

Place = tuple[UUID, UUID]
"""A company, and a call or a campaign of it."""


class Counting(Protocol):
    """What a round reports."""

    failed: int


Report = TypeVar("Report", bound=Counting)


def in_turn(
    work: Iterable[tuple[Callable[[Place, Report], None], Place]],
    report: Report,
    *,
    until: datetime,
    now: Now,
    trouble: str,
) -> None:
    """Do one after the other while there is time; what fails is counted, and waits for the next round.

    Args:
        work: what is done, and about what.
        report: of the round.
        until: when the time is over; what is begun before is finished.
        now: the clock.
        trouble: what the log says of one that fails.

    Raises:
        NotConfigured: nobody carries calls, so whatever follows would fail as well.
    """
    for do, place in work:
        if now() >= until:
            return
        try:
            do(place, report)
        except NotConfigured:
            raise
        except Exception as error:  # noqa: BLE001 - the others go on
            log().warning(trouble, about=str(place[1]), reason=type(error).__name__)
            report.failed += 1
