"""A simulated Deepgram: streaming recognition at ``/v1/listen``, by a recogniser of its own. The key is ``test``.

It takes 8 kHz mu-law in Spanish and English, refuses what Deepgram refuses, and hangs up after ten seconds without a
message. Its confidence is always the same, and it says nothing of how well Deepgram hears.

Source: developers.deepgram.com/reference/speech-to-text/listen-streaming and Deepgram's AsyncAPI document.
"""

from pathlib import Path

from starlette.types import ASGIApp

from local.vendors import Vendor


def _app(_folder: Path | None) -> ASGIApp:
    from local.vendors.deepgram.app import deepgram  # noqa: PLC0415 - numpy, only for the program itself

    return deepgram()


VENDOR = Vendor(name="deepgram", path="", app=_app)
