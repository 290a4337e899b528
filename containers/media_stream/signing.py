"""The key with which the carrier signs, kept fresh beside the calls: a request must wait for nobody."""

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import suppress

from functions.calls.domain.signature import validate
from shared.core.aws import AwsError, call
from shared.core.errors import NotConfigured, Unavailable
from shared.core.inject import provides
from shared.core.log import log_unexpected
from shared.core.resources import secret
from shared.core.settings import settings

FRESH_S = 60.0
READ_WITHIN_S = 5.0
_FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI"


class Signatures:
    """Whether a request is the carrier's.

    Args:
        read: the key; it may wait, and runs on a thread.
    """

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._auth_token = ""

    @property
    def configured(self) -> bool:
        """Whether there is a key; without one nobody is let in."""
        return bool(self._auth_token)

    def valid(self, url: str, signature: str) -> bool:
        """Whether it was made for the address with our key."""
        return self.configured and validate(self._auth_token, url, (), None, signature)

    async def refresh(self) -> None:
        """Read the key once more; while it cannot be read, the last one is good."""
        try:
            async with asyncio.timeout(READ_WITHIN_S):
                self._auth_token = await asyncio.to_thread(self._read)
        except NotConfigured:
            self._auth_token = ""
        except (Unavailable, TimeoutError) as error:
            log_unexpected(error)

    async def keep_fresh(self) -> None:
        """As long as the process."""
        while True:
            await asyncio.sleep(FRESH_S)
            with suppress(OSError):
                await self.refresh()


@provides(secret("twilio"))
def carrier_key() -> Callable[[], str]:
    """Reads the key of the stage's account."""
    return auth_token


def auth_token() -> str:
    """The key of the stage's account, as an operator put it into the vendor secret `twilio`.

    Raises:
        NotConfigured: there is none, or this program may not read any.
    """
    if not {"AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", _FULL} & os.environ.keys():
        raise NotConfigured("There is no account of AWS to read secrets with.")
    try:
        found = call("secretsmanager", "GetSecretValue", {"SecretId": f"astramech/{settings.stage}/twilio"})
    except AwsError as error:
        if error.code == "ResourceNotFoundException":
            raise NotConfigured("There is no secret of Twilio.") from None
        raise
    told = json.loads(found.get("SecretString") or "{}")
    token = told.get("auth_token") if isinstance(told, dict) else None
    if not token:
        raise NotConfigured("The secret of Twilio holds no auth_token.")
    return str(token)
