"""Voice activity by Silero's network, at 8 kHz in windows of 32 ms; one model for all calls, a state for each."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnxruntime

from containers.media_stream.speech.mulaw import samples_of
from containers.media_stream.speech.wheels import checked, packaged

SHA256 = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"
WINDOW = 256
WINDOW_MS = 32
THRESHOLD = 0.5
"""From here on a window is voice."""
_CONTEXT = 32
_RATE = np.array(8000, dtype=np.int64)


class SileroModel:
    """The network, loaded once for a process. It computes on the thread that asks, and may be asked by several."""

    def __init__(self) -> None:
        file = packaged("silero_vad", "data", "silero_vad.onnx")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = checked(file.read_bytes(), SHA256, file.name)
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def probability(self, window: Any, state: Any) -> tuple[float, Any]:
        """Of one window after its context, and the state from then on."""
        probability, state = self._session.run(None, {"input": window, "state": state, "sr": _RATE})
        return float(probability[0, 0]), state


class Silero:
    """Hears one call: a `VoiceActivity`.

    Args:
        model: shared by all calls.
    """

    name = "embedded:silero"

    def __init__(self, model: SileroModel) -> None:
        self._model = model
        self._window = np.zeros((1, _CONTEXT + WINDOW), np.float32)
        self._state = np.zeros((2, 1, 128), np.float32)
        self._filled = _CONTEXT

    def hear(self, frame: bytes) -> Sequence[float]:
        """Take audio of any length; the probabilities of the windows that it completes."""
        samples = samples_of(frame)
        heard = []
        while len(samples):
            taken = min(len(samples), _CONTEXT + WINDOW - self._filled)
            self._window[0, self._filled : self._filled + taken] = samples[:taken]
            self._filled += taken
            samples = samples[taken:]
            if self._filled == _CONTEXT + WINDOW:
                heard.append(self._judge())
        return heard

    def _judge(self) -> float:
        probability, self._state = self._model.probability(self._window, self._state)
        self._window[0, :_CONTEXT] = self._window[0, -_CONTEXT:]
        self._filled = _CONTEXT
        return probability


def voiced(model: SileroModel, mulaw: bytes) -> list[bool]:
    """Whether there is voice, window by window, in audio that stands for itself."""
    return [probability >= THRESHOLD for probability in Silero(model).hear(mulaw)]
