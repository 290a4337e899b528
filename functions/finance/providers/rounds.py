"""Builds the rounds over all companies."""

from typing import Annotated

from functions.finance.repository.intake.rounds import RoundsRows
from functions.finance.service.intake.rounds import RoundsService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import SystemSession


def rounds_service(session: SystemSession, invocation: Invocation, now: Clock) -> RoundsService:
    """The documents of all companies."""
    return RoundsService(RoundsRows(session, invocation, now), now)


Rounds = Annotated[RoundsService, Depends(rounds_service)]
