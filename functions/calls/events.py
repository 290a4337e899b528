"""What calls do when something happens."""

from functions.calls.providers.dialling import Dialling
from functions.calls.providers.erasing import AtCarrier
from functions.calls.providers.halting import Halting
from shared.core.function import on
from shared.schemas.events import CallErased, CallQueued, CallsStopped


@on(CallQueued, timeout=90)
def on_call_queued(event: CallQueued, dialling: Dialling) -> None:
    """Dial a call that may be made."""
    dialling.dial(event.call_id)


@on(CallsStopped, timeout=90)
def on_calls_stopped(_event: CallsStopped, halting: Halting) -> None:
    """Take back whom nobody has reached yet."""
    halting.halt()


@on(CallErased, timeout=90)
def on_call_erased(event: CallErased, erase: AtCarrier) -> None:
    """Have the carrier remove what it has of a call."""
    erase(event.call_id)
