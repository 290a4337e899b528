"""The process of one embedded engine: ``python -m containers.media_stream.speech.process pico``.

It answers one question after the other and ends when its owner does. Pico corrupts its output when threads share it and
holds the interpreter's lock, and a recogniser takes a whole core: neither may live beside the sockets.
"""

import os
import signal
import sys
from importlib import import_module
from typing import BinaryIO

from containers.media_stream.speech.frames import Answer, Message, packed, read

ENGINES = {"pico": "containers.media_stream.speech.pico", "whisper": "containers.media_stream.speech.whisper"}
"""Modules with a `load()`, which gives what answers."""

NICE = 10
"""Sockets and voice activity come first."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)
    answers = _answers()
    answer: Answer = import_module(ENGINES[sys.argv[1]]).load()
    _tell(answers, packed({"ready": True}))
    while question := read(sys.stdin.buffer):
        _tell(answers, _answered(answer, question))


def _answers() -> BinaryIO:
    """Where answers go; what libraries print goes to the log instead."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def _answered(answer: Answer, question: Message) -> bytes:
    try:
        return packed(*answer(question))
    except Exception as error:  # noqa: BLE001 - one bad question does not end the engine
        return packed({"error": type(error).__name__})


def _tell(stream: BinaryIO, message: bytes) -> None:
    stream.write(message)
    stream.flush()


if __name__ == "__main__":
    main()
