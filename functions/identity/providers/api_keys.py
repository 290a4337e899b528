"""Builds API keys."""

from typing import Annotated

from functions.identity.providers.standing import CallerStandings
from functions.identity.repository.tokens import ApiKeyRows
from functions.identity.service.api_keys import ApiKeysService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import TenantSession


def api_keys(session: TenantSession, standings: CallerStandings, now: Clock) -> ApiKeysService:
    """The API keys of the invocation's company."""
    return ApiKeysService(ApiKeyRows(session), standings, now)


CompanyApiKeys = Annotated[ApiKeysService, Depends(api_keys)]
