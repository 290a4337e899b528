"""What the platform does when something happens."""

from functions.platform.providers.live import Notifier
from shared.core.function import on
from shared.schemas.envelope import AnyEvent, Envelope


@on(AnyEvent)
def notify_subscribers(event: Envelope, notifier: Notifier) -> None:
    """Send an event to the websocket connections of its company that listen to it."""
    notifier.notify(event)
