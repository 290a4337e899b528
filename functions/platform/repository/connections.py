"""Open connections, in the table with TTL.

A connection is one item, each of its topics another, so that two messages of one connection at once lose nothing:

    live-connection#<connection id>   caller                    who opened it
    live#<company id>                 <connection id>#<topic>   that it listens to the topic
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from functions.platform.domain.connection import Connection
from shared.core.cache import Cache
from shared.core.clock import Now

LONGEST = 2 * 3600  # seconds; API Gateway closes a connection then


class ConnectionItems:
    """Who is connected, and what they listen to.

    Args:
        table: the cache.
        now: the clock.
    """

    def __init__(self, table: Cache, now: Now) -> None:
        self.table = table
        self.now = now

    def keep(self, connection: Connection) -> None:
        value = {
            "company_id": str(connection.company_id),
            "caller_id": str(connection.caller_id),
            "expires_at": connection.expires_at.isoformat(),
            "seen": sorted(connection.seen),
        }
        self.table.put(_of(connection.id), "caller", value, seconds=self._seconds(connection))
        self.follow(connection, self.topics(connection))

    def find(self, connection_id: str) -> Connection | None:
        value = self.table.get(_of(connection_id), "caller")
        if value is None:
            return None
        return Connection(
            id=connection_id,
            company_id=UUID(value["company_id"]),
            caller_id=UUID(value["caller_id"]),
            expires_at=datetime.fromisoformat(value["expires_at"]),
            seen=frozenset(value["seen"]),
        )

    def topics(self, connection: Connection) -> list[str]:
        items = self.table.under(_in(connection.company_id), prefix=f"{connection.id}#")
        return sorted(_split(sk)[1] for sk, _ in items)

    def follow(self, connection: Connection, topics: Iterable[str]) -> None:
        for topic in topics:
            key = _in(connection.company_id), f"{connection.id}#{topic}"
            self.table.put(*key, value=sorted(connection.seen), seconds=self._seconds(connection))

    def unfollow(self, connection: Connection, topics: Iterable[str]) -> None:
        for topic in topics:
            self.table.delete(_in(connection.company_id), f"{connection.id}#{topic}")

    def followers(self, company_id: UUID) -> Iterator[tuple[str, str, Sequence[str]]]:
        return ((*_split(sk), seen) for sk, seen in self.table.under(_in(company_id)))

    def forget(self, connection_id: str) -> None:
        connection = self.find(connection_id)
        if connection is None:
            return
        self.unfollow(connection, self.topics(connection))
        self.table.delete(_of(connection_id), "caller")

    def _seconds(self, connection: Connection) -> int:
        return min(LONGEST, int((connection.expires_at - self.now()).total_seconds()))


def _of(connection_id: str) -> str:
    return f"live-connection#{connection_id}"


def _in(company_id: UUID) -> str:
    return f"live#{company_id}"


def _split(sk: str) -> tuple[str, str]:
    connection_id, _, topic = sk.partition("#")
    return connection_id, topic
