"""Endpoints of a company's API keys."""

from uuid import UUID

from functions.identity.providers.api_keys import CompanyApiKeys
from functions.identity.schemas import ApiKeyDraft, ApiKeyView, NewApiKey
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post
from shared.schemas.pages import Cursor, Limit, Page


@post("/api-keys", scope=Scope.API_KEYS_WRITE, status=201)
def create_api_key(draft: ApiKeyDraft, caller: Caller, api_keys: CompanyApiKeys) -> NewApiKey:
    """Make a key that may do no more than the caller; its secret is shown this once."""
    return api_keys.make(draft, by=caller)


@get("/api-keys", scope=Scope.API_KEYS_WRITE)
def list_api_keys(api_keys: CompanyApiKeys, limit: Limit = 50, cursor: Cursor = None) -> Page[ApiKeyView]:
    """The company's keys without their secrets, newest first."""
    return api_keys.newest(limit=limit, cursor=cursor)


@delete("/api-keys/{key_id}", scope=Scope.API_KEYS_WRITE)
def revoke_api_key(key_id: UUID, caller: Caller, api_keys: CompanyApiKeys) -> None:
    """Revoke a key; access tokens it was exchanged for live on for at most 15 minutes."""
    api_keys.revoke(key_id, by=caller)
