"""Builds registering from the transaction, the event log and the clock."""

from typing import Annotated

from functions.crm.repository.newcomers import NewcomerRows
from functions.crm.service.registration import KnownLeads, RegistrationService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.transaction import TenantTransaction
from shared.events.log import Announcements


def registration_service(
    transaction: TenantTransaction, events: Announcements, invocation: Invocation, now: Clock
) -> RegistrationService:
    """Registers leads of the invocation's company."""

    def known() -> KnownLeads:
        from functions.crm.providers.leads import leads_service, scoring_service  # noqa: PLC0415 - brings SQLAlchemy
        from shared.db.session import tenant_session  # noqa: PLC0415

        session = tenant_session(transaction)
        return leads_service(session, scoring_service(session, events, invocation, now), invocation)

    return RegistrationService(NewcomerRows(transaction, invocation.company_id), known, events, now)


Registration = Annotated[RegistrationService, Depends(registration_service)]
