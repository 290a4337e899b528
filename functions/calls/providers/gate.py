"""The legal gate and its lists, for calls."""

from typing import Annotated

from functions.calls.repository.contact.gate import GateRows
from functions.calls.repository.contact.wishes import WishRows
from functions.calls.service.compliance import PeopleDesk
from functions.calls.service.gatekeeper import Gatekeeper
from functions.calls.service.ports import DoNotCall
from shared.contact.numbers import read_number
from shared.contact.rules import published_rules
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def people_desk(session: TenantSession, invocation: Invocation, now: Clock) -> PeopleDesk:
    """Wishes, consents and places of the people whom the invocation's company may call."""
    return PeopleDesk(WishRows(session, invocation.company_id), now)


def do_not_call(session: TenantSession, invocation: Invocation, now: Clock) -> DoNotCall:
    """The do-not-call list of the invocation's company."""
    return people_desk(session, invocation, now)


def legal_gate(session: TenantSession, invocation: Invocation, now: Clock) -> Gatekeeper:
    """The gate, for the invocation's company."""
    return Gatekeeper(
        company_id=invocation.company_id,
        facts=GateRows(session, invocation.company_id),
        rules=published_rules(),
        read_number=read_number,
        now=now,
    )


People = Annotated[PeopleDesk, Depends(people_desk)]
Suppressions = Annotated[DoNotCall, Depends(do_not_call)]
LegalGate = Annotated[Gatekeeper, Depends(legal_gate)]
