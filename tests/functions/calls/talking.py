"""What a test of calls on a whole stage begins with: somebody who may be called, and what she says."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from containers.media_stream.desk import CallOffice, CallsDesk
from containers.media_stream.ports import Opened, Over
from functions.calls.domain.conversation.actions import Say
from functions.calls.domain.conversation.observations import Connected, Heard, Played
from shared.core.clock import utc_now
from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import STREAM, Company
from tests.functions.calls.domain.conversation.telephone import said

T = TypeVar("T")
BOGOTA = ZoneInfo("America/Bogota")
EVERY_DAY = {"days": [0, 1, 2, 3, 4, 5, 6], "opens": "09:00", "closes": "17:00"}


def lawful_call(hotel: Company, office: Office, **settings: Any) -> UUID:
    """A call to somebody who agreed to calls, in a campaign that holds meetings."""
    office.agree()
    office.take_list()
    campaign = hotel.campaign(**{"meetings": [EVERY_DAY]} | settings)
    return hotel.call(campaign_id=campaign, lead_id=hotel.lead(), script_version=1, status="in-progress")


def office_of(hotel: Company, call: UUID) -> CallOffice:
    return CallOffice(hotel.opens(hotel.token(call), call))


async def opened(hotel: Company, call: UUID, desk: CallsDesk, *, because: str = "first") -> Opened:
    return await desk.open(
        token=hotel.token(call, because=because),
        call_id=str(call),
        call_sid=hotel.row(call)["call_sid"],
        stream_sid=STREAM,
    )


async def talk(call: Opened, *words: str) -> list[str]:
    """Everything that is said is heard; the lines of the last answer."""
    lines: list[str] = []
    waiting: list[Any] = [Connected(at_ms=500)]
    for number, one in enumerate(("", *words)):
        waiting += [said(one, 5000 + number * 2000)] if one else []
        while waiting:
            observation = waiting.pop(0)
            actions = await call.conversation.observe(observation)
            says = [action for action in actions if isinstance(action, Say)]
            lines = [say.line for say in says] if isinstance(observation, Heard) else lines
            waiting += [Played(mark=say.mark, at_ms=5000 + number * 2000) for say in says]
    return lines


def over(**changes: Any) -> Over:
    told: dict[str, Any] = {"ending": "closed", "seconds": 30.0, "recording": None, "engines": [], "figures": {}}
    return Over(**told | changes)


def sunday() -> datetime:
    """Ten o'clock on a Sunday in Bogotá, not today."""
    tomorrow = utc_now().astimezone(BOGOTA).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return tomorrow + timedelta(days=6 - tomorrow.weekday())


def run(work: Coroutine[Any, Any, T]) -> T:
    """What work on a loop of its own leads to, on a thread of its own: endpoints have another one on this."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
