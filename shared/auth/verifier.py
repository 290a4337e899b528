"""Verifies access tokens, for whoever stands at a door: the authorizer of the API, the connection of a websocket."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from shared.auth.caller import Caller
from shared.auth.jwt import verify
from shared.auth.published_keys import KeySet
from shared.core.inject import Depends

VerifyAccessToken = Callable[[str], Caller]
"""Access token → caller. Raises Unauthorized with the fault, or Unavailable without the keys."""


def token_verifier(keys: KeySet) -> VerifyAccessToken:
    """Verification against the published keys of this stage."""
    return partial(verify, find_key=keys.find)


TokenVerifier = Annotated[VerifyAccessToken, Depends(token_verifier)]
