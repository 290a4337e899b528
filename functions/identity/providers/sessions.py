"""Builds sessions."""

from typing import Annotated

from functions.identity.repository.accounts import AccountRows
from functions.identity.repository.tokens import RefreshTokenRows
from functions.identity.service.sessions import Sessions
from shared.auth.signer import TokenIssuer
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import CompanyDoor, TenantSession


def sessions(session: TenantSession, enter: CompanyDoor, issue: TokenIssuer, now: Clock) -> Sessions:
    """Sessions of the company that a refresh token names."""
    return Sessions(enter, AccountRows(session), RefreshTokenRows(session), issue, now)


UserSessions = Annotated[Sessions, Depends(sessions)]
