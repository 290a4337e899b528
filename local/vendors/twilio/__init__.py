"""A simulated Twilio: calls, callbacks, TwiML and media streams, with people who answer and talk.

See README.md beside this file: the numbers of the people, and what it cannot show.

Source: twilio.com/docs and Twilio's OpenAPI document.
"""

from pathlib import Path

from starlette.types import ASGIApp

from local.vendors import Vendor


def _app(folder: Path | None) -> ASGIApp:
    from local.vendors.twilio.app import twilio  # noqa: PLC0415 - numpy, only for the program itself

    return twilio(folder)


VENDOR = Vendor(name="twilio", path="", app=_app)
