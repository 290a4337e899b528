"""The account at Twilio, as an operator put it into the vendor secret `twilio`: account_sid and auth_token."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from shared.core.aws import AwsError, call
from shared.core.errors import NotConfigured

KEPT = 300  # seconds that a process goes by what it read: a token that was changed is taken up within them
MISSING = "Integration not configured: Twilio. Put account_sid and auth_token into the secret."

_read: dict[str, tuple[float, "TwilioCredentials"]] = {}


@dataclass(frozen=True, repr=False)
class TwilioCredentials:
    """Who we are at Twilio; the token also signs what Twilio sends us."""

    account_sid: str
    auth_token: str


Credentials = Callable[[], TwilioCredentials]
"""Reads them; raises `NotConfigured` where there are none."""


def credentials_of(secret: str, *, clock: Callable[[], float] = time.monotonic) -> TwilioCredentials:
    """The account that a secret names.

    Raises:
        NotConfigured: it is empty, or there is none.
    """
    at, kept = _read.get(secret, (0.0, None))
    if kept and clock() - at < KEPT:
        return kept
    found = _told(secret)
    if not found.get("account_sid") or not found.get("auth_token"):
        raise NotConfigured(MISSING)
    credentials = TwilioCredentials(found["account_sid"], found["auth_token"])
    _read[secret] = clock(), credentials
    return credentials


def _told(secret: str) -> dict[str, str]:
    try:
        told = json.loads(call("secretsmanager", "GetSecretValue", {"SecretId": secret}).get("SecretString") or "{}")
    except AwsError as error:
        if error.code == "ResourceNotFoundException":
            raise NotConfigured(MISSING) from None
        raise
    return told if isinstance(told, dict) else {}
