"""Endpoints of a session: go on, end."""

from functions.identity.providers.sessions import UserSessions
from functions.identity.schemas import RefreshTokenText, Tokens
from shared.core.function import post


@post("/auth/refresh", public=True, status=200)
def refresh_token(held: RefreshTokenText, sessions: UserSessions) -> Tokens:
    """Exchange a refresh token for the next tokens; used twice, it ends its session."""
    return sessions.refresh(held.refresh_token)


@post("/auth/logout", public=True, status=204)
def log_out(held: RefreshTokenText, sessions: UserSessions) -> None:
    """End the session of a refresh token; its access token lives on for at most 15 minutes."""
    sessions.end(held.refresh_token)
