"""What the authorizer says about a request.

It always lets the request through. A denial by the HTTP API has a body that we cannot shape, so the fault travels in
the authorizer's context, and the function refuses with problem+json before it reads anything of the request. For the
same reason the authorizer has no identity source, and so no cache: with one, API Gateway itself refuses a request
without a token, and keeps admitting a token that has expired.
"""

from collections.abc import Mapping
from typing import Any

from shared.auth.verifier import VerifyAccessToken
from shared.core.errors import Unauthorized, Unavailable


def admission(request: Mapping[str, Any], verify: VerifyAccessToken) -> dict[str, Any]:
    """The authorizer's answer to a request of the HTTP API, payload 2.0, in the simple form.

    Returns:
        ``{"isAuthorized": True, "context": …}``; the context is a caller's, or holds a ``fault`` or ``unavailable``.
    """
    return {"isAuthorized": True, "context": _context(request, verify)}


def _context(request: Mapping[str, Any], verify: VerifyAccessToken) -> dict[str, str]:
    try:
        return verify(bearer_token(request.get("headers") or {})).to_context()
    except Unauthorized as fault:
        return {"fault": fault.detail}
    except Unavailable:
        return {"unavailable": "Access tokens cannot be verified just now. Try again shortly."}


def bearer_token(headers: Mapping[str, str]) -> str:
    """The token of the header ``Authorization``.

    Raises:
        Unauthorized: there is none.
    """
    sent = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    scheme, _, token = sent.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("Send an access token: 'Authorization: Bearer …'.")
    return token.strip()
