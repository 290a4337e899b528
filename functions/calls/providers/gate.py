"""The legal gate and its lists, for calls."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from functions.calls.service.ports import DoNotCall
from shared.core.errors import NotConfigured
from shared.core.inject import Depends


class NoList:
    """There is no do-not-call list yet, so nothing may say that somebody was put on it."""

    def add(self, number: str, *, reason: str, lead_id: UUID | None, call_id: UUID | None, at: datetime) -> None:  # noqa: ARG002
        raise NotConfigured("There is no do-not-call list.")


def do_not_call() -> DoNotCall:
    """The do-not-call list of the invocation's company."""
    return NoList()


Suppressions = Annotated[DoNotCall, Depends(do_not_call)]
