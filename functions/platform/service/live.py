"""Use cases about live updates: who is connected, what they listen to, and telling them."""

from datetime import datetime

from functions.platform.domain.connection import Connection
from functions.platform.domain.readers import may_see, seen_by
from functions.platform.domain.topics import MAX_TOPICS, covers, topic_of
from functions.platform.schemas import Notification, Pong, Subscriptions
from functions.platform.service.ports import Connections, Sockets
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.errors import Forbidden, Unauthorized, Unprocessable
from shared.schemas.envelope import Envelope


class AdmissionService:
    """The door of the WebSocket API.

    Args:
        connections: who is inside.
    """

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    def connect(self, connection_id: str, caller: Caller, *, expires_at: datetime) -> None:
        """Let a caller in, for as long as their token lasts.

        Raises:
            Forbidden: the caller may not read events.
        """
        caller.require(Scope.EVENTS_READ)
        self.connections.keep(
            Connection(
                id=connection_id,
                company_id=caller.company_id,
                caller_id=caller.id,
                expires_at=expires_at,
                seen=seen_by(caller.scopes),
            )
        )

    def renew(self, connection_id: str, caller: Caller, *, expires_at: datetime) -> Subscriptions:
        """Let a caller stay for as long as a fresh token lasts.

        Raises:
            Unauthorized: the connection has expired.
            Forbidden: the token is not of the caller who opened the connection, or may not read events.
        """
        known = self.connections.find(connection_id)
        if known is None:
            raise Unauthorized("The connection has expired. Connect again.")
        if (known.company_id, known.caller_id) != (caller.company_id, caller.id):
            raise Forbidden("The token is another caller's.")
        self.connect(connection_id, caller, expires_at=expires_at)
        return Subscriptions(topics=self.connections.topics(known), expires_at=expires_at)


class LiveService:
    """What open connections listen to.

    Args:
        connections: the open ones.
    """

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    def subscribe(self, connection_id: str, topics: list[str]) -> Subscriptions:
        """Listen to more topics of one's company.

        Raises:
            Unauthorized: the connection has expired.
            Unprocessable: that would be too many.
        """
        connection = self._open(connection_id)
        if len({*self.connections.topics(connection), *topics}) > MAX_TOPICS:
            raise Unprocessable(f"A connection listens to {MAX_TOPICS} topics at most.")
        self.connections.follow(connection, topics)
        return self._subscriptions(connection)

    def unsubscribe(self, connection_id: str, topics: list[str]) -> Subscriptions:
        """Listen to fewer topics.

        Raises:
            Unauthorized: the connection has expired.
        """
        connection = self._open(connection_id)
        self.connections.unfollow(connection, topics)
        return self._subscriptions(connection)

    def ping(self, connection_id: str) -> Pong:
        """Say until when the connection listens.

        Raises:
            Unauthorized: it has expired.
        """
        return Pong(expires_at=self._open(connection_id).expires_at)

    def disconnect(self, connection_id: str) -> None:
        """Forget a connection."""
        self.connections.forget(connection_id)

    def _open(self, connection_id: str) -> Connection:
        connection = self.connections.find(connection_id)
        if connection is None:
            raise Unauthorized("The connection has expired. Connect again.")
        return connection

    def _subscriptions(self, connection: Connection) -> Subscriptions:
        return Subscriptions(topics=self.connections.topics(connection), expires_at=connection.expires_at)


class NotifierService:
    """Tells connections what happened in their company.

    Args:
        connections: who listens to what.
        sockets: reaches them.
    """

    def __init__(self, connections: Connections, sockets: Sockets) -> None:
        self.connections = connections
        self.sockets = sockets

    def notify(self, event: Envelope) -> None:
        """Send an event once to each connection of its company that listens to it; forget those that are gone."""
        topic = topic_of(event.type, event.subject)
        listening = {
            connection_id
            for connection_id, subscribed, seen in self.connections.followers(event.company_id)
            if covers(subscribed, topic) and may_see(event.source, seen)
        }
        if not listening:
            return
        shown = Notification(topic=topic, **event.model_dump(include={"type", "subject", "id", "occurred_at", "data"}))
        for gone in self.sockets.send(listening, shown.model_dump_json().encode()):
            self.connections.forget(gone)
