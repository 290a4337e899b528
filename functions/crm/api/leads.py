"""What is known of leads, and what they signal."""

from uuid import UUID

from functions.crm.providers.leads import Crm, Scoring
from functions.crm.schemas import LeadDetail, LeadSummary, QueueAck, SignalDraft
from shared.auth.scopes import Scope
from shared.core.function import get, post
from shared.core.health import BusProbe, DatabaseProbe, Health, examine
from shared.schemas.pages import Cursor, Limit, Page


@get("/crm/leads", scope=Scope.CRM_READ)
def list_leads(crm: Crm, limit: Limit = 50, cursor: Cursor = None) -> Page[LeadSummary]:
    """The company's leads, newest first."""
    return crm.newest(limit=limit, cursor=cursor)


@get("/crm/leads/{lead_id}", scope=Scope.CRM_READ)
def get_lead(lead_id: UUID, crm: Crm) -> LeadDetail:
    """A lead with its score, the reasons for it, and everything that happened."""
    return crm.detail(lead_id)


@post("/crm/buyer-signal", scope=Scope.CRM_WRITE, status=202, idempotent=True)
def report_buyer_signal(signal: SignalDraft, scoring: Scoring) -> QueueAck:
    """Take in a sign of intent to buy; the score follows."""
    return scoring.notice(signal)


@get("/crm/health", public=True)
def check_health(database: DatabaseProbe, bus: BusProbe) -> Health:
    """Whether the CRM can work, and what it is missing if not."""
    return examine("crm", required={"database": database}, optional={"bus": bus})
