"""What callers see and change of themselves."""

from functions.identity.schemas import CompanyName, Me, PasswordChange
from functions.identity.service.ports import Accounts, Companies, RefreshTokens
from functions.identity.service.standing import Standings
from functions.identity.service.throttle import LoginThrottle
from functions.identity.service.users import password_for
from shared.auth.caller import Caller
from shared.auth.passwords import matches
from shared.auth.scopes import Role
from shared.core.clock import Now
from shared.core.errors import Forbidden


class OwnAccount:
    """The caller, to the caller.

    Args:
        standings: says what a caller may do now.
        companies: the caller's.
    """

    def __init__(self, standings: Standings, companies: Companies) -> None:
        self.standings = standings
        self.companies = companies

    def describe(self, caller: Caller) -> Me:
        """Who calls, and what they may do now.

        Raises:
            Unauthorized: the caller may not call any more.
        """
        standing = self.standings.of(caller)
        account, key = standing.account, standing.key
        return Me(
            kind="api_key" if key else "user",
            id=caller.id,
            user_id=account.id,
            email=account.email,
            name=key.name if key else account.name,
            role=Role(account.role),
            scopes=sorted(standing.scopes),
            company=CompanyName(id=caller.company_id, name=self.companies.name(caller.company_id)),
        )


class OwnPassword:
    """The caller's password.

    Args:
        standings: says what a caller may do now.
        accounts: where passwords are kept.
        tokens: end with the old password.
        throttle: counts attempts.
        now: the clock.
    """

    def __init__(
        self, standings: Standings, accounts: Accounts, tokens: RefreshTokens, throttle: LoginThrottle, now: Now
    ) -> None:
        self.standings = standings
        self.accounts = accounts
        self.tokens = tokens
        self.throttle = throttle
        self.now = now

    def change(self, change: PasswordChange, caller: Caller) -> None:
        """Replace the password and end every session.

        Raises:
            Forbidden: a program asks, or the current password is wrong.
            TooManyRequests: too many were tried.
            Unprocessable: the new one is the e-mail address.
        """
        standing = self.standings.of(caller)
        if standing.key:
            raise Forbidden("An API key has no password; sign in as a person.")
        account = standing.account
        self.throttle.admit(account.email)
        if not matches(change.current_password, account.password_hash):
            raise Forbidden("The current password is not right.")
        self.throttle.forgive(account.email)
        hashed = password_for(account.email, change.new_password, field="new_password")
        self.accounts.update(account.id, password_hash=hashed)
        self.tokens.end_all(account.id, at=self.now())
