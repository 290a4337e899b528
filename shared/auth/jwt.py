"""Access tokens: JWTs signed with Ed25519 (RFC 7519, 8037, 9068), good for 15 minutes.

Nothing revokes one. A user who is disabled, demoted or deleted keeps the access of a token already issued until it
expires; refresh tokens and API keys end at once.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shared.auth.caller import Caller
from shared.auth.keys import LIFETIME, SigningKey
from shared.core.errors import Unauthorized
from shared.core.settings import settings

ALGORITHM = "EdDSA"
TYPE = "at+jwt"
LEEWAY = 5  # seconds that clocks may differ

FindKey = Callable[[str], Ed25519PublicKey | None]

_REQUIRED = ["iss", "aud", "sub", "company_id", "role", "scope", "jti", "iat", "nbf", "exp"]
_FAULTS: dict[type[jwt.InvalidTokenError], str] = {
    jwt.ExpiredSignatureError: "The access token has expired.",
    jwt.ImmatureSignatureError: "The access token is not valid yet.",
    jwt.InvalidAudienceError: "The access token is for another audience.",
    jwt.InvalidIssuerError: "The access token comes from another issuer.",
    jwt.InvalidSignatureError: "The signature of the access token is wrong.",
    jwt.MissingRequiredClaimError: "The access token lacks a claim.",
}
_MALFORMED = "The access token is malformed."


def issuer() -> str:
    """Who signs: this stage."""
    return f"urn:astramech:{settings.stage}"


def audience() -> str:
    """For whom: the API of this stage."""
    return f"{issuer()}:api"


def issue(caller: Caller, key: SigningKey, *, now: datetime) -> str:
    """An access token for `caller`, signed with `key`."""
    claims = {
        "iss": issuer(),
        "aud": audience(),
        "sub": str(caller.id),
        "company_id": str(caller.company_id),
        "role": caller.role.value,
        "scope": " ".join(sorted(caller.scopes)),
        "jti": str(uuid4()),
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
    }
    return jwt.encode(claims, key.private, algorithm=ALGORITHM, headers={"kid": key.kid, "typ": TYPE})


def verify(token: str, find_key: FindKey) -> Caller:
    """Who an access token speaks for.

    Args:
        token: as it was sent.
        find_key: the public key of a kid, None for a kid that was never published.

    Raises:
        Unauthorized: the detail names the first fault found.
        Unavailable: the published keys cannot be read.
    """
    try:
        claims = jwt.decode(
            token,
            _key_of(token, find_key),
            algorithms=[ALGORITHM],
            audience=audience(),
            issuer=issuer(),
            leeway=LEEWAY,
            options={"require": _REQUIRED, "strict_aud": True},
        )
        return _caller(claims)
    except jwt.InvalidTokenError as error:
        raise Unauthorized(_FAULTS.get(type(error), _MALFORMED)) from None
    except (ValueError, AttributeError, TypeError):
        raise Unauthorized("A claim of the access token is malformed.") from None


def _caller(claims: dict[str, Any]) -> Caller:
    named = {name: claims[name] for name in ("company_id", "role")}
    return Caller.from_context({"caller_id": claims["sub"], "scopes": claims["scope"], **named})


def _key_of(token: str, find_key: FindKey) -> Ed25519PublicKey:
    header = jwt.get_unverified_header(token)
    if header.get("alg") != ALGORITHM:
        raise Unauthorized("The access token is not signed with EdDSA.")
    if str(header.get("typ")).lower() != TYPE:
        raise Unauthorized("This is not an access token.")
    key = find_key(str(header.get("kid")))
    if key is None:
        raise Unauthorized("The key of the access token is not known.")
    return key
