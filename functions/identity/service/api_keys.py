"""The API keys of a company."""

from uuid import UUID

from functions.identity.domain.accounts import ApiKey
from functions.identity.domain.opaque import API_KEY, OpaqueToken
from functions.identity.schemas import ApiKeyDraft, ApiKeyView, NewApiKey
from functions.identity.service.ports import ApiKeys
from functions.identity.service.standing import Standing, Standings
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.clock import Now
from shared.core.errors import Forbidden, NotFound, Unprocessable
from shared.core.invocation import new_id
from shared.schemas.pages import Page, from_cursor


class ApiKeysService:
    """The API keys of one company.

    Args:
        api_keys: where they are kept.
        standings: says what a caller may do now.
        now: the clock.
    """

    def __init__(self, api_keys: ApiKeys, standings: Standings, now: Now) -> None:
        self.api_keys = api_keys
        self.standings = standings
        self.now = now

    def make(self, draft: ApiKeyDraft, by: Caller) -> NewApiKey:
        """Make a key; its secret is shown this once.

        Raises:
            Forbidden: a program asks, or the key would do more than its creator may.
            Unprocessable: it would be expired already.
        """
        standing = self._standing(by)
        if standing.key:
            raise Forbidden("An API key cannot make another; sign in as a person.")
        if beyond := draft.scopes - standing.scopes:
            raise Forbidden("A key may do no more than its creator.", beyond=sorted(beyond))
        if draft.expires_at and draft.expires_at <= self.now():
            wrong = {"field": "expires_at", "in": "body", "message": "must be in the future", "code": "past"}
            raise Unprocessable("Some fields are not valid.", errors=[wrong])
        return self._keep(draft, standing)

    def newest(self, *, limit: int, cursor: str | None) -> Page[ApiKeyView]:
        """The company's keys, newest first, revoked ones included."""
        found = self.api_keys.newest(before=from_cursor(cursor), limit=limit + 1)
        items = [ApiKeyView.model_validate(key) for key in found]
        return Page[ApiKeyView].of(items, limit=limit, key=lambda item: item.id)

    def revoke(self, key_id: UUID, by: Caller) -> None:
        """Revoke a key; revoking it again changes nothing.

        Raises:
            NotFound: the company has no such key.
        """
        self._standing(by)
        key = self.api_keys.get(key_id)
        if key is None:
            raise NotFound("There is no such API key.")
        if key.revoked_at is None:
            self.api_keys.update(key_id, revoked_at=self.now())

    def _standing(self, by: Caller) -> Standing:
        standing = self.standings.of(by)
        standing.require(Scope.API_KEYS_WRITE)
        return standing

    def _keep(self, draft: ApiKeyDraft, standing: Standing) -> NewApiKey:
        opaque = OpaqueToken.new(API_KEY, standing.account.company_id)
        key = ApiKey(
            id=new_id(),
            company_id=standing.account.company_id,
            created_by=standing.account.id,
            name=draft.name,
            role=standing.account.role,
            scopes=tuple(sorted(draft.scopes)),
            expires_at=draft.expires_at,
            last_used_at=None,
            revoked_at=None,
            created_at=self.now(),
        )
        self.api_keys.add(key, opaque.digest)
        return NewApiKey(**ApiKeyView.model_validate(key).model_dump(), api_key=opaque.text)
