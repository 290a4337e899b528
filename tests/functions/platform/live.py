"""Live updates as API Gateway and browsers see them: fixtures in `conftest`, messages and posts here."""

import json
from threading import Event
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from functions.platform.domain.connection import Connection
from functions.platform.events import notify_subscribers
from functions.platform.repository.connections import ConnectionItems
from shared.auth.caller import Caller
from shared.core.cache import Cache
from shared.core.clock import utc_now
from shared.core.function import Function
from tests.lambdas import LambdaContext, event_of
from tests.loopback import Heard

LEAD = "lead:0a1b"


class Gateway:
    """API Gateway's management of connections: gone ones answer 410, broken ones 500, slow ones last."""

    def __init__(self) -> None:
        self.gone: set[str] = set()
        self.broken: set[str] = set()
        self.slow: set[str] = set()
        self.quick: set[str] = set()
        self.quick_are_told = Event()
        self.posts: list[Heard] = []
        self.received: dict[str, list[Any]] = {}

    def answer(self, post: Heard) -> tuple[int, Any]:
        self.posts.append(post)
        connection_id = unquote(post.path.removeprefix("/live/@connections/"))
        if connection_id in self.gone:
            return 410, {}
        if connection_id in self.broken:
            return 500, {"message": "Internal server error"}
        if connection_id in self.slow:
            assert self.quick_are_told.wait(30)
        self.received.setdefault(connection_id, []).append(post.json)
        if self.quick <= set(self.received):
            self.quick_are_told.set()
        return 200, {}


def say(function: Function, connection_id: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
    """Send a message the way API Gateway does; status and JSON of the answer."""
    event = {
        "requestContext": {"connectionId": connection_id, "routeKey": "any", "eventType": "MESSAGE"},
        "body": None if body is None else body if isinstance(body, str) else json.dumps(body),
        "queryStringParameters": {"token": token} if token else None,
        "isBase64Encoded": False,
    }
    answer = function(event, LambdaContext())
    return answer["statusCode"], json.loads(answer.get("body", "null"))


def happen(
    company: UUID, event_type: str = "lead.scored", subject: str = LEAD, source: str = "astramech.test"
) -> dict[str, Any]:
    """Deliver an event to the notifier; its envelope."""
    event = event_of(event_type, {"score": 72}, company)
    event["detail"] |= {"subject": subject, "source": source}
    notify_subscribers(event, LambdaContext())
    return dict(event["detail"])


def expire(connection_id: str, caller: Caller) -> None:
    """Let the token of a connection have expired."""
    items = ConnectionItems(Cache(), utc_now)
    items.keep(Connection(id=connection_id, company_id=caller.company_id, caller_id=caller.id, expires_at=utc_now()))
