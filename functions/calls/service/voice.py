"""The desk of the voice: what the container that speaks in a call asks of the place where calls are kept.

Each method is meant for a unit of work of its own, `shared.core.unit`: what it did is stored when that is left.
"""

from datetime import datetime, timedelta
from typing import Any, Literal, cast
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.conversation.observations import Answerer
from functions.calls.domain.recordings import KEPT_DAYS, LONGEST, WORDS_DAYS, key_of, keys_of, transcript_key
from functions.calls.domain.redaction import redacted
from functions.calls.domain.resuming import back
from functions.calls.domain.scripts import CallSettings, Language
from functions.calls.domain.tokens import StreamToken, fault
from functions.calls.domain.windows import is_open
from functions.calls.schemas.voice import Because, CallFacts, Ended, Opening, PolicyStep, Preview, Transcript
from functions.calls.service.agreeing import Agreements
from functions.calls.service.closing import Closing
from functions.calls.service.keeping import REFUSED, agreed
from functions.calls.service.ports import Calls, DoNotCall, Memory, Streams, Switches
from functions.calls.service.preview import preview_place
from shared.core.clock import Now
from shared.core.errors import Forbidden, NotFound
from shared.schemas.envelope import Events
from shared.schemas.events import CallPolicyDecided, CallTranscribed
from shared.storage.objects import ObjectStore

SNAPSHOT_SECONDS = 3600


class StreamRefused(Forbidden):
    """A token opened nothing: it is unknown, used, expired, of a call that is over, or of another call."""


class VoiceDesk:
    """The calls of one company, for its voice.

    Args:
        calls: of the company.
        agreements: what is agreed on in them.
        streams: their tokens.
        closing: their ends.
        do_not_call: of the company.
        switches: that stop its calls.
        events: where steps and ends are announced.
        memory: shared by the voice and the webhooks.
        objects: where transcripts are kept.
        now: the clock.
    """

    def __init__(
        self,
        *,
        calls: Calls,
        agreements: Agreements,
        streams: Streams,
        closing: Closing,
        do_not_call: DoNotCall,
        switches: Switches,
        events: Events,
        memory: Memory,
        objects: ObjectStore,
        now: Now,
    ) -> None:
        self.calls = calls
        self.agreements = agreements
        self.streams = streams
        self.closing = closing
        self.do_not_call = do_not_call
        self.switches = switches
        self.events = events
        self.memory = memory
        self.objects = objects
        self.now = now

    def open(self, opening: Opening) -> CallFacts:
        """Use a token up, and learn what there is to know of its call.

        The unit's company is the one that the token names: `StreamToken.parse(token).company_id`.

        Raises:
            StreamRefused: nothing was opened, and the token is as it was.
        """
        call, because = self._admitted(opening)
        now = self.now()
        call = self.calls.change(
            call.id,
            call_sid=opening.call_sid,
            stream_sid=opening.stream_sid,
            streamed_at=call.streamed_at or now,
            answered_at=call.answered_at or now,
            next_verb=None,
            details=back(call, now) if because == "resumed" else call.details,
        )
        return self._facts(call, because)

    def lost(self, call_id: UUID) -> CallFacts:
        """What there is to know of a call whose voice is gone, with where its conversation stood last."""
        return self._facts(self.calls.lock(call_id), "resumed")

    def detected(self, call_id: UUID) -> Answerer | None:
        """What the carrier found out about who answered; None while it has not."""
        return cast("Answerer | None", self.memory.get(place(call_id), "answered_by"))

    def decided(self, call_id: UUID, step: PolicyStep) -> None:
        """Announce a step of the conversation."""
        self.events.record(CallPolicyDecided(call_id=call_id, **step.model_dump()))

    def preview(self, ticket: str) -> Preview | None:
        """The sentence that a ticket lets somebody hear, once; None where it is none, or too old."""
        told = self.memory.get(preview_place(ticket), "text")
        self.memory.delete(preview_place(ticket), "text")
        return Preview.model_validate(told) if told else None

    def still_calls(self) -> bool:
        """Whether nobody has stopped the company's calls."""
        return not self.switches.open()

    def suppress(
        self, call_id: UUID, reason: Literal["do_not_call", "hostile", "wrong_person"], *, number: str | None = None
    ) -> None:
        """Put the person's number on the company's do-not-call list, before anything is said about it.

        Args:
            call_id: of the call.
            reason: why.
            number: to be used where the call is not to be found any more.

        Raises:
            NotFound: there is no such call, and no number was given.
        """
        try:
            call: Call | None = self.calls.lock(call_id)
        except NotFound:
            if number is None:
                raise
            call = None
        self.do_not_call.add(
            call.other_party if call else cast("str", number),
            reason=reason,
            lead_id=call.lead_id if call else None,
            call_id=call.id if call else None,
            at=self.now(),
        )
        if call:
            withdrawn: dict[str, Any] = {"outcome": REFUSED[reason], "callback_at": None, "meeting_at": None}
            self.calls.change(call.id, **withdrawn)

    def save(self, call_id: UUID, snapshot: dict[str, Any]) -> None:
        """Keep where the conversation stands, for an hour."""
        self.memory.put(place(call_id), "snapshot", snapshot, seconds=SNAPSHOT_SECONDS)

    def transfer(self, call_id: UUID) -> bool:
        """Have a person ring when the stream is closed next; False where nobody takes calls now."""
        call = self.calls.lock(call_id)
        if not can_transfer(self.calls.background(call).settings, self.now()):
            return False
        self.calls.change(call.id, next_verb="transfer")
        return True

    def hang_up(self, call_id: UUID) -> None:
        """Let the call end when the stream is closed next, though the conversation is not written down by then."""
        self.calls.change(self.calls.lock(call_id).id, next_verb="hang_up")

    def forget_recording(self, call_id: UUID) -> None:
        """The person does not want to be recorded: remove every version of what there is."""
        call = self.calls.lock(call_id)
        for key in keys_of(call):
            self.objects.delete(key)
        self.calls.change(call.id, recording_key=None, recording_until=None)

    def finish(self, call_id: UUID, ended: Ended) -> None:
        """Write a conversation down and announce what became of it; harmless when repeated."""
        call = self.calls.lock(call_id)
        if not call.finished_at:
            self.closing.settle(self._written(call, ended, finished_at=self.now()))

    def note(self, call_id: UUID, ended: Ended) -> None:
        """Write down what was said before a person takes over; where nobody does, it is written anew at the end."""
        call = self.calls.lock(call_id)
        if not call.finished_at:
            self.closing.settle(self._written(call, ended))

    def _written(self, call: Call, ended: Ended, **columns: Any) -> Call:
        written = self.calls.change(
            call.id,
            **agreed(call, ended),
            score=ended.score,
            language=ended.language,
            transcript_key=self._write(call, ended) if ended.turns else None,
            recording_key=_own(call, ended.recording_key),
            recording_until=self._recording_until(call, self.now()) if ended.recording_key else None,
            words_until=self._words_until(call, self.now()) if ended.turns else None,
            details=call.details | _details(ended),
            **columns,
        )
        if ended.turns:
            turns = len(ended.turns)
            self.events.record(
                CallTranscribed(call_id=call.id, lead_id=call.lead_id, language=ended.language, turns=turns)
            )
        return written

    def _admitted(self, opening: Opening) -> tuple[Call, Because]:
        try:
            digest = StreamToken.parse(opening.token).digest
        except ValueError:
            raise StreamRefused("This token is unknown.") from None
        found = self.streams.find(digest)
        kept = found[2] if found else None
        why = fault(kept, call_id=opening.call_id, call_sid=opening.call_sid, at=self.now())
        if why or found is None:
            raise StreamRefused(f"This token is {why}.")
        token_id, because, _ = found
        self.streams.use(token_id, stream_sid=opening.stream_sid, at=self.now())
        return self.calls.lock(opening.call_id), cast("Because", because)

    def _facts(self, call: Call, because: Because) -> CallFacts:
        background = self.calls.background(call)
        settings = background.settings
        now = self.now()
        return CallFacts(
            call_id=call.id,
            company_id=call.company_id,
            number=call.other_party,
            correlation_id=call.correlation_id,
            because=because,
            direction=cast("Literal['outbound', 'inbound']", call.direction),
            language=cast("Language", call.language),
            company_name=(settings and settings.spoken_name) or background.company_name,
            campaign_id=call.campaign_id,
            lead_id=call.lead_id,
            prospect_name=background.prospect_name,
            prospect_company=background.prospect_company,
            script=background.script,
            script_version=call.script_version or 0,
            email_known=background.email_known,
            origin=settings.origin if settings else None,
            caller_id=call.own_number or None,
            toll_free=settings.toll_free if settings else None,
            time_zone=background.time_zone,
            must_end_by=call.must_end_by,
            longest_seconds=settings.longest_seconds if settings else LONGEST,
            leave_voicemail=settings.leave_voicemail if settings else False,
            recording_key=key_of(call, call.resumes) if settings is None or settings.record else None,
            can_transfer=can_transfer(settings, now),
            answered_by=cast("Answerer | None", call.answered_by),
            provider=call.provider,
            snapshot=None if because == "first" else self.memory.get(place(call.id), "snapshot"),
        )

    def _write(self, call: Call, ended: Ended) -> str:
        """Keep the transcript, without numbers that must not be kept."""
        turns = tuple(
            turn.model_copy(
                update={"text": redacted(turn.text), "heard": None if turn.heard is None else redacted(turn.heard)}
            )
            for turn in ended.turns
        )
        transcript = Transcript(call_id=call.id, language=ended.language, turns=turns, engines=ended.engines)
        key = transcript_key(call)
        self.objects.put(key, transcript.model_dump_json().encode(), content_type="application/json")
        return key

    def _words_until(self, call: Call, now: datetime) -> datetime:
        settings = self.calls.background(call).settings
        return now + timedelta(days=settings.transcript_days if settings else WORDS_DAYS)

    def _recording_until(self, call: Call, now: datetime) -> datetime:
        settings = self.calls.background(call).settings
        return now + timedelta(days=settings.recording_days if settings else KEPT_DAYS)


def place(call_id: UUID) -> str:
    """Where the voice and the webhooks leave each other word."""
    return f"call#{call_id}"


def can_transfer(settings: CallSettings | None, now: datetime) -> bool:
    """Whether a person of the company takes calls over now."""
    return bool(settings and settings.transfer_numbers and is_open(settings.staffed, now, settings.time_zone))


def _details(ended: Ended) -> dict[str, Any]:
    kept = {"score_reason", "score_parts", "generator", "recording_ms", "engines", "ended_by", "live", "abandoned"}
    told = {"timings", "summary", "summary_generator", "next_step"}
    return ended.model_dump(mode="json", include=kept | told)


def _own(call: Call, key: str | None) -> str | None:
    """A key of this call's recordings, and of no other place.

    Raises:
        Forbidden: it is of another place.
    """
    if key is not None and key not in keys_of(call):
        raise Forbidden("This is no recording of this call.")
    return key
