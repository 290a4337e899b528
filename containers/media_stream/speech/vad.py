"""Voice activity by Silero's network, at 8 kHz in windows of 32 ms; one model for all calls, a state for each."""

import asyncio
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnxruntime

from containers.media_stream.speech.mulaw import SILENCE, samples_of
from containers.media_stream.speech.wheels import checked, packaged

SHA256 = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"
WINDOW = 256
WINDOW_MS = 32
THRESHOLD = 0.5
"""From here on a window is voice."""
_CONTEXT = 32
_RATE = np.array(8000, dtype=np.int64)
WAIT_S = 0.005
"""A quarter of a frame: how long a window may wait for those of other calls. A call that is alone never waits."""


class SileroModel:
    """The network, loaded once for a process. It computes on the thread that asks, and may be asked by several."""

    def __init__(self) -> None:
        file = packaged("silero_vad", "data", "silero_vad.onnx")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = checked(file.read_bytes(), SHA256, file.name)
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def judge(self, windows: Sequence[bytes], states: Any) -> tuple[list[float], Any]:
        """A window of mu-law after its context for each of some calls: their probabilities, and states from then on.

        What one call gets does not depend on the others, to the last bit; but one run for eight costs as much as for
        three of their own.

        Args:
            windows: of `_CONTEXT + WINDOW` bytes.
            states: of shape (2, calls, 128), as what is returned.
        """
        samples = samples_of(b"".join(windows)).reshape(len(windows), _CONTEXT + WINDOW)
        probabilities, states = self._session.run(None, {"input": samples, "state": states, "sr": _RATE})
        return probabilities[:, 0].tolist(), states


def _fresh(calls: int) -> Any:
    """What the network remembers of calls from which it has heard nothing yet."""
    return np.zeros((2, calls, 128), np.float32)


class _Windows:
    """The audio of one call, cut for the network."""

    def __init__(self) -> None:
        self._audio = bytearray([SILENCE]) * _CONTEXT

    def add(self, frame: bytes) -> list[bytes]:
        """Take audio of any length; the windows that it completes."""
        audio = self._audio
        audio += frame
        whole = (len(audio) - _CONTEXT) // WINDOW * WINDOW
        windows = [bytes(audio[start : start + _CONTEXT + WINDOW]) for start in range(0, whole, WINDOW)]
        del audio[:whole]
        return windows


class Silero:
    """Hears audio at once, by itself.

    Args:
        model: shared by all.
    """

    def __init__(self, model: SileroModel) -> None:
        self._model = model
        self._windows = _Windows()
        self._state = _fresh(1)

    def hear(self, frame: bytes) -> list[float]:
        """Take audio of any length; the probabilities of the windows that it completes."""
        return [self._judge(window) for window in self._windows.add(frame)]

    def _judge(self, window: bytes) -> float:
        [probability], self._state = self._model.judge([window], self._state)
        return probability


class Together:
    """Hears the calls of a process together: what they say in the same moment goes through the network in one run.

    Args:
        model: shared by all.
        wait_s: how long after one run the next may begin.
    """

    def __init__(self, model: SileroModel, wait_s: float = WAIT_S) -> None:
        self._model = model
        self._wait_s = wait_s
        self._states = _fresh(0)
        self._places: list[int] = []
        self._waiting: list[_Member] = []
        self._next_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def join(self) -> "_Member":
        """For one call: a `VoiceActivity`. Its place among the states is another's when it is gone."""
        if not self._places:
            known = self._states.shape[1]
            self._states = np.concatenate([self._states, _fresh(known or 16)], axis=1)
            self._places.extend(range(known, self._states.shape[1]))
        place = self._places.pop()
        self._states[:, place] = 0
        member = _Member(self._come, place)
        weakref.finalize(member, self._places.append, place)
        return member

    def _come(self, member: "_Member") -> None:
        self._waiting.append(member)
        if self._timer:
            return
        loop = asyncio.get_running_loop()
        if loop.time() >= self._next_at:
            self._run()
        else:
            self._timer = loop.call_at(self._next_at, self._run)

    def _run(self) -> None:
        """Judge every window that waits, those of the same call one after the other; then tell."""
        self._timer = None
        self._next_at = asyncio.get_running_loop().time() + self._wait_s
        members, self._waiting = self._waiting, []
        left = members
        while left:
            places = [member.place for member in left]
            windows = [member.pending.popleft() for member in left]
            probabilities, self._states[:, places] = self._model.judge(windows, self._states[:, places])
            for member, probability in zip(left, probabilities, strict=True):
                member.found.append(probability)
            left = [member for member in left if member.pending]
        for member in members:
            member.tell()


class _Member:
    """One of the calls that are heard together: a `VoiceActivity`."""

    def __init__(self, come: Callable[["_Member"], None], place: int) -> None:
        self._come = come
        self.place = place
        self._asked: deque[tuple[int, Callable[[Sequence[float]], None]]] = deque()
        self._windows = _Windows()
        self.pending: deque[bytes] = deque()
        self.found: list[float] = []

    def hear(self, frame: bytes, judged: Callable[[Sequence[float]], None]) -> None:
        """Take 20 ms; frame by frame `judged` gets the probabilities of the windows that they complete."""
        windows = self._windows.add(frame)
        if not windows and not self._asked:
            judged(())
            return
        comes = bool(windows) and not self.pending
        self.pending.extend(windows)
        self._asked.append((len(windows), judged))
        if comes:
            self._come(self)

    def tell(self) -> None:
        """Hand over what was found."""
        found, self.found = self.found, []
        asked, self._asked = self._asked, deque()
        for count, judged in asked:
            judged(found[:count])
            del found[:count]


def voiced(model: SileroModel, mulaw: bytes) -> list[bool]:
    """Whether there is voice, window by window, in audio that stands for itself."""
    return [probability >= THRESHOLD for probability in Silero(model).hear(mulaw)]
