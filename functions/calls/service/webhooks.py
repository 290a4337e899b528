"""What Twilio tells of calls and asks about them; who signed is known when anything of this runs."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol
from uuid import UUID

from functions.calls.domain import resuming, twiml
from functions.calls.domain.addresses import Addresses
from functions.calls.domain.call import Call
from functions.calls.domain.life import is_over, status_of
from functions.calls.domain.scripts import CallSettings
from functions.calls.domain.tokens import LIFETIME
from functions.calls.schemas.webhooks import AmdForm, DialForm, Place, StatusForm, StreamForm, Twiml, VoiceForm
from functions.calls.service.ports import Calls, Memory, Streams
from functions.calls.service.statuses import Statuses
from functions.calls.service.voice import can_transfer, place
from shared.core.clock import Now
from shared.core.errors import BadRequest, NotFound
from shared.core.invocation import Invocation, new_id
from shared.core.log import log

HANDED_OVER = "human_handoff"
KEPT = 3600  # seconds that the voice can ask who answered

_WHISPER = {
    "es": "Llamada transferida por el asistente virtual.",
    "en": "A call transferred by the virtual assistant.",
}
_ANSWERERS = frozenset(
    {"human", "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax", "unknown"}
)


class Entries(Protocol):
    """Where calls of one company are found and entered."""

    def by_sid(self, call_sid: str) -> Call | None:
        """The call that the carrier names so."""

    def answering(self, number: str) -> tuple[UUID | None, CallSettings, str, int] | None:
        """Who calls from a number: a running campaign, or the company; settings, language, version of the script."""

    def enter(self, call_id: UUID, **columns: Any) -> Call:
        """A new call."""


class WebhookService:
    """The calls of the company that a webhook's address names.

    Args:
        calls: of the company.
        entries: where they are found and entered.
        streams: their tokens.
        statuses: what the carrier tells.
        memory: shared with the voice.
        addresses: where the carrier finds us.
        invocation: of the request.
        now: the clock.
    """

    def __init__(
        self,
        *,
        calls: Calls,
        entries: Entries,
        streams: Streams,
        statuses: Statuses,
        memory: Memory,
        addresses: Addresses,
        invocation: Invocation,
        now: Now,
    ) -> None:
        self.calls = calls
        self.entries = entries
        self.streams = streams
        self.statuses = statuses
        self.memory = memory
        self.addresses = addresses
        self.invocation = invocation
        self.now = now

    def status(self, at: Place, form: StatusForm) -> None:
        """Take a status, once, in whatever order it comes.

        Raises:
            NotFound: there is no such call.
            BadRequest: the status is none.
        """
        status = status_of(form.CallStatus)
        if status is None:
            raise BadRequest("CallStatus is none that we know.")
        over = is_over(status)
        facts = {
            "duration_seconds": form.CallDuration if over else None,
            "answered_by": form.AnsweredBy if form.AnsweredBy in _ANSWERERS else None,
        }
        self.statuses.hear(
            self._call(at, form.CallSid),
            sid=form.CallSid,
            status=status,
            sequence=form.SequenceNumber,
            told_at=_time(form.Timestamp),
            facts=facts,
        )

    def amd(self, at: Place, form: AmdForm) -> None:
        """Let the voice know who or what answered.

        Raises:
            NotFound: there is no such call.
        """
        call = self._call(at, form.CallSid)
        by = form.AnsweredBy if form.AnsweredBy in _ANSWERERS else "unknown"
        if call.answered_by is None:
            self.calls.change(call.id, answered_by=by)
        self.memory.put(place(call.id), "answered_by", by, seconds=KEPT)

    def answer(self, form: VoiceForm) -> Twiml:
        """Connect a person who calls back; where no campaign calls from this number, take no call."""
        known = self.entries.by_sid(form.CallSid)
        call = known or self._called_back(form)
        return self._connect(call, "first") if call else Twiml.of(twiml.decline())

    def resume(self, at: Place, form: VoiceForm) -> Twiml:
        """What follows when a stream was closed: a person, the rest of the conversation, or the end.

        Raises:
            NotFound: there is no such call.
        """
        call = self._call(at, form.CallSid)
        if call.next_verb == "transfer" and not call.finished_at:
            return self._transfer(call)
        ends = call.next_verb == "hang_up" or call.finished_at or is_over(call.status)
        left = resuming.left(call)
        if ends or left <= timedelta():
            return Twiml.of(twiml.hang_up())
        waiting = resuming.asked(call, self.now())
        resumed = self.calls.change(call.id, resumes=call.resumes + 1, details=waiting)
        return self._connect(resumed, "resumed", lives=left)

    def transferred(self, at: Place, form: DialForm) -> Twiml:
        """What follows a transfer: the end, or the conversation where nobody took it.

        Raises:
            NotFound: there is no such call.
        """
        call = self._call(at, form.CallSid)
        if form.DialCallStatus == "completed" or is_over(call.status):
            return Twiml.of(twiml.hang_up())
        return self._connect_again(call)

    def whisper(self, at: Place, form: VoiceForm) -> Twiml:
        """What a person of the company hears before she is joined to the call."""
        del form  # her own leg has a name of its own
        call = self._named(at)
        return Twiml.of(twiml.say(_WHISPER[call.language], call.language))

    def stream(self, at: Place, form: StreamForm) -> None:
        """Keep what went wrong with a stream.

        Raises:
            NotFound: there is no such call.
        """
        call = self._call(at, form.CallSid)
        if form.StreamEvent != "stream-error":
            return
        log().warning("a stream failed", call_id=str(call.id), error=form.StreamError)
        failed = [*call.details.get("stream_errors", []), (form.StreamError or "")[:200]]
        self.calls.change(call.id, details=call.details | {"stream_errors": failed[-5:]})

    def _call(self, at: Place, sid: str) -> Call:
        """The call of an address, which must be the one that the carrier speaks of."""
        if at.call_id is None:
            found = self.entries.by_sid(sid)
            if found is None:
                raise NotFound("There is no such call.")
            return self.calls.lock(found.id)
        call = self._named(at)
        others = {call.call_sid, *call.details.get("taken_back", [])} - {None}
        if others and sid not in others:
            raise NotFound("There is no such call.")
        return call

    def _named(self, at: Place) -> Call:
        if at.call_id is None:
            raise NotFound("There is no such call.")
        return self.calls.lock(at.call_id)

    def _called_back(self, form: VoiceForm) -> Call | None:
        found = self.entries.answering(form.To)
        if found is None:
            return None
        campaign_id, settings, language, version = found
        now = self.now()
        return self.entries.enter(
            new_id(),
            direction="inbound",
            call_sid=form.CallSid,
            to_number=form.To,
            from_number=form.From,
            campaign_id=campaign_id,
            language=language,
            script_version=version,
            status="in-progress",
            purpose="service",
            correlation_id=self.invocation.correlation_id,
            started_at=now,
            answered_at=now,
            details={"time_zone": settings.time_zone},
        )

    def _connect(self, call: Call, because: str, *, lives: timedelta = LIFETIME) -> Twiml:
        token = self.streams.mint(call, because=because, at=self.now(), lives=lives)
        return Twiml.of(
            twiml.connect(
                self.addresses.stream,
                status_callback=self._webhook(call, "stream"),
                parameters={"token": token.text, "call_id": str(call.id)},
                then=self._webhook(call, "resume"),
            )
        )

    def _transfer(self, call: Call) -> Twiml:
        settings = self.calls.background(call).settings
        if settings is None or not can_transfer(settings, self.now()):
            return self._connect_again(call)
        return Twiml.of(
            twiml.transfer(
                settings.transfer_numbers[0],
                action=self._webhook(call, "transfer"),
                whisper=self._webhook(call, "whisper"),
                caller_id=settings.caller_id,
            )
        )

    def _connect_again(self, call: Call) -> Twiml:
        """Go on with the conversation: no person took it over."""
        outcome = None if call.outcome == HANDED_OVER else call.outcome
        return self._connect(self.calls.change(call.id, next_verb=None, outcome=outcome), "transfer_unanswered")

    def _webhook(self, call: Call, name: str) -> str:
        return self.addresses.webhook(name, company_id=call.company_id, call_id=call.id)


def _time(text: str | None) -> datetime | None:
    """The time of a callback, as RFC 2822 writes it."""
    try:
        at = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None
