"""How far a document has come on its way to Alegra, and what may be done next: look always, send seldom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Progress = Literal["sending", "synced", "unknown", "failed"]
Settled = Literal["synced", "unknown", "failed"]
SyncState = Literal["synced", "sync_unknown", "sync_failed"]

STATE_OF: dict[Settled, SyncState] = {"synced": "synced", "unknown": "sync_unknown", "failed": "sync_failed"}
"""What the document's own state becomes."""

LEASE = timedelta(minutes=5)
"""How long whoever is at work has a document for itself: longer than any of our functions may run."""

SETTLING = timedelta(minutes=15)
"""How long something that was sent and not answered may still arrive. Requests give up after half a minute."""

MOST_SENT = 5
"""So often a document is sent before a person has to look."""

MAY_EXIST = 3051
"""Alegra's number for a stamp that failed: the document may be there, and is never sent again."""

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A document as the last attempt left it.

    Attributes:
        sent_at: when it was last sent, unless it is certain that it did not go in.
        tries: how often somebody has been at it.
        sent: how often it was sent.
    """

    progress: Progress | None = None
    alegra_id: str | None = None
    claimed_until: datetime | None = None
    sent_at: datetime | None = None
    tries: int = 0
    sent: int = 0
    code: int | str | None = None

    def is_taken(self, now: datetime) -> bool:
        """Whether somebody else is at work."""
        return self.claimed_until is not None and self.claimed_until > now

    def may_send(self, now: datetime) -> bool:
        """Whether it may be sent, once it has been looked for and not found."""
        if self.code == MAY_EXIST or self.sent >= MOST_SENT:
            return False
        return self.sent_at is None or now - self.sent_at >= SETTLING

    @property
    def pause(self) -> timedelta | None:
        """How long to wait before the next try by itself; None when a person has to."""
        return _PAUSES[self.tries - 1] if 1 <= self.tries <= len(_PAUSES) else None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an attempt came to.

    Attributes:
        alegra_id: of the bill or invoice; with `synced` only.
        in_doubt: something was sent that may still arrive.
        again: it is worth trying by itself, after so many seconds at least.
    """

    progress: Settled
    alegra_id: str | None = None
    code: int | str | None = None
    message: str = ""
    in_doubt: bool = False
    again: int | None = None


def synced(alegra_id: str) -> Outcome:
    """It is there."""
    return Outcome(progress="synced", alegra_id=alegra_id)


def failed(code: int | str, message: str, *, again: int | None = None) -> Outcome:
    """It is certainly not there."""
    return Outcome(progress="failed", code=code, message=message, again=again)


def unknown(code: int | str, message: str) -> Outcome:
    """It may be there."""
    return Outcome(progress="unknown", code=code, message=message, in_doubt=True, again=0)
