"""Attends to a line: reads Media Streams off it, has the token checked, and puts a call together.

One group of tasks for each call: whatever belongs to it ends with it.
"""

import asyncio
import time
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import NoReturn, Protocol

from containers.media_stream import codec
from containers.media_stream.assembly import WORDS_WITHIN_S, Engines, Wire, assembled
from containers.media_stream.call import Call
from containers.media_stream.codec import FRAME_BYTES, Audio, Begun, Greeted, Key, Returned, Stopped, ViolationError
from containers.media_stream.figures import Figures
from containers.media_stream.last import last_steps
from containers.media_stream.ports import FRAME_MS, Desk, Ending, NotAdmitted, Opened, Over
from containers.media_stream.recording import Recording, Uploading
from containers.media_stream.socket import BROKEN, NORMAL, POLICY, Line
from functions.calls.domain.conversation.observations import Answered
from shared.core.errors import Problem
from shared.core.log import log, log_unexpected

START_WITHIN_S = 5.0
OPEN_WITHIN_S = 5.0
ASK_TIMES = 30
_BURST = 200
_MOST_GAP_MS = 1000
_SILENCE = b"\xff" * FRAME_BYTES


class Shelf(Protocol):
    """Where recordings are stored."""

    def begin(self, key: str) -> Uploading:
        """The way into a new object. It may wait; it runs on a thread."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a call needs that is not its own.

    Attributes:
        shelf: None where nothing can be recorded.
        threads: for recordings.
    """

    desk: Desk
    engines: Engines
    shelf: Shelf | None
    threads: Executor


class _OverError(Exception):
    """Ends the group of a call's tasks."""


class Attendant:
    """Of a process.

    Attributes:
        calls: that are in progress.
        empty: set while there is none.
        figures: of all calls so far.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings
        self.calls: set[Call] = set()
        self.figures = Figures()
        self.empty = asyncio.Event()
        self.empty.set()

    async def attend(self, line: Line) -> None:
        """From the first message to the last; the line is closed then."""
        try:
            begun = await _begun(line)
            opened = await self._opened(begun)
        except (ViolationError, NotAdmitted, TimeoutError) as error:
            self.figures.count(f"refused_{type(error).__name__}")
            await line.close(POLICY, "no valid start")
            return
        except Problem:
            self.figures.count("refused_by_desk")
            await line.close(BROKEN, "unavailable")
            return
        line.known()
        await self._attend_call(line, begun, opened)

    async def _opened(self, begun: Begun) -> Opened:
        parameters = begun.parameters
        async with asyncio.timeout(OPEN_WITHIN_S):
            return await self._around.desk.open(
                token=parameters.get("token", ""),
                call_id=parameters.get("call_id", ""),
                call_sid=begun.call_sid,
                stream_sid=begun.stream_sid,
            )

    async def _attend_call(self, line: Line, begun: Begun, opened: Opened) -> None:
        began = time.monotonic()
        figures = Figures()
        recording = await self._recording(opened, figures)
        wire = Wire(line, begun.stream_sid, recording)
        ending: Ending = "failed"
        call: Call | None = None
        try:
            async with asyncio.TaskGroup() as tasks:
                call = assembled(opened, wire, self._around.engines, figures, tasks)
                self.calls.add(call)
                self.empty.clear()
                for work in (_read(line, begun, call), call.converse(), call.clocks.run(), self._carrier(call)):
                    tasks.create_task(work)
                ending = await call.run()
                await self._leave(line, opened, ending)
        except* _OverError:
            pass
        except* Exception as errors:  # noqa: BLE001 - the other calls go on
            for error in errors.exceptions:
                log_unexpected(error)
            await line.close(BROKEN)
        if call:
            await self._finish(call, wire, ending, time.monotonic() - began)
            self.calls.discard(call)
            if not self.calls:
                self.empty.set()

    async def _leave(self, line: Line, opened: Opened, ending: Ending) -> NoReturn:
        """Close the line, once it is known, where the carrier asks next, how the call goes on or that it is over.

        Raises:
            _OverError: always, which ends the group of the call's tasks.
        """
        if ending == "transferred":
            await self._around.desk.hand_over(opened, "transfer")
        if ending == "handed_over":
            await self._around.desk.hand_over(opened, "resume")
        if ending == "closed":
            await _tried(self._around.desk.hand_over(opened, "hang_up"))
        await line.close(POLICY if ending == "violation" else NORMAL)
        raise _OverError

    async def _recording(self, opened: Opened, figures: Figures) -> Recording | None:
        if opened.recording_key is None or self._around.shelf is None:
            return None
        begin, key = self._around.shelf.begin, opened.recording_key
        try:
            uploading = await asyncio.get_running_loop().run_in_executor(self._around.threads, begin, key)
        except Problem:
            figures.count("not_recorded")
            return None
        return Recording(uploading, self._around.threads)

    async def _carrier(self, call: Call) -> None:
        """Ask what the carrier found out about who has answered."""
        for _ in range(0 if call.opened.returned else ASK_TIMES):
            await asyncio.sleep(1)
            by = await self._around.desk.answered_by(call.opened)
            if by:
                call.observe(Answered(by=by, at_ms=call.now_ms))
                return

    async def _finish(self, call: Call, wire: Wire, ending: Ending, seconds: float) -> None:
        """Tell the conversation and the desk, and keep the recording; each though the other fails."""
        call.close()
        figures = call.figures
        waited = wire.waited_s(call.beginning)
        figures.took("first_words", waited)
        await _tried(last_steps(call, ending))
        stored = wire.recording is not None and await _tried(wire.recording.finish())
        over = Over(
            ending=ending,
            seconds=round(seconds, 1),
            recording=call.opened.recording_key if stored else None,
            engines=sorted(call.engines),
            figures=figures.summary(),
            abandoned=call.opened.returned is None and waited > WORDS_WITHIN_S,
        )
        await _tried(self._around.desk.finish(call.opened, over))
        self.figures.counts.update(figures.counts)
        self.figures.count(f"ended_{ending}")
        log().info(
            "call over",
            call_id=str(call.opened.call_id),
            company_id=str(call.opened.company_id),
            ending=ending,
            seconds=over.seconds,
            engines=over.engines,
            recorded=stored,
            figures=over.figures,
        )


async def _begun(line: Line) -> Begun:
    """The `start` of a stream.

    Raises:
        ViolationError: something else came.
        TimeoutError: nothing came in time.
    """
    async with asyncio.timeout(START_WITHIN_S):
        while text := await line.text():
            message = codec.decoded(text)
            if isinstance(message, Begun):
                return message
            if not isinstance(message, Greeted):
                raise ViolationError("no start")
    raise ViolationError("closed before the start")


async def _read(line: Line, begun: Begun, call: Call) -> None:
    """Hand on what comes, until the stream stops."""
    try:
        await line.listen(_Reader(begun.stream_sid, call).take)
    except ViolationError:
        call.figures.count("violations")
        call.end("violation")
    call.end("lost")


class _Reader:
    """Of one stream: within its rate, of no other stream, without gaps in time."""

    def __init__(self, stream_sid: str, call: Call) -> None:
        self._stream_sid = stream_sid
        self._call = call
        self._loop = asyncio.get_running_loop()
        self._allowed = float(_BURST)
        self._at = self._loop.time()
        self._next_ms: int | None = None

    def take(self, text: bytes) -> None:
        """One message; after the end of the call it means nothing.

        Raises:
            ViolationError: it is none, or one too many.
        """
        if self._call.over:
            return
        self._count()
        message = codec.decoded(text)
        if isinstance(message, (Begun, Greeted)):
            raise ViolationError("begun twice")
        if isinstance(message, codec.Unknown):
            self._call.figures.count("unknown_events")
            return
        if message.stream_sid != self._stream_sid:
            raise ViolationError("another stream")
        if isinstance(message, Audio):
            self._hear(message)
        elif isinstance(message, Returned):
            self._call.mouth.returned(message.name)
        elif isinstance(message, Key):
            self._call.press(message.digit)
        elif isinstance(message, Stopped):
            self._call.end("hung_up")

    def _count(self) -> None:
        now = self._loop.time()
        self._allowed = min(_BURST, self._allowed + (now - self._at) * codec.MOST_MESSAGES_A_SECOND) - 1
        self._at = now
        if self._allowed < 0:
            raise ViolationError("too many messages")

    def _hear(self, audio: Audio) -> None:
        self._call.clocks.frame_came()
        at_ms = audio.at_ms
        due = at_ms if self._next_ms is None else self._next_ms
        if at_ms < due - FRAME_MS:
            self._call.figures.count("frames_out_of_order")
            return
        if at_ms > due + FRAME_MS:
            self._call.figures.count("frames_lost", by=(at_ms - due) // FRAME_MS)
            for missing_ms in range(max(due, at_ms - _MOST_GAP_MS), at_ms, FRAME_MS):
                self._call.hear(_SILENCE, missing_ms)
        for start in range(0, len(audio.mulaw), FRAME_BYTES):
            self._call.hear(audio.mulaw[start : start + FRAME_BYTES], at_ms)
            at_ms += FRAME_MS
        self._next_ms = at_ms


async def _tried(work: object) -> bool:
    """Do a last thing; a failure is logged and stops nothing else."""
    try:
        return bool(await work)  # type: ignore[misc]
    except Exception as error:  # noqa: BLE001 - the other last things are still to be done
        log_unexpected(error)
        return False
