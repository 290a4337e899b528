"""Data keys: each wrapped by KMS for whom it is, and what is sealed with one.

A wrapped key opens only for the company and the person it was made for. Destroying it makes everything that it sealed
unreadable, wherever copies are. Open keys live as long as who asked for them, and are kept nowhere.
"""

import base64
import os
from dataclasses import dataclass, field
from typing import Annotated, Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.core.aws import AwsError, call
from shared.core.health import Probe
from shared.core.inject import Depends, provides
from shared.core.resources import PERSON_KEY
from shared.core.settings import settings
from shared.core.vault import UNREADABLE, SealBroken

NONCE = 12  # bytes, as NIST SP 800-38D recommends; random, for far fewer than 2**32 seals of one key

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class DataKey:
    """An open data key."""

    secret: bytes = field(repr=False)

    def seal(self, content: bytes, *, place: str) -> bytes:
        """Encrypt what belongs to a place, such as a column of a row: AES-256-GCM."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, *, place: str) -> bytes:
        """What was sealed for this place.

        Raises:
            SealBroken: it was sealed with another key or for another place, or is damaged.
        """
        try:
            return AESGCM(self.secret).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
        except (InvalidTag, ValueError):
            raise SealBroken from None


@dataclass(frozen=True)
class NewKey:
    """A key that was just made, and how it is kept."""

    key: DataKey
    wrapped: bytes


class DataKeys(Protocol):
    """Makes and opens the data keys of persons."""

    def make(self, *, company_id: UUID, user_id: UUID) -> NewKey:
        """A new key of a person."""

    def open(self, wrapped: bytes, *, company_id: UUID, user_id: UUID) -> DataKey:
        """The key of a person.

        Raises:
            SealBroken: it was made for another person or company, or is damaged.
        """


class KmsDataKeys:
    """Data keys under the key named in the settings of the stage."""

    def make(self, *, company_id: UUID, user_id: UUID) -> NewKey:
        request = {"KeyId": settings.person_key, "KeySpec": "AES_256", "EncryptionContext": _bound(company_id, user_id)}
        answer = call("kms", "GenerateDataKey", request)
        return NewKey(DataKey(base64.b64decode(answer["Plaintext"])), base64.b64decode(answer["CiphertextBlob"]))

    def open(self, wrapped: bytes, *, company_id: UUID, user_id: UUID) -> DataKey:
        request = {"KeyId": settings.person_key, "CiphertextBlob": base64.b64encode(wrapped).decode()}
        try:
            answer = call("kms", "Decrypt", {**request, "EncryptionContext": _bound(company_id, user_id)})
        except AwsError as error:
            if error.code in UNREADABLE:
                raise SealBroken from None
            raise
        return DataKey(base64.b64decode(answer["Plaintext"]))


def _bound(company_id: UUID, user_id: UUID) -> dict[str, str]:
    return {"company_id": str(company_id), "user_id": str(user_id)}


@provides(PERSON_KEY)
def data_keys() -> DataKeys:
    """The data keys of this stage."""
    return KmsDataKeys()


@provides(PERSON_KEY)
def data_keys_probe() -> Probe:
    """Asks KMS for a key of nobody."""

    def ask() -> None:
        KmsDataKeys().make(company_id=NOBODY, user_id=NOBODY)

    return ask


PersonKeys = Annotated[DataKeys, Depends(data_keys)]
PersonKeysProbe = Annotated[Probe, Depends(data_keys_probe)]
