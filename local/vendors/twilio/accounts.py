"""Accounts: who may call, from which numbers, where to, how fast, how often. Kept in a file, if there is a folder."""

import base64
import binascii
import hmac
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from local.vendors.twilio.errors import AUTHENTICATE, TOO_MANY_REQUESTS, Refused, not_found

ACCOUNT_SID = re.compile(r"AC[0-9a-fA-F]{32}")


class Account(BaseModel):
    """One account.

    Attributes:
        numbers: those it owns and may call from.
        calls_per_second: how many calls it begins in a second; the rest waits in its queue, as at Twilio.
        concurrency: how many calls it may have at once; None for no limit.
        requests_per_second: of the REST API; more are refused as too many.
        countries: calling codes it may call to, such as "57".
        blocked: numbers it may not call.
    """

    model_config = ConfigDict(extra="forbid")

    sid: str = Field(pattern=f"^{ACCOUNT_SID.pattern}$")
    auth_token: str = Field(min_length=1)
    name: str = ""
    numbers: list[str] = []
    calls_per_second: float = Field(default=1.0, gt=0)
    concurrency: int | None = Field(default=None, ge=1)
    requests_per_second: int = Field(default=100, ge=1)
    countries: list[str] = ["1", "57"]
    blocked: list[str] = []

    def number_sid(self, number: str) -> str:
        """The sid of a number it owns: always the same."""
        digest = hmac.new(self.sid.encode(), number.encode(), "sha256").hexdigest()
        return f"PN{digest[:32]}"


class Accounts:
    """All accounts, and how much each asked in the current second.

    Args:
        folder: where they are kept; None for memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self.file = folder / "accounts.json" if folder else None
        self.known: dict[str, Account] = {}
        self._asked: dict[str, tuple[int, int]] = {}
        if self.file and self.file.exists():
            found = [Account.model_validate(one) for one in json.loads(self.file.read_text())]
            self.known = {one.sid: one for one in found}

    def put(self, account: Account) -> None:
        """Make an account, or change it."""
        self.known[account.sid] = account
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps([one.model_dump() for one in self.known.values()], indent=1))

    def of(self, sid: str, authorization: str, path: str) -> Account:
        """The account that is asked about, by one who may.

        Raises:
            Refused: it is not known, or the pair of sid and token is not its own.
        """
        if not ACCOUNT_SID.fullmatch(sid):
            raise not_found(path)
        said = tuple(_basic(authorization))
        account = self.known.get(said[0]) if said else None
        if account is None or not hmac.compare_digest(account.auth_token.encode(), said[1].encode()):
            raise Refused(401, AUTHENTICATE, "Authenticate")
        if sid != account.sid:
            raise not_found(path)
        return account

    def spend(self, account: Account, second: int) -> None:
        """Count a request.

        Raises:
            Refused: there were too many in this second.
        """
        known, used = self._asked.get(account.sid, (second, 0))
        used = used + 1 if known == second else 1
        self._asked[account.sid] = (second, used)
        if used > account.requests_per_second:
            raise Refused(429, TOO_MANY_REQUESTS, "Too Many Requests")


def number_resource(account: Account, number: str, made: str) -> dict[str, Any]:
    """An `IncomingPhoneNumber`."""
    sid = account.number_sid(number)
    return {
        "sid": sid,
        "account_sid": account.sid,
        "phone_number": number,
        "friendly_name": number,
        "api_version": "2010-04-01",
        "origin": "twilio",
        "beta": False,
        "capabilities": {"voice": True, "sms": False, "mms": False, "fax": False},
        "status": "in-use",
        "voice_url": "",
        "voice_method": "POST",
        "status_callback": "",
        "status_callback_method": "POST",
        "date_created": made,
        "date_updated": made,
        "uri": f"/2010-04-01/Accounts/{account.sid}/IncomingPhoneNumbers/{sid}.json",
    }


def _basic(authorization: str) -> Iterator[str]:
    kind, _, said = authorization.partition(" ")
    try:
        user, colon, password = base64.b64decode(said, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return
    if kind.lower() == "basic" and colon:
        yield user
        yield password
