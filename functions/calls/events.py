"""What calls do when something happens."""

from functions.calls.providers.compliance import Files
from functions.calls.providers.dialling import Dialling
from functions.calls.providers.erasing import AtCarrier
from functions.calls.providers.halting import Halting
from shared.core.function import on, on_object
from shared.schemas.events import CallErased, CallQueued, CallsStopped
from shared.schemas.objects import ObjectCreated


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


@on_object("registries", timeout=900, memory=1024)
def on_registry_dropped(dropped: ObjectCreated, files: Files) -> None:
    """Take an exclusion list in that somebody put into the bucket."""
    files.take(dropped)
