"""Signing in: a password or an API key for an access token."""

from uuid import UUID

from functions.identity.domain.accounts import Account, ApiKey
from functions.identity.domain.opaque import API_KEY, OpaqueToken
from functions.identity.schemas import ApiKeyGrant, Grant, PasswordGrant, Tokens
from functions.identity.service.ports import Accounts, ApiKeys, Directory, EnterCompany
from functions.identity.service.sessions import Sessions
from functions.identity.service.standing import scopes_within
from functions.identity.service.throttle import LoginThrottle
from shared.auth.caller import Caller
from shared.auth.keys import LIFETIME
from shared.auth.passwords import NOBODYS, hash_password, is_outdated, matches
from shared.auth.scopes import Role
from shared.auth.signer import IssueAccessToken
from shared.core.clock import Now
from shared.core.errors import Unauthorized

NO_COMPANY = UUID(int=0)
"""Where the user with an unknown address is looked for, so that the search takes as long as any."""


class PasswordSignIn:
    """Signs people in.

    Args:
        directory: finds the company of an address; the only thing that looks across companies.
        enter: walls the session to a company.
        accounts: the people, once the session is walled.
        sessions: opens sessions.
        throttle: counts attempts.
        now: the clock.
    """

    def __init__(
        self,
        *,
        directory: Directory,
        enter: EnterCompany,
        accounts: Accounts,
        sessions: Sessions,
        throttle: LoginThrottle,
        now: Now,
    ) -> None:
        self.directory = directory
        self.enter = enter
        self.accounts = accounts
        self.sessions = sessions
        self.throttle = throttle
        self.now = now

    def exchange(self, grant: PasswordGrant) -> Tokens:
        """Tokens for a password.

        Raises:
            Unauthorized: it is not right; answer and time are the same whether the address is known or not.
            TooManyRequests: too many were tried.
        """
        self.throttle.admit(grant.email)
        self.enter(self.directory.company_of(grant.email) or NO_COMPANY)
        found = self.accounts.by_email(grant.email)
        right = matches(grant.password, found.password_hash if found else NOBODYS)
        if found is None or not right:
            raise Unauthorized("E-mail or password is not right.")
        account = self._admitted(found)
        self.throttle.forgive(grant.email)
        self._note(account, grant.password)
        return self.sessions.open(account)

    def _admitted(self, found: Account) -> Account:
        """The account as it is now: it may have changed while the password was compared."""
        account = self.accounts.lock(found.id)
        if account is None or account.password_hash != found.password_hash:
            raise Unauthorized("E-mail or password is not right.")
        if not account.active:
            raise Unauthorized("This user is disabled.")
        return account

    def _note(self, account: Account, password: str) -> None:
        stronger = {"password_hash": hash_password(password)} if is_outdated(account.password_hash) else {}
        self.accounts.update(account.id, last_login_at=self.now(), **stronger)


class ApiKeySignIn:
    """Signs programs in.

    Args:
        enter: walls the session to the company that the key names.
        accounts: who answers for keys.
        api_keys: the keys, once the session is walled.
        issue: signs access tokens.
        now: the clock.
    """

    def __init__(
        self, enter: EnterCompany, accounts: Accounts, api_keys: ApiKeys, issue: IssueAccessToken, now: Now
    ) -> None:
        self.enter = enter
        self.accounts = accounts
        self.api_keys = api_keys
        self.issue = issue
        self.now = now

    def exchange(self, grant: ApiKeyGrant) -> Tokens:
        """An access token for an API key, with the scopes that key and creator both have now.

        Raises:
            Unauthorized: the key is unknown, revoked or expired, or its creator is disabled.
        """
        key, creator = self._found(grant.api_key)
        if not key.is_alive(self.now()) or not creator.active:
            raise Unauthorized("This API key has expired or was revoked.")
        self.api_keys.update(key.id, last_used_at=self.now())
        scopes = scopes_within(creator, key.scopes)
        caller = Caller(id=key.id, company_id=key.company_id, role=Role(creator.role), scopes=scopes)
        return Tokens(
            access_token=self.issue(caller),
            expires_in=int(LIFETIME.total_seconds()),
            scope=" ".join(sorted(scopes)),
            refresh_token=None,
        )

    def _found(self, text: str) -> tuple[ApiKey, Account]:
        try:
            opaque = OpaqueToken.parse(API_KEY, text)
        except ValueError:
            raise Unauthorized("This API key is not known.") from None
        self.enter(opaque.company_id)
        key = self.api_keys.by_digest(opaque.digest)
        creator = self.accounts.get(key.created_by) if key else None
        if key is None or creator is None:
            raise Unauthorized("This API key is not known.")
        return key, creator


class SignIn:
    """Signs anybody in.

    Args:
        people: with passwords.
        programs: with API keys.
    """

    def __init__(self, people: PasswordSignIn, programs: ApiKeySignIn) -> None:
        self.people = people
        self.programs = programs

    def exchange(self, grant: Grant) -> Tokens:
        """Tokens for a password or an API key.

        Raises:
            Unauthorized: it is not right.
            TooManyRequests: too many passwords were tried.
        """
        match grant.root:
            case PasswordGrant() as person:
                return self.people.exchange(person)
            case ApiKeyGrant() as program:
                return self.programs.exchange(program)
