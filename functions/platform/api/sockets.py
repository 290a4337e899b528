"""Routes of the WebSocket API: live updates of one's own company.

Connect with ``?token=<access token>``, then send JSON: ``{"action": "subscribe", "topics": ["lead:*"]}``. The token's
expiry ends the updates; ``{"action": "renew", "token": "<fresh one>"}`` prolongs them.
"""

from functions.platform.domain.connection import expiry_of
from functions.platform.providers.live import Admission, Live
from functions.platform.schemas import Pong, Subscriptions, TopicsMessage
from shared.auth.verifier import TokenVerifier
from shared.core.errors import BadRequest, Unauthorized
from shared.core.function import socket
from shared.schemas.sockets import SocketMessage


@socket("$connect")
def open_connection(message: SocketMessage, verify: TokenVerifier, admission: Admission) -> None:
    """Let in who holds a valid access token that may read events."""
    if not message.token:
        raise Unauthorized("Connect with an access token: '?token=…'.")
    caller = verify(message.token)
    admission.connect(message.connection_id, caller, expires_at=expiry_of(message.token))


@socket("$disconnect")
def close_connection(message: SocketMessage, live: Live) -> None:
    """Forget the connection."""
    live.disconnect(message.connection_id)


@socket("subscribe")
def subscribe(message: SocketMessage, live: Live) -> Subscriptions:
    """Listen to topics of one's company."""
    return live.subscribe(message.connection_id, TopicsMessage.of(message).topics)


@socket("unsubscribe")
def unsubscribe(message: SocketMessage, live: Live) -> Subscriptions:
    """Listen to them no more."""
    return live.unsubscribe(message.connection_id, TopicsMessage.of(message).topics)


@socket("renew")
def renew_connection(message: SocketMessage, verify: TokenVerifier, admission: Admission) -> Subscriptions:
    """Go on listening after the first token has expired."""
    token = message.body.get("token")
    if not isinstance(token, str):
        raise Unauthorized('Send a fresh access token: {"action": "renew", "token": …}.')
    return admission.renew(message.connection_id, verify(token), expires_at=expiry_of(token))


@socket("ping")
def ping(message: SocketMessage, live: Live) -> Pong:
    """Answer, and keep the connection from being closed as idle."""
    return live.ping(message.connection_id)


@socket("$default")
def refuse_message(_message: SocketMessage) -> None:
    """Say which actions there are."""
    raise BadRequest("There is no such action. Send subscribe, unsubscribe, renew or ping.")
