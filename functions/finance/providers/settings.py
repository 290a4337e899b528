"""Builds the use cases about settings and counterparties."""

from typing import Annotated

from functions.finance.domain.taxes.tables import published_tables
from functions.finance.repository.books.counterparties import CompanyRows
from functions.finance.repository.settings.company import SettingsRows
from functions.finance.repository.settings.counterparties import PartyRows
from functions.finance.service.settings.company import SettingsService
from functions.finance.service.settings.counterparties import CounterpartyService
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def settings_service(session: TenantSession, invocation: Invocation) -> SettingsService:
    """The settings of the invocation's company."""
    return SettingsService(SettingsRows(session, invocation.company_id), published_tables())


def counterparty_service(session: TenantSession, invocation: Invocation) -> CounterpartyService:
    """The counterparties of the invocation's company."""
    parties = PartyRows(session, invocation.company_id)
    return CounterpartyService(parties, CompanyRows(session), published_tables())


BookSettings = Annotated[SettingsService, Depends(settings_service)]
Counterparties = Annotated[CounterpartyService, Depends(counterparty_service)]
