"""Verifies access tokens, for whoever stands at a door: the authorizer of the API, the connection of a websocket."""

from collections.abc import Callable
from typing import Annotated

from shared.auth.caller import Caller
from shared.auth.jwt import verify
from shared.auth.published_keys import published_keys
from shared.core.inject import Depends, provides
from shared.core.resources import JWKS
from shared.core.settings import settings

VerifyAccessToken = Callable[[str], Caller]
"""Access token → caller. Raises Unauthorized with the fault, or Unavailable without the keys."""


@provides(JWKS)
def token_verifier() -> VerifyAccessToken:
    """Verification against the published keys of this stage."""

    def verify_access_token(token: str) -> Caller:
        return verify(token, published_keys(settings.jwks_parameter).find)

    return verify_access_token


TokenVerifier = Annotated[VerifyAccessToken, Depends(token_verifier)]
