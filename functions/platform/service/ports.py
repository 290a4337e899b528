"""What the use cases need from the outside."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID

from functions.platform.domain.connection import Connection
from functions.platform.domain.dead_letters import DeadLetter, Target
from functions.platform.schemas import LoggedEventView, Window
from shared.schemas.envelope import Envelope


class Outbox(Protocol):
    """The events that the bus has not taken, of all companies."""

    def ripe(self, *, batch: int) -> Iterator[Sequence[Envelope]]:
        """Those that are due, oldest first, each once; a batch is locked until it is settled."""

    def settle(self, *, taken: Collection[UUID], refused: Collection[UUID]) -> None:
        """Mark as published what the bus took, count a try for the rest, and commit."""

    def backlog(self) -> tuple[int, float]:
        """How many wait, and the age of the oldest in seconds."""


class History(Protocol):
    """The events of all companies that have been published."""

    def within(self, window: Window, *, batch: int) -> Iterator[Sequence[Envelope]]:
        """The events of a window, in order."""


class CompanyEvents(Protocol):
    """The event log of one company."""

    def newest(
        self,
        *,
        before: UUID | None,
        limit: int,
        subject: str | None,
        event_type: str | None,
        hidden: frozenset[str],
    ) -> Sequence[LoggedEventView]:
        """Events, newest first, without those of hidden sources."""


class Revisions(Protocol):
    """The schema of the database."""

    def current(self) -> str:
        """The revision it is at; empty for none."""

    def upgrade(self, revision: str) -> str:
        """Bring it to a revision; the one it is at now."""


class HeldLetters(Protocol):
    """Messages of one queue that nobody else sees while they are looked at."""

    def __iter__(self) -> Iterator[DeadLetter]:
        """The messages, each once, no more than were asked for."""

    def remove(self, letter: DeadLetter) -> None:
        """Delete one from the queue."""


class Queues(Protocol):
    """The dead-letter queues of this stage, by the name of the function or flow they belong to."""

    def depths(self) -> dict[str, int]:
        """Queue → messages in it, about."""

    def hold(self, queue: str, *, limit: int) -> AbstractContextManager[HeldLetters]:
        """Look at up to `limit` messages; what is not removed is back in the queue at the end.

        Raises:
            NotFound: there is no such queue.
        """


class Targets(Protocol):
    """The functions and state machines of this stage."""

    def give(self, target: Target, payload: object, *, once: str) -> None:
        """Start `target` with `payload`, without waiting for its end; a state machine only once per `once`.

        Raises:
            Unavailable: it does not take it.
        """


class Connections(Protocol):
    """The open connections, and what they listen to. Everything about one ends when it expires."""

    def keep(self, connection: Connection) -> None:
        """Remember a connection, or its new expiry, for itself and its topics."""

    def find(self, connection_id: str) -> Connection | None:
        """The connection, unless it has expired."""

    def topics(self, connection: Connection) -> list[str]:
        """What it listens to, sorted."""

    def follow(self, connection: Connection, topics: Iterable[str]) -> None:
        """Listen to more."""

    def unfollow(self, connection: Connection, topics: Iterable[str]) -> None:
        """Listen to less."""

    def followers(self, company_id: UUID) -> Iterator[tuple[str, str, Sequence[str]]]:
        """(connection id, topic, narrow sources it may hear) of all that a company's connections listen to."""

    def forget(self, connection_id: str) -> None:
        """Forget a connection and its topics."""


class Sockets(Protocol):
    """The other ends of the connections."""

    def send(self, connection_ids: Collection[str], message: bytes) -> set[str]:
        """Send a message to each; one that fails or is slow does not keep it from the others.

        Returns:
            The connections that are gone.
        """
