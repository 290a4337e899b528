"""Endpoints for every caller's own account, whatever their scopes."""

from functions.identity.providers.accounts import CallersAccount, CallersPassword
from functions.identity.schemas import Me, PasswordChange
from shared.auth.caller import Caller
from shared.core.function import get, put


@get("/auth/me", public=True)
def get_me(caller: Caller, account: CallersAccount) -> Me:
    """Who calls, and what they may do now."""
    return account.describe(caller)


@put("/auth/password", public=True, status=204, memory=1024)
def change_password(change: PasswordChange, caller: Caller, password: CallersPassword) -> None:
    """Replace one's own password; every session ends."""
    password.change(change, caller)
