"""One call from the order to its end."""

import asyncio
import shutil
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any

from local.vendors.twilio import calls
from local.vendors.twilio.accounts import Account
from local.vendors.twilio.callbacks import Callbacks, Notice
from local.vendors.twilio.calls import Call, new_sid, price_of, written
from local.vendors.twilio.detection import Detector
from local.vendors.twilio.interpreter import Interpreter, Program
from local.vendors.twilio.leg import Leg, call_fields
from local.vendors.twilio.line import Ear, Line
from local.vendors.twilio.orders import Order
from local.vendors.twilio.personas.book import Persona
from local.vendors.twilio.prospect import Prospect, prospect
from local.vendors.twilio.report import Report
from local.vendors.twilio.ringing import ring_seconds
from local.vendors.twilio.services import Services
from local.vendors.twilio.stream import Weather
from local.vendors.twilio.twiml import BadDocument, read
from local.vendors.twilio.webhooks import Answer, Fields

SETUP_SECONDS = 0.3
PRICED_AFTER = 20
"""Seconds after the last callback, in which nobody knows what the call costs."""
SIP = {calls.BUSY: "486", calls.NO_ANSWER: "480", calls.FAILED: "503", calls.CANCELED: "487", calls.COMPLETED: "200"}

Instructions = tuple[str | None, tuple[str, str] | None]


class Telephone:
    """Makes one call.

    Attributes:
        call: what the API shows of it.
        children: legs that it dialled.
        changes: what to follow instead of the document of now.
    """

    def __init__(self, account: Account, order: Order, call: Call, services: Services) -> None:
        self.account, self.order, self.call, self.services = account, order, call, services
        self.report = Report()
        self.children: list[Call] = []
        self.changes: asyncio.Queue[Instructions] = asyncio.Queue()
        self.ended = asyncio.Event()
        self.persona: Persona = services.book.of(order.to)
        self._sequence = 0
        self.callbacks = Callbacks(services, order.to, account.auth_token, self._told)

    async def run(self, turn: float) -> None:
        """From its turn in the queue to the last callback."""
        self._note("queued", to=self.call.to, persona=self.persona.name)
        telling = asyncio.create_task(self.callbacks.run())
        try:
            await self._until_ended(turn)
            self._finish()
            await telling
            await self.services.clock.sleep(PRICED_AFTER)
            self.call.price = price_of(self.call)
        finally:
            telling.cancel()

    async def _until_ended(self, turn: float) -> None:
        calling, ended = asyncio.create_task(self._call(turn)), asyncio.create_task(self.ended.wait())
        try:
            await asyncio.wait({calling, ended}, return_when=asyncio.FIRST_COMPLETED)
            if calling.done() and (error := calling.exception()):
                self._note("failed inside", error=repr(error))
                self._become(calls.FAILED)
        finally:
            for task in (calling, ended):
                task.cancel()
            await asyncio.gather(calling, ended, return_exceptions=True)

    def end(self) -> None:
        """Hang up, or do not dial at all."""
        self._become(calls.COMPLETED if self.call.status == calls.IN_PROGRESS else calls.CANCELED)
        self.ended.set()

    async def _call(self, turn: float) -> None:
        clock = self.services.clock
        await clock.sleep_until(turn)
        self._tell_status("initiated")
        voice = asyncio.create_task(prospect(self.persona, self.services, self._hear_of_prospect))
        try:
            await clock.sleep(SETUP_SECONDS)
            if await self._ring():
                await self._talk(await voice)
        finally:
            voice.cancel()
        if not self.call.is_over:
            self._become(calls.COMPLETED)

    async def _ring(self) -> bool:
        """Let it ring; whether it is answered."""
        clock, outcome = self.services.clock, self.persona.outcome
        if outcome in {"failed", "unreachable"}:
            self._become(calls.FAILED)
            return False
        self._become(calls.RINGING)
        if outcome == "busy":
            await clock.sleep(1)
            self._become(calls.BUSY)
            return False
        answers_in = ring_seconds(self.persona.rings)
        if outcome == "no-answer" or answers_in > self.order.timeout:
            await clock.sleep(self.order.timeout)
            self._become(calls.NO_ANSWER)
            return False
        await clock.sleep(answers_in)
        return True

    async def _talk(self, party: Prospect) -> None:
        """Until somebody hangs up, the document ends, or the time is over."""
        clock, wanted = self.services.clock, self.order.detection
        self._become(calls.IN_PROGRESS)
        detector = Detector(wanted) if wanted else None
        ears: tuple[Ear, ...] = (self.report, detector) if detector else (self.report,)
        line = Line(clock, party, ears)
        leg = Leg(
            self.account,
            self.call,
            line,
            self.report,
            self.services,
            self.children,
            self.callbacks,
            self.persona.language,
        )
        work = [asyncio.create_task(line.run()), asyncio.create_task(self._follow(leg, detector))]
        watch = [asyncio.create_task(self._detect(detector))] if detector and detector.wanted.in_background else []
        try:
            timeout = self.order.time_limit / clock.speed
            done, _ = await asyncio.wait(work, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            self._note("over", by=_who(done, work), at_ms=line.at_ms)
        finally:
            for task in [*work, *watch]:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
        for task in done:
            task.result()

    async def _follow(self, leg: Leg, detector: Detector | None) -> None:
        """The document, and each that comes in its place."""
        if detector and not detector.wanted.in_background:
            await self._detect(detector)
        instructions: Instructions = (self.order.document, self.order.url)
        while True:
            task = asyncio.create_task(self._follow_one(leg, instructions))
            change = asyncio.create_task(self.changes.get())
            try:
                await asyncio.wait({task, change}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in (task, change):
                    one.cancel()
                await asyncio.gather(task, return_exceptions=True)
            if not change.done() or change.cancelled():
                task.result()
                return
            instructions = change.result()
            self._note("instructions changed", at_ms=leg.line.at_ms)

    async def _follow_one(self, leg: Leg, instructions: Instructions) -> None:
        document, url = instructions
        interpreter = Interpreter(leg, self._weather)
        try:
            program: Program = await interpreter.fetch(*url) if url else read(document or "")
        except BadDocument as wrong:
            leg.problem(wrong.code, str(wrong))
            return
        await interpreter.follow(program)

    async def _detect(self, detector: Detector) -> None:
        found = await detector.result
        disturbance = self.services.disturbances.take("detection", self.call.to)
        self.call.answered_by = disturbance.says if disturbance else self.persona.detection or found
        self._note("detected", answered_by=self.call.answered_by, found=found, seconds=round(detector.seconds, 2))
        if detector.wanted.callback:
            url, method = detector.wanted.callback
            fields = {
                "CallSid": self.call.sid,
                "AccountSid": self.call.account_sid,
                "AnsweredBy": self.call.answered_by,
                "MachineDetectionDuration": str(round(detector.seconds * 1000)),
            }
            self.callbacks.tell(Notice("amd", url, method, fields))

    def _weather(self) -> Weather:
        weather = Weather(self.persona.jitter_ms / 1000, self.persona.loss)
        disturbance = self.services.disturbances.take("stream", self.call.to)
        if disturbance and disturbance.kind == "jitter":
            weather.jitter = disturbance.seconds
        elif disturbance and disturbance.kind == "loss":
            weather.loss = disturbance.share
        elif disturbance:
            weather.breaks_after = disturbance.seconds
        return weather

    def _become(self, status: str) -> None:
        if not self.call.is_over:
            self.call.become(status, self.services.clock.today())
            self._note("status", status=status)
            if status not in calls.TERMINAL:
                self._tell_status(status)

    def _finish(self) -> None:
        """The recording, the report, and the last status."""
        self._record()
        self._tell_status(self.call.status)
        self.callbacks.end()
        self.save()

    def forget(self) -> None:
        """Remove the report, if there is a folder."""
        if folder := self.services.folder:
            shutil.rmtree(folder / "calls" / self.call.sid, ignore_errors=True)

    def save(self) -> None:
        """Write the report, if there is a folder."""
        if folder := self.services.folder:
            self.report.save(folder / "calls" / self.call.sid, self.call.resource())

    def _record(self) -> None:
        if self.order.record and self.report.prospect.audio:
            sid, when = new_sid("RE"), written(self.call.ended)
            where = f"/2010-04-01/Accounts/{self.account.sid}/Calls/{self.call.sid}/Recordings/{sid}.json"
            made = {"sid": sid, "account_sid": self.account.sid, "call_sid": self.call.sid, "conference_sid": None}
            times = {"date_created": when, "date_updated": when, "start_time": written(self.call.answered)}
            facts = {"status": "completed", "channels": 2, "source": "OutboundAPI", "error_code": None, "track": "both"}
            length = {"duration": str(self.call.duration or 0), "price": None, "price_unit": "USD"}
            rest = {"api_version": "2010-04-01", "encryption_details": None, "uri": where}
            self.call.recordings.append({**made, **times, **facts, **length, **rest})

    def _tell_status(self, status: str) -> None:
        event = {"in-progress": "answered"}.get(status, status if status in {"initiated", "ringing"} else "completed")
        if self.order.callback is None or event not in self.order.events:
            return
        now = format_datetime(self.services.clock.today())
        more = {"Timestamp": now, "CallbackSource": "call-progress-events", "SequenceNumber": str(self._sequence)}
        self._sequence += 1
        if self.call.is_over:
            seconds = str(self.call.duration or 0)
            more |= {"CallDuration": seconds, "Duration": str(-(-int(seconds) // 60)), "SipResponseCode": SIP[status]}
        url, method = self.order.callback
        self.callbacks.tell(Notice(status, url, method, call_fields(self.call) | more | {"CallStatus": status}))

    def _told(self, how: str, fields: Fields, answer: Answer | None) -> None:
        said = {} if answer is None else {"status": answer.status, "detail": answer.detail, "tries": answer.tries}
        self._note(f"callback {how}", fields=dict(fields), **said)
        if answer and answer.error:
            self.report.problem(self.services.clock.now(), answer.error, answer.detail or f"{answer.status}")
        if self.call.is_over:
            self.save()

    def _hear_of_prospect(self, what: str, facts: Mapping[str, Any]) -> None:
        kept = {"says": self.report.said, "hears": self.report.heard}.get(what)
        if kept is not None:
            kept.append(dict(facts))
        self._note(f"prospect {what}", **facts)

    def _note(self, what: str, **facts: Any) -> None:
        self.report.note(self.services.clock.now(), what, **facts)


def _who(done: set[asyncio.Task[None]], work: list[asyncio.Task[None]]) -> str:
    if not done:
        return "time limit"
    return "prospect" if work[0] in done else "document"
