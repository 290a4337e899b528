"""Builds the turning of the signing keys."""

from typing import Annotated

from functions.identity.service.signing_keys import SigningKeys
from shared.auth.key_store import KeyPublication, SigningKeyStore
from shared.core.clock import Clock
from shared.core.inject import Depends


def signing_keys(store: SigningKeyStore, publication: KeyPublication, now: Clock) -> SigningKeys:
    """The signing keys of this stage."""
    return SigningKeys(store, publication, now)


StageSigningKeys = Annotated[SigningKeys, Depends(signing_keys)]
