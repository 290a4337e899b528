"""Builds the registration of companies."""

from typing import Annotated

from functions.identity.repository.accounts import AccountRows, CompanyRows
from functions.identity.service.companies import Registration
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import SystemSession


def registration(session: SystemSession, now: Clock) -> Registration:
    """Registration, over all companies."""
    return Registration(CompanyRows(session), AccountRows(session), now)


CompanyRegistrations = Annotated[Registration, Depends(registration)]
