"""What a caller may do at this moment, as the database says; its token may be up to 15 minutes behind."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.identity.domain.accounts import Account, ApiKey
from functions.identity.service.ports import Accounts, ApiKeys
from shared.auth.caller import Caller
from shared.auth.scopes import SCOPES_OF_ROLE, Role, Scope
from shared.core.clock import Now
from shared.core.errors import Forbidden, Unauthorized


@dataclass(frozen=True)
class Standing:
    """A caller's standing.

    Args:
        account: the person, or the person who answers for the key.
        key: the API key, if a program calls.
        scopes: what the token, the role and the key all allow.
    """

    account: Account
    key: ApiKey | None
    scopes: frozenset[Scope]

    def require(self, scope: Scope) -> None:
        """Refuse who has lost `scope` since the token was issued.

        Raises:
            Forbidden: it is not theirs any more.
        """
        if scope not in self.scopes:
            raise Forbidden(f"This needs the scope {scope.value}.", required_scope=scope.value)

    def require_all_of(self, role: str) -> None:
        """Refuse who would give, or take away, more than they have.

        Raises:
            Forbidden: the role may do something that the caller may not.
        """
        if not SCOPES_OF_ROLE[Role(role)] <= self.scopes:
            raise Forbidden(f"You may not do all that the role {role} may, so you cannot give or change it.")


class Standings:
    """Looks up standings.

    Args:
        accounts: of the caller's company.
        api_keys: of the caller's company.
        now: the clock.
    """

    def __init__(self, accounts: Accounts, api_keys: ApiKeys, now: Now) -> None:
        self.accounts = accounts
        self.api_keys = api_keys
        self.now = now

    def of(self, caller: Caller) -> Standing:
        """The standing of a caller.

        Raises:
            Unauthorized: the user is gone or disabled, or the key is gone, revoked or expired.
        """
        if account := self.accounts.get(caller.id):
            return self._standing(account, None, caller.scopes)
        key = self.api_keys.get(caller.id)
        answerable = self.accounts.get(key.created_by) if key and key.is_alive(self.now()) else None
        if key is None or answerable is None:
            raise Unauthorized("This user or API key does not exist any more.")
        return self._standing(answerable, key, caller.scopes.intersection(key.scopes))

    def _standing(self, account: Account, key: ApiKey | None, scopes: Iterable[str]) -> Standing:
        if not account.active:
            raise Unauthorized("This user is disabled.")
        return Standing(account, key, scopes_within(account, scopes))


def scopes_within(account: Account, scopes: Iterable[str]) -> frozenset[Scope]:
    """Those of `scopes` that the account's role has."""
    return SCOPES_OF_ROLE[Role(account.role)].intersection(scopes)


def caller_of(account: Account) -> Caller:
    """A person as a caller, with all that the role may do."""
    role = Role(account.role)
    return Caller(id=account.id, company_id=account.company_id, role=role, scopes=SCOPES_OF_ROLE[role])
