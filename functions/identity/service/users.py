"""The people of a company, as its admins manage them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from functions.identity.domain.accounts import Account
from functions.identity.schemas import UserChange, UserDraft, UserView
from functions.identity.service.ports import Accounts, RefreshTokens
from functions.identity.service.standing import Standing, Standings
from shared.auth.caller import Caller
from shared.auth.passwords import hash_password
from shared.auth.scopes import Role, Scope
from shared.core.clock import Now
from shared.core.errors import Conflict, Forbidden, NotFound, Unprocessable
from shared.core.invocation import new_id
from shared.schemas.pages import Page, from_cursor


class Users:
    """The users of one company.

    Args:
        accounts: where they are kept.
        tokens: their refresh tokens.
        standings: says what a caller may do now.
        now: the clock.
    """

    def __init__(self, accounts: Accounts, tokens: RefreshTokens, standings: Standings, now: Now) -> None:
        self.accounts = accounts
        self.tokens = tokens
        self.standings = standings
        self.now = now

    def add(self, draft: UserDraft, by: Caller) -> UserView:
        """Let a person in.

        Raises:
            Forbidden: the caller may not do all that the role may.
            Conflict: the address is taken; addresses are unique over all companies.
        """
        self._standing(by).require_all_of(draft.role)
        account = new_account(by.company_id, draft, now=self.now())
        if not self.accounts.add(account):
            raise Conflict("A user with this e-mail address exists.")
        return UserView.model_validate(account)

    def get(self, user_id: UUID) -> UserView:
        """A user.

        Raises:
            NotFound: the company has no such user.
        """
        return UserView.model_validate(_found(self.accounts.get(user_id)))

    def newest(self, *, limit: int, cursor: str | None) -> Page[UserView]:
        """The company's users, newest first."""
        found = self.accounts.newest(before=from_cursor(cursor), limit=limit + 1)
        items = [UserView.model_validate(account) for account in found]
        return Page[UserView].of(items, limit=limit, key=lambda item: item.id)

    def change(self, user_id: UUID, change: UserChange, by: Caller) -> UserView:
        """Change a user. Who is disabled, or gets a new password, is signed out everywhere.

        Raises:
            Forbidden: the caller may not do all that the user may, before or after.
            Conflict: the company would be left without an active admin.
            NotFound: the company has no such user.
        """
        account, standing = self._locked(user_id, by)
        if change.password and standing.account.id == user_id:
            raise Forbidden("Change your own password with PUT /auth/password.")
        standing.require_all_of(change.role or account.role)
        if change.role not in (None, Role.ADMIN) or change.status == "disabled":
            self._keep_an_admin(account)
        self._apply(account, change)
        return self.get(user_id)

    def remove(self, user_id: UUID, by: Caller) -> None:
        """Delete a user, with their refresh tokens and API keys.

        Raises:
            Forbidden: the user may do what the caller may not.
            Conflict: the company would be left without an active admin.
            NotFound: the company has no such user.
        """
        account, _ = self._locked(user_id, by)
        self._keep_an_admin(account)
        self.accounts.remove(user_id)

    def _standing(self, by: Caller) -> Standing:
        standing = self.standings.of(by)
        standing.require(Scope.USERS_WRITE)
        return standing

    def _locked(self, user_id: UUID, by: Caller) -> tuple[Account, Standing]:
        """The user and the caller's standing, while nobody else changes the admins."""
        self.accounts.lock_admins()
        account = _found(self.accounts.lock(user_id))
        standing = self._standing(by)
        standing.require_all_of(account.role)
        return account, standing

    def _keep_an_admin(self, leaving: Account) -> None:
        if {admin.id for admin in self.accounts.lock_admins()} == {leaving.id}:
            raise Conflict("This is the company's last active admin.")

    def _apply(self, account: Account, change: UserChange) -> None:
        values: dict[str, Any] = change.model_dump(exclude_none=True, exclude={"password"})
        if change.password:
            values["password_hash"] = password_for(account.email, change.password)
        if values:
            self.accounts.update(account.id, **values)
        if change.password or change.status == "disabled":
            self.tokens.end_all(account.id, at=self.now())


def new_account(company_id: UUID, draft: UserDraft, *, now: datetime) -> Account:
    """An account from a draft.

    Raises:
        Unprocessable: the password is the e-mail address.
    """
    return Account(
        id=new_id(),
        company_id=company_id,
        email=draft.email,
        name=draft.name,
        role=draft.role,
        status="active",
        password_hash=password_for(draft.email, draft.password),
        last_login_at=None,
        created_at=now,
    )


def password_for(email: str, password: str, *, field: str = "password") -> str:
    """The hash of a new password.

    Raises:
        Unprocessable: it is the e-mail address.
    """
    if password.lower() == email.lower():
        message = "must not be the e-mail address"
        wrong = {"field": field, "in": "body", "message": message, "code": "password_is_email"}
        raise Unprocessable("Some fields are not valid.", errors=[wrong])
    return hash_password(password)


def _found(account: Account | None) -> Account:
    if account is None:
        raise NotFound("There is no such user.")
    return account
