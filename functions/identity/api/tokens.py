"""Endpoint that signs people and programs in."""

from functions.identity.providers.sign_in import SigningIn
from functions.identity.schemas import Grant, Tokens
from shared.core.function import post


@post("/auth/token", public=True, status=200, memory=1024)
def create_token(grant: Grant, signing_in: SigningIn) -> Tokens:
    """Sign in with a password, or exchange an API key."""
    return signing_in.exchange(grant)
