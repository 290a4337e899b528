"""Builds signing in."""

from typing import Annotated

from functions.identity.providers.sessions import UserSessions
from functions.identity.providers.throttle import Throttle
from functions.identity.repository.accounts import AccountRows, DirectoryRows
from functions.identity.repository.tokens import ApiKeyRows
from functions.identity.service.sign_in import ApiKeySignIn, PasswordSignIn, SignIn
from shared.auth.signer import TokenIssuer
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import CompanyDoor, SystemSession, TenantSession


def password_sign_in(
    *,
    everywhere: SystemSession,
    session: TenantSession,
    enter: CompanyDoor,
    sessions: UserSessions,
    throttle: Throttle,
    now: Clock,
) -> PasswordSignIn:
    """Signing people in to any company; across companies, only an address is looked up."""
    return PasswordSignIn(
        directory=DirectoryRows(everywhere),
        enter=enter,
        accounts=AccountRows(session),
        sessions=sessions,
        throttle=throttle,
        now=now,
    )


def api_key_sign_in(session: TenantSession, enter: CompanyDoor, issue: TokenIssuer, now: Clock) -> ApiKeySignIn:
    """Signing programs in to the company that their key names."""
    return ApiKeySignIn(enter, AccountRows(session), ApiKeyRows(session), issue, now)


def sign_in(
    people: Annotated[PasswordSignIn, Depends(password_sign_in)],
    programs: Annotated[ApiKeySignIn, Depends(api_key_sign_in)],
) -> SignIn:
    """Signing anybody in."""
    return SignIn(people, programs)


SigningIn = Annotated[SignIn, Depends(sign_in)]
