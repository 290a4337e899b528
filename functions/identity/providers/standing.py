"""Builds what looks up a caller's standing."""

from typing import Annotated

from functions.identity.repository.accounts import AccountRows
from functions.identity.repository.tokens import ApiKeyRows
from functions.identity.service.standing import Standings
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import TenantSession


def standings(session: TenantSession, now: Clock) -> Standings:
    """Standings in the invocation's company."""
    return Standings(AccountRows(session), ApiKeyRows(session), now)


CallerStandings = Annotated[Standings, Depends(standings)]
