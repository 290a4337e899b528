"""Credentials of companies at vendors, encrypted with KMS and bound to their company: as another's they do not open."""

import base64
from typing import Annotated, Protocol
from uuid import UUID

from shared.core.aws import AwsError, call
from shared.core.inject import Depends, provides
from shared.core.resources import VENDOR_KEY
from shared.core.settings import settings

UNREADABLE = {"InvalidCiphertextException", "IncorrectKeyException"}
"""What KMS says of a ciphertext that is another's or damaged."""


class SealBroken(Exception):  # noqa: N818 - reads as what happened
    """It was sealed for another company or under another key, or it is damaged."""


class Vault(Protocol):
    """Seals and opens small secrets, up to 4,096 bytes."""

    def seal(self, secret: str, *, company_id: UUID) -> bytes:
        """The secret, encrypted for a company."""

    def open(self, sealed: bytes, *, company_id: UUID) -> str:
        """The secret of a company.

        Raises:
            SealBroken: it was sealed for another company, or is damaged.
        """


class KmsVault:
    """The vault of a stage, on the key named in its settings."""

    def seal(self, secret: str, *, company_id: UUID) -> bytes:
        request = {"KeyId": settings.vendor_key, "Plaintext": base64.b64encode(secret.encode()).decode()}
        answer = call("kms", "Encrypt", {**request, "EncryptionContext": _bound(company_id)})
        return base64.b64decode(answer["CiphertextBlob"])

    def open(self, sealed: bytes, *, company_id: UUID) -> str:
        request = {"KeyId": settings.vendor_key, "CiphertextBlob": base64.b64encode(sealed).decode()}
        try:
            answer = call("kms", "Decrypt", {**request, "EncryptionContext": _bound(company_id)})
        except AwsError as error:
            if error.code in UNREADABLE:
                raise SealBroken from None
            raise
        return base64.b64decode(answer["Plaintext"]).decode()


def _bound(company_id: UUID) -> dict[str, str]:
    return {"company_id": str(company_id)}


@provides(VENDOR_KEY)
def vault() -> Vault:
    """The vault of this stage."""
    return KmsVault()


VendorVault = Annotated[Vault, Depends(vault)]
