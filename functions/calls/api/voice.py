"""What Twilio calls: each is signed over our public address, and answers the same when it comes twice."""

from functions.calls.providers.twilio import AmdSent, At, DialSent, StatusSent, StreamSent, VoiceSent
from functions.calls.providers.webhooks import Webhooks
from functions.calls.schemas.webhooks import Twiml
from shared.core.function import post


@post("/calls/voice/answer", public=True, status=200)
def answer_call(form: VoiceSent, calls: Webhooks) -> Twiml:
    """Connect somebody who calls back."""
    return calls.answer(form)


@post("/calls/voice/status", public=True, status=204)
def take_call_status(form: StatusSent, at: At, calls: Webhooks) -> None:
    """A call has another status."""
    calls.status(at, form)


@post("/calls/voice/resume", public=True, status=200)
def resume_call(form: VoiceSent, at: At, calls: Webhooks) -> Twiml:
    """A stream was closed: a person, the rest of the conversation, or the end."""
    return calls.resume(at, form)


@post("/calls/voice/amd", public=True, status=204)
def take_call_answerer(form: AmdSent, at: At, calls: Webhooks) -> None:
    """The carrier has found out who or what answered."""
    calls.amd(at, form)


@post("/calls/voice/transfer", public=True, status=200)
def end_call_transfer(form: DialSent, at: At, calls: Webhooks) -> Twiml:
    """A person of the company took the call over, or did not answer."""
    return calls.transferred(at, form)


@post("/calls/voice/whisper", public=True, status=200)
def whisper_to_person(form: VoiceSent, at: At, calls: Webhooks) -> Twiml:
    """What a person of the company hears before she is joined to a call."""
    return calls.whisper(at, form)


@post("/calls/voice/stream", public=True, status=204)
def take_stream_status(form: StreamSent, at: At, calls: Webhooks) -> None:
    """Something became of a stream."""
    calls.stream(at, form)
