"""A message on the WebSocket API, as functions see it."""

import json
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from shared.core.errors import BadRequest


class SocketMessage(BaseModel):
    """What arrived on a connection.

    Attributes:
        token: the access token of the query string, on ``$connect``.
        body: the JSON object that was sent, empty on ``$connect`` and ``$disconnect``.
    """

    model_config = ConfigDict(frozen=True)

    connection_id: str
    token: str | None = None
    body: dict[str, Any] = {}

    @classmethod
    def from_event(cls, event: dict[str, Any]) -> Self:
        """Read API Gateway's event.

        Raises:
            BadRequest: the message is not a JSON object.
        """
        try:
            body = json.loads(event.get("body") or "{}")
        except ValueError:
            raise BadRequest("A message is a JSON object.") from None
        if not isinstance(body, dict):
            raise BadRequest("A message is a JSON object.")
        query = event.get("queryStringParameters") or {}
        return cls(connection_id=event["requestContext"]["connectionId"], token=query.get("token"), body=body)
