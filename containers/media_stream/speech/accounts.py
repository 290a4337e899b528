"""Accounts at vendors of speech, by what an operator put into the secrets of their names; `{}` means none."""

import json
from typing import Protocol, TypeVar

from pydantic import BaseModel, Field

from functions.calls.domain.conversation.actions import Language
from shared.core.aws import call
from shared.core.inject import provides
from shared.core.log import log
from shared.core.resources import secret, vendor
from shared.core.settings import settings


class DeepgramAccount(BaseModel):
    """In the secret `deepgram`."""

    api_key: str = Field(min_length=1, repr=False)
    model: str = "nova-3"


class ElevenLabsAccount(BaseModel):
    """In the secret `elevenlabs`: voices are ids, for both languages."""

    api_key: str = Field(min_length=1, repr=False)
    model: str = "eleven_flash_v2_5"
    voices: dict[Language, str]


class Accounts(Protocol):
    """Where the accounts of a stage are."""

    def deepgram(self) -> DeepgramAccount | None:
        """None where there is none."""

    def elevenlabs(self) -> ElevenLabsAccount | None:
        """None where there is none."""


Account = TypeVar("Account", bound=BaseModel)


class SecretAccounts:
    """Those in the secrets of this stage."""

    def deepgram(self) -> DeepgramAccount | None:
        return _account("deepgram", DeepgramAccount)

    def elevenlabs(self) -> ElevenLabsAccount | None:
        return _account("elevenlabs", ElevenLabsAccount)


@provides(secret("deepgram"), secret("elevenlabs"), vendor("deepgram"), vendor("elevenlabs"))
def speech_accounts() -> Accounts:
    """The accounts of this stage."""
    return SecretAccounts()


def _account(name: str, kind: type[Account]) -> Account | None:
    """What the secret holds. One that cannot be read or understood counts as none: calls go on without the cloud."""
    try:
        found = call("secretsmanager", "GetSecretValue", {"SecretId": f"astramech/{settings.stage}/{name}"})
        told = json.loads(found.get("SecretString") or "{}")
        return kind.model_validate(told) if told else None
    except Exception as error:  # noqa: BLE001 - the embedded engines are there
        log().warning("no account at a vendor of speech", vendor=name, error=type(error).__name__)
        return None
