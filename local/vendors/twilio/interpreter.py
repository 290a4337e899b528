"""Follows a document, verb by verb.

Source: twilio.com/docs/voice/twiml
"""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

import httpx

from local.vendors.twilio.audio import read_wav
from local.vendors.twilio.calls import new_sid
from local.vendors.twilio.connecting import StreamRefused, open_stream
from local.vendors.twilio.dialling import dial
from local.vendors.twilio.errors import HTTP_FAILURE, NOT_XML_TYPE
from local.vendors.twilio.leg import Leg
from local.vendors.twilio.messages import Outgoing
from local.vendors.twilio.stream import Stream, Weather
from local.vendors.twilio.twiml import BadDocument, Verb
from local.vendors.twilio.webhooks import is_here

Program = tuple[Verb, ...]
Outcome = Program | None
"""What to follow from here: another document, an empty one to hang up, or None to go on."""

HANG_UP: Program = ()
MOST_DOCUMENTS = 50


class Interpreter:
    """Follows documents on a leg.

    Args:
        base: the address that the first document came from: others are relative to it.
    """

    def __init__(self, leg: Leg, weather: Callable[[], Weather], base: str = "") -> None:
        self.leg, self.weather, self.base = leg, weather, base
        self.verbs: dict[str, Callable[[Verb], Awaitable[Outcome]]] = {
            "Connect": self._connect,
            "Redirect": self._redirect,
            "Hangup": self._hangup,
            "Dial": self._dial,
            "Say": self._say,
            "Play": self._play,
            "Pause": self._pause,
            "Gather": self._gather,
        }

    async def fetch(self, url: str, method: str, **more: str) -> Program:
        """The document at an address, which is the base of those that it names.

        Raises:
            BadDocument: there is none.
        """
        self.base = urljoin(self.base, url)
        return await self.leg.fetch(self.base, method, **more)

    async def follow(self, program: Program) -> None:
        """Until a document ends. One that cannot be followed ends the call, as Twilio's "application error" does."""
        try:
            for _ in range(MOST_DOCUMENTS):
                following = await self._verbs(program)
                if following is None:
                    return
                program = following
        except BadDocument as wrong:
            self.leg.problem(wrong.code, str(wrong))

    async def _verbs(self, program: Program) -> Outcome:
        for verb in program:
            self.leg.note("verb", name=verb.name, at_ms=self.leg.line.at_ms)
            following = await self.verbs[verb.name](verb)
            if following is not None:
                return following
        return None

    async def _hangup(self, _verb: Verb) -> Outcome:
        return HANG_UP

    async def _redirect(self, verb: Verb) -> Outcome:
        return await self.fetch(verb.text, verb.get("method", "POST"))

    async def _pause(self, verb: Verb) -> Outcome:
        await self.leg.services.clock.sleep(_number(verb.get("length"), 1))
        return None

    async def _say(self, verb: Verb) -> Outcome:
        language = (verb.get("language") or self.leg.language)[:2]
        audio = await self.leg.services.voice.speak(verb.text, "es-ES" if language == "es" else "en-US")
        for _ in range(int(_number(verb.get("loop"), 1))):
            await self.leg.line.play(audio)
        return None

    async def _play(self, verb: Verb) -> Outcome:
        url = urljoin(self.base, verb.text)
        audio = await self._audio(url)
        for _ in range(int(_number(verb.get("loop"), 1))):
            await self.leg.line.play(audio)
        return None

    async def _audio(self, url: str) -> bytes:
        """A recording; what cannot be played is left out, as at Twilio."""
        if not await is_here(url):
            self.leg.problem(HTTP_FAILURE, f"{url} is not on this machine, and not asked")
            return b""
        try:
            answer = await self.leg.services.webhooks.client.get(url)
            return read_wav(answer.raise_for_status().content)
        except (httpx.HTTPError, ValueError) as error:
            self.leg.problem(NOT_XML_TYPE, f"{url}: {error}")
        return b""

    async def _gather(self, verb: Verb) -> Outcome:
        if "speech" in verb.get("input", "dtmf"):
            raise BadDocument(NOT_XML_TYPE, "this simulator gathers keys only")
        digits = await self._digits(verb)
        if not digits and not verb.is_set("actionOnEmptyResult"):
            return None
        return await self.fetch(verb.get("action") or self.base, verb.get("method", "POST"), Digits=digits)

    async def _digits(self, verb: Verb) -> str:
        finish, most = verb.get("finishOnKey", "#"), int(_number(verb.get("numDigits"), 0))
        keys, clock = self.leg.line.keys, self.leg.services.clock
        prompts = asyncio.create_task(self._verbs(verb.children))
        digits = ""
        try:
            while True:
                wait = None if not digits and not prompts.done() else _number(verb.get("timeout"), 5)
                key = await _next_key(keys, prompts if wait is None else None, clock.speed, wait)
                if key is None and wait is None:
                    continue
                if key is None or key == finish:
                    return digits
                digits += key
                prompts.cancel()
                if len(digits) == most:
                    return digits
        finally:
            prompts.cancel()

    async def _dial(self, verb: Verb) -> Outcome:
        result = await dial(self.leg, verb, self.base)
        action = verb.get("action")
        return await self.fetch(action, verb.get("method", "POST"), **result) if action else None

    async def _connect(self, verb: Verb) -> Outcome:
        for noun in verb.children:
            await self._stream(noun)
        action = verb.get("action")
        return await self.fetch(action, verb.get("method", "POST")) if action else None

    async def _stream(self, noun: Verb) -> None:
        leg, url, sid = self.leg, noun.get("url"), new_sid("MZ")
        try:
            socket = await open_stream(url, leg.account.auth_token)
        except StreamRefused as refused:
            leg.problem(refused.code, str(refused))
            self._tell(noun, sid, "stream-error", StreamError=f"{refused.code} {refused}")
            return
        outgoing = Outgoing(leg.account.sid, leg.call.sid, sid)
        stream = Stream(socket, outgoing, leg.services.clock, leg.report, self.weather())
        leg.note("stream", stream_sid=sid, url=url, at_ms=leg.line.at_ms)
        self._tell(noun, sid, "stream-started")
        parameters = {child.get("name"): child.get("value") for child in noun.children}
        try:
            with leg.line.with_side(stream):
                await stream.run(parameters)
        finally:
            leg.report.streams.append(stream.figures())
            leg.note("stream ended", stream_sid=sid, at_ms=leg.line.at_ms)
            self._tell(noun, sid, "stream-stopped")

    def _tell(self, noun: Verb, sid: str, event: str, **more: str) -> None:
        url = noun.get("statusCallback")
        if not url:
            return
        said = {"StreamSid": sid, "StreamName": noun.get("name") or sid, "StreamEvent": event}
        self.leg.tell(
            event,
            urljoin(self.base, url),
            noun.get("statusCallbackMethod", "POST"),
            self.leg.fields(**said, Timestamp=self.leg.timestamp(), **more),
        )


async def _next_key(
    keys: asyncio.Queue[str], prompts: asyncio.Task[Outcome] | None, speed: float, seconds: float | None
) -> str | None:
    """A key; None if the prompts ended, or the seconds passed, before there was one."""
    key = asyncio.create_task(keys.get())
    waiting: set[asyncio.Task[object]] = {key, prompts} if prompts else {key}
    timeout = None if seconds is None else seconds / speed
    await asyncio.wait(waiting, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    if key.done():
        return key.result()
    key.cancel()
    return None


def _number(said: str, default: float) -> float:
    try:
        return max(0.0, float(said)) if said else default
    except ValueError:
        return default
