"""Jobs that identity runs on a schedule."""

from functions.identity.providers.expired_tokens import StageExpiredTokens
from functions.identity.providers.signing_keys import StageSigningKeys
from functions.identity.schemas import ForgottenTokens, KeyRotation
from shared.core.function import every


@every("rate(1 day)")
def rotate_signing_keys(keys: StageSigningKeys) -> KeyRotation:
    """Give a signing key of 30 days its successor; the first run makes the first key, most runs change nothing."""
    return keys.rotate()


@every("rate(1 day)")
def forget_expired_tokens(tokens: StageExpiredTokens) -> ForgottenTokens:
    """Delete refresh tokens a week after they have expired."""
    return tokens.forget()
