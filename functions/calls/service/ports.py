"""What the use cases of calls need from the outside."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.tokens import LIFETIME, Kept, StreamToken
from functions.calls.domain.verdict import Verdict, Wish
from functions.calls.schemas.background import Background
from functions.calls.schemas.tasks import CallEnd

Later = Callable[[Callable[[], None]], None]
"""Calls something once the transaction has committed."""


class Calls(Protocol):
    """The calls of one company."""

    def lock(self, call_id: UUID) -> Call:
        """A call, locked until the transaction ends, or `NotFound`."""

    def change(self, call_id: UUID, **columns: Any) -> Call:
        """Write columns of a call; the call as it is then."""

    def background(self, call: Call) -> Background:
        """What is known around a call."""

    def meetings(self, *, after: datetime, but: UUID) -> Sequence[datetime]:
        """When meetings begin that were agreed on in other calls."""

    def hold_meetings(self) -> None:
        """Let nobody else of the company book one until the transaction ends."""


class Streams(Protocol):
    """The tokens of one company's streams."""

    def mint(self, call: Call, *, because: str, at: datetime, lives: timedelta = LIFETIME) -> StreamToken:
        """A new token for a call, good for so long."""

    def find(self, digest: str) -> tuple[UUID, str, Kept] | None:
        """A token's id, why it was made, and what is known of it, locked with its call."""

    def use(self, token_id: UUID, *, stream_sid: str, at: datetime) -> None:
        """Use a token up."""


class Gate(Protocol):
    """The legal gate of one company."""

    def decide(self, wish: Wish) -> Verdict:
        """Whether a call is allowed now; the decision is kept in the transaction."""

    def dialled(self, call: Call, *, at: datetime) -> None:
        """Count an attempt to reach a person, whatever becomes of it."""

    def reached(self, call: Call, *, at: datetime) -> None:
        """Count that somebody, or a machine that took a message, was reached."""


class Queue(Protocol):
    """The queues of a company's campaigns."""

    def settle(self, call: Call, *, at: datetime, permanent: bool = False) -> None:
        """Keep in the queue of its campaign what became of a call."""


class DoNotCall(Protocol):
    """The do-not-call list of a company."""

    def add(self, number: str, *, reason: str, lead_id: UUID | None, call_id: UUID | None, at: datetime) -> None:
        """Put a number on it; harmless when it is there."""


class Memory(Protocol):
    """Small values with a time to live, see `shared.core.cache.Cache`."""

    def put(self, pk: str, sk: str, value: Any, *, seconds: int) -> None:
        """Store or replace a value."""

    def get(self, pk: str, sk: str) -> Any | None:
        """The value, or None."""

    def delete(self, pk: str, sk: str) -> None:
        """Forget a value."""


class FlowTokens(Protocol):
    """Executions that wait for the end of a call."""

    def go_on(self, token: str, end: CallEnd) -> bool:
        """Let an execution go on; False if it does not wait any more."""


class Stops(Protocol):
    """What stops a call that nobody has answered."""

    def because(self, call: Call) -> Literal["kill_switch", "campaign_inactive"] | None:
        """Why a call may not go on, as the gate would say; None if it may."""


class Switches(Protocol):
    """What stops all calls of a company."""

    def open(self) -> Sequence[tuple[str, str, datetime]]:
        """Who stopped them, why, and since when."""
