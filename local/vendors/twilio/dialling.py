"""`<Dial><Number>`: somebody else is called, hears a whisper, and is put through."""

import asyncio
from urllib.parse import urljoin

from local.vendors.twilio.audio import SILENCE, tone
from local.vendors.twilio.calls import BUSY, COMPLETED, FAILED, IN_PROGRESS, NO_ANSWER, RINGING, Call, new_sid
from local.vendors.twilio.errors import DOCUMENT_SCHEMA, NO_TO
from local.vendors.twilio.leg import Leg
from local.vendors.twilio.line import Line, Party, Said
from local.vendors.twilio.orders import E164
from local.vendors.twilio.personas.book import Persona
from local.vendors.twilio.prospect import prospect
from local.vendors.twilio.report import Report
from local.vendors.twilio.ringing import ring_seconds
from local.vendors.twilio.twiml import BadDocument, Verb

RINGBACK = tone(440, 1.0)
WHISPERED = frozenset({"Say", "Play", "Pause", "Hangup", "Redirect", "Gather"})


class Bridge:
    """Two parties who hear each other: a side of the line of the first."""

    def __init__(self, other: Party) -> None:
        self.other = other
        self.gone = asyncio.Event()
        self._heard = SILENCE

    def pull(self) -> bytes:
        """What the other says."""
        said = self.other.tick(self._heard)
        if said.hangs_up:
            self.gone.set()
        return said.frame

    def push(self, said: Said) -> None:
        """What the first says."""
        self._heard = said.frame


async def dial(leg: Leg, verb: Verb, base: str) -> dict[str, str]:
    """Call the number of a `<Dial>`; what its action is told.

    Raises:
        BadDocument: it names none, or more than one.
    """
    noun = _number(verb)
    child = _child(leg, noun.text, verb.get("callerId") or leg.call.from_)
    persona = leg.services.book.of(child.to)
    leg.note("dialling", to=child.to, persona=persona.name, sid=child.sid)
    talked = 0.0
    if await _ring(leg, child, persona, float(verb.get("timeout") or 30)):
        talked = await _talk(leg, child, persona, noun, base=base, limit=float(verb.get("timeLimit") or 14_400))
    leg.note("dialled", to=child.to, status=child.status, seconds=round(talked))
    result = {"DialCallSid": child.sid, "DialCallStatus": child.status}
    if child.status == COMPLETED:
        result |= {"DialCallDuration": str(round(talked)), "DialBridged": str(talked > 0).lower()}
    return result


def _number(verb: Verb) -> Verb:
    nouns = verb.children or ((Verb("Number", text=verb.text),) if verb.text else ())
    if len(nouns) != 1:
        raise BadDocument(DOCUMENT_SCHEMA, "this simulator dials one <Number>")
    if not E164.fullmatch(nouns[0].text):
        raise BadDocument(NO_TO, f"{nouns[0].text!r} is no number to dial")
    return nouns[0]


def _child(leg: Leg, to: str, from_: str) -> Call:
    child = Call(
        account_sid=leg.account.sid,
        to=to,
        from_=from_,
        made=leg.services.clock.today(),
        sid=new_sid("CA"),
        parent=leg.call.sid,
        direction="outbound-dial",
    )
    leg.children.append(child)
    return child


async def _ring(leg: Leg, child: Call, persona: Persona, longest: float) -> bool:
    """Let it ring; whether it was answered."""
    clock = leg.services.clock
    child.become(RINGING, clock.today())
    ringback = asyncio.create_task(leg.line.play(RINGBACK))
    answers_in = ring_seconds(persona.rings)
    await clock.sleep(min(longest, answers_in) if persona.outcome == "answer" else 1 if _is_quick(persona) else longest)
    ringback.cancel()
    if persona.outcome == "answer" and answers_in <= longest:
        child.become(IN_PROGRESS, clock.today())
        return True
    status = {"busy": BUSY, "failed": FAILED, "unreachable": FAILED}.get(persona.outcome, NO_ANSWER)
    child.become(status, clock.today())
    return False


def _is_quick(persona: Persona) -> bool:
    return persona.outcome in {"busy", "failed", "unreachable"}


async def _talk(leg: Leg, child: Call, persona: Persona, noun: Verb, *, base: str, limit: float) -> float:
    """The whisper, then both together; for how many seconds."""
    clock = leg.services.clock
    other = await prospect(persona, leg.services, lambda *_: None)
    try:
        if noun.get("url") and not await _whisper(leg, child, other, urljoin(base, noun.get("url")), noun):
            return 0.0
        bridge, began = Bridge(other), clock.now()
        leg.note("bridged", to=child.to, at_ms=leg.line.at_ms)
        with leg.line.with_side(bridge):
            try:
                async with asyncio.timeout(limit / clock.speed):
                    await bridge.gone.wait()
            except TimeoutError:
                leg.note("time limit of the dialled call", to=child.to)
        return clock.now() - began
    finally:
        child.become(COMPLETED, clock.today())


async def _whisper(leg: Leg, child: Call, other: Party, url: str, noun: Verb) -> bool:
    """What only the one who was dialled hears; whether the two are put through afterwards."""
    from local.vendors.twilio.interpreter import Interpreter  # noqa: PLC0415 - a whisper is followed like any document
    from local.vendors.twilio.stream import Weather  # noqa: PLC0415

    line = Line(leg.services.clock, other)
    whisper = Leg(leg.account, child, line, Report(), leg.services, [], leg.callbacks, leg.language)
    whisper.report.events = leg.report.events
    interpreter = Interpreter(whisper, Weather)
    runs = asyncio.create_task(line.run())
    try:
        program = await interpreter.fetch(url, noun.get("method", "POST"))
        _check_whisper(program)
        await interpreter.follow(program)
    except BadDocument as wrong:
        leg.problem(wrong.code, str(wrong))
        return False
    finally:
        runs.cancel()
    return not any(one.name == "Hangup" for one in program)


def _check_whisper(program: tuple[Verb, ...]) -> None:
    if unknown := [one.name for one in program if one.name not in WHISPERED]:
        raise BadDocument(DOCUMENT_SCHEMA, f"<{unknown[0]}> is not for the one who is dialled")
