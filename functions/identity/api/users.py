"""Endpoints of a company's users."""

from uuid import UUID

from functions.identity.providers.accounts import CompanyUsers
from functions.identity.schemas import UserChange, UserDraft, UserView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, patch, post
from shared.schemas.pages import Cursor, Limit, Page


@post("/users", scope=Scope.USERS_WRITE, status=201, memory=1024)
def create_user(draft: UserDraft, caller: Caller, users: CompanyUsers) -> UserView:
    """Let a person in, with a role that may do no more than the caller."""
    return users.add(draft, by=caller)


@get("/users", scope=Scope.USERS_READ)
def list_users(users: CompanyUsers, limit: Limit = 50, cursor: Cursor = None) -> Page[UserView]:
    """The company's users, newest first."""
    return users.newest(limit=limit, cursor=cursor)


@get("/users/{user_id}", scope=Scope.USERS_READ)
def get_user(user_id: UUID, users: CompanyUsers) -> UserView:
    """A user."""
    return users.get(user_id)


@patch("/users/{user_id}", scope=Scope.USERS_WRITE, memory=1024)
def change_user(user_id: UUID, change: UserChange, caller: Caller, users: CompanyUsers) -> UserView:
    """Change a user's name, role, status or password; the last active admin stays one."""
    return users.change(user_id, change, by=caller)


@delete("/users/{user_id}", scope=Scope.USERS_WRITE)
def delete_user(user_id: UUID, caller: Caller, users: CompanyUsers) -> None:
    """Delete a user with their refresh tokens and API keys; the last active admin stays."""
    users.remove(user_id, by=caller)
