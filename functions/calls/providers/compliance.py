"""Builds the use cases about lists, switches and decisions."""

from typing import Annotated

from functions.calls.repository.contact.lists import DecisionRows, ListRows, SwitchRows
from functions.calls.service.compliance import DecisionDesk, ListDesk
from functions.calls.service.list_files import ListFiles
from functions.calls.service.switching import SwitchDesk
from shared.contact.rules import published_rules
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.db.transaction import TenantTransaction
from shared.events.log import Announcements
from shared.storage.objects import Uploads


def list_desk(session: TenantSession, invocation: Invocation, now: Clock) -> ListDesk:
    """The exclusion lists of the invocation's company."""
    return ListDesk(ListRows(session, invocation.company_id), published_rules(), now)


def list_files(
    session: TenantSession, transaction: TenantTransaction, objects: Uploads, invocation: Invocation, now: Clock
) -> ListFiles:
    """The exclusion lists of the invocation's company, as files."""
    return ListFiles(ListRows(session, invocation.company_id), objects, transaction.after_commit.append, now)


def switch_desk(session: TenantSession, events: Announcements, invocation: Invocation, now: Clock) -> SwitchDesk:
    """The kill switch of the invocation's company."""
    return SwitchDesk(SwitchRows(session, invocation.company_id), events, now)


def decision_desk(session: TenantSession, invocation: Invocation) -> DecisionDesk:
    """What the gate decided for the invocation's company."""
    return DecisionDesk(DecisionRows(session, invocation.company_id))


Files = Annotated[ListFiles, Depends(list_files)]
Lists = Annotated[ListDesk, Depends(list_desk)]
Switch = Annotated[SwitchDesk, Depends(switch_desk)]
Decisions = Annotated[DecisionDesk, Depends(decision_desk)]
