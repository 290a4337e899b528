"""What calls do when something happens."""

from functions.calls.providers.dialling import Dialling
from shared.core.function import on
from shared.schemas.events import CallQueued


@on(CallQueued, timeout=90)
def on_call_queued(event: CallQueued, dialling: Dialling) -> None:
    """Dial a call that may be made."""
    dialling.dial(event.call_id)
