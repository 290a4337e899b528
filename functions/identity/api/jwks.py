"""Endpoint of the public keys."""

from functions.identity.schemas import Jwks
from shared.auth.published_keys import KeySet
from shared.core.function import get


@get("/.well-known/jwks.json", public=True)
def get_jwks(keys: KeySet) -> Jwks:
    """The public keys that verify access tokens, as a JSON Web Key Set (RFC 7517)."""
    return Jwks.model_validate_json(keys.document())
