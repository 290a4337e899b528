"""Builds what callers do with accounts: their own, and those of their company."""

from typing import Annotated

from functions.identity.providers.standing import CallerStandings
from functions.identity.providers.throttle import Throttle
from functions.identity.repository.accounts import AccountRows, CompanyRows
from functions.identity.repository.tokens import RefreshTokenRows
from functions.identity.service.own_account import OwnAccount, OwnPassword
from functions.identity.service.users import Users
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import TenantSession


def users(session: TenantSession, standings: CallerStandings, now: Clock) -> Users:
    """The users of the invocation's company."""
    return Users(AccountRows(session), RefreshTokenRows(session), standings, now)


def own_account(session: TenantSession, standings: CallerStandings) -> OwnAccount:
    """The caller's account."""
    return OwnAccount(standings, CompanyRows(session))


def own_password(session: TenantSession, standings: CallerStandings, throttle: Throttle, now: Clock) -> OwnPassword:
    """The caller's password."""
    return OwnPassword(standings, AccountRows(session), RefreshTokenRows(session), throttle, now)


CompanyUsers = Annotated[Users, Depends(users)]
CallersAccount = Annotated[OwnAccount, Depends(own_account)]
CallersPassword = Annotated[OwnPassword, Depends(own_password)]
