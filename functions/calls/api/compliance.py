"""Endpoints of the gate, its exclusion lists, its decisions, and the kill switch."""

from uuid import UUID

from functions.calls.domain.scripts import E164
from functions.calls.providers.compliance import Decisions, Files, Lists, Switch
from functions.calls.providers.gate import LegalGate, People
from functions.calls.schemas.compliance import (
    DecisionView,
    GateAnswer,
    ImportDraft,
    ListName,
    Purpose,
    SnapshotView,
    StopDraft,
    SwitchView,
)
from functions.calls.schemas.list_files import ListFileDraft, ListUpload
from functions.calls.service.checking import check
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post
from shared.schemas.pages import Cursor, Limit, Page


@get("/calls/gate/check", scope=Scope.CALLS_READ)
def check_gate(
    gate: LegalGate,
    people: People,
    *,
    number: E164 | None = None,
    lead_id: UUID | None = None,
    campaign_id: UUID | None = None,
    caller_id: E164 | None = None,
    purpose: Purpose = "marketing",
) -> GateAnswer:
    """Whether a number or a lead might be called now, why not, and when; nothing is kept and nothing counts."""
    return check(
        gate,
        people,
        number=number,
        lead_id=lead_id,
        campaign_id=campaign_id,
        caller_id=caller_id,
        purpose=purpose,
    )


@post("/calls/registries/{list_name}/imports", scope=Scope.CALLS_COMPLIANCE, status=201)
def import_registry(list_name: ListName, draft: ImportDraft, lists: Lists, caller: Caller) -> SnapshotView:
    """Take in an exclusion list, or a part of up to 50,000 numbers of one; kept as hashes."""
    return lists.take(list_name, draft, by=caller.id)


@post("/calls/registries/{list_name}/uploads", scope=Scope.CALLS_COMPLIANCE, status=201)
def upload_registry(list_name: ListName, draft: ListFileDraft, files: Files, caller: Caller) -> ListUpload:
    """Where to put a whole exclusion list as a file, of up to some fifteen million numbers; it is read by itself."""
    return files.expect(caller.company_id, list_name, draft, by=caller.id)


@get("/calls/registries", scope=Scope.CALLS_READ)
def list_registries(
    lists: Lists, list_name: ListName | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[SnapshotView]:
    """Copies of exclusion lists, newest first, and which are stale."""
    return lists.newest(list_name, limit=limit, cursor=cursor)


@get("/calls/kill-switch", scope=Scope.CALLS_READ)
def get_kill_switch(switch: Switch) -> SwitchView:
    """Whether calls are stopped, by whom and why."""
    return switch.status()


@post("/calls/kill-switch", scope=Scope.CALLS_COMPLIANCE, status=200)
def stop_calls(draft: StopDraft, switch: Switch, caller: Caller) -> SwitchView:
    """Call nobody from now on; calls that nobody has answered yet are taken back, others say goodbye."""
    return switch.stop(draft, by=caller.id)


@delete("/calls/kill-switch", scope=Scope.CALLS_COMPLIANCE, status=200)
def lift_stop(switch: Switch, caller: Caller) -> SwitchView:
    """Call again; a stop of the operator stays."""
    return switch.lift(by=caller.id)


@get("/calls/decisions", scope=Scope.CALLS_READ)
def list_decisions(
    decisions: Decisions,
    *,
    number: E164 | None = None,
    lead_id: UUID | None = None,
    call_id: UUID | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[DecisionView]:
    """What the gate decided, newest first: the evidence of each attempt."""
    return decisions.newest(number, lead_id, call_id, limit=limit, cursor=cursor)
