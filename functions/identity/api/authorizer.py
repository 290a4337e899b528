"""The door of the HTTP API."""

from typing import Any

from shared.auth.bearer import admission
from shared.auth.verifier import TokenVerifier
from shared.core.function import authorizer


@authorizer(timeout=5)
def authorize(request: dict[str, Any], verify: TokenVerifier) -> dict[str, Any]:
    """Say who calls, or what is wrong with the token; the function that is called answers with it."""
    return admission(request, verify)
