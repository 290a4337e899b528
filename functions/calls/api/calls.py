"""Calls: asked for, looked at, heard, stopped."""

from uuid import UUID

from functions.calls.domain.life import Status
from functions.calls.providers.erasing import Erasing
from functions.calls.providers.outbound import IdempotencyKey, Outbound
from functions.calls.providers.reading import Cancelling, Reading
from functions.calls.schemas.calls import (
    AccessEntry,
    CallAccepted,
    CallDetail,
    CallFilter,
    CallSummary,
    Erased,
    OutboundDraft,
    RecordingAddress,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get, post
from shared.schemas.pages import Cursor, Limit, Page


@post("/calls/outbound", scope=Scope.CALLS_DIAL, status=202)
def request_call(draft: OutboundDraft, caller: Caller, key: IdempotencyKey, outbound: Outbound) -> CallAccepted:
    """Have somebody called, if the legal gate allows it; with an `Idempotency-Key` once, however often it is asked."""
    return outbound.request(draft, caller, key)


@get("/calls/status/{call_id}", scope=Scope.CALLS_READ)
def get_call(call_id: UUID, caller: Caller, calls: Reading) -> CallDetail:
    """A call with its status, outcome and score; what was said in it, for who may listen."""
    return calls.detail(call_id, caller)


@get("/calls", scope=Scope.CALLS_READ)
def list_calls(
    calls: Reading,
    *,
    status: Status | None = None,
    campaign_id: UUID | None = None,
    lead_id: UUID | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[CallSummary]:
    """The company's calls, newest first."""
    which = CallFilter(status=status, campaign_id=campaign_id, lead_id=lead_id)
    return calls.newest(which, limit=limit, cursor=cursor)


@post("/calls/{call_id}/cancel", scope=Scope.CALLS_DIAL, status=200)
def cancel_call(call_id: UUID, calls: Cancelling) -> CallSummary:
    """Stop a call that has not ended."""
    return calls.cancel(call_id)


@get("/calls/{call_id}/recording", scope=Scope.CALLS_LISTEN)
def get_recording(call_id: UUID, caller: Caller, calls: Reading) -> RecordingAddress:
    """Where to fetch the recording of a call, for some minutes; it is kept who asked."""
    return calls.recording(call_id, caller)


@get("/calls/{call_id}/accesses", scope=Scope.CALLS_COMPLIANCE)
def list_call_accesses(call_id: UUID, calls: Reading) -> Page[AccessEntry]:
    """Who was shown what was said in a call."""
    return calls.accesses(call_id)


@delete("/calls/{call_id}", scope=Scope.CALLS_COMPLIANCE, status=200)
def erase_call(call_id: UUID, caller: Caller, erasing: Erasing) -> Erased:
    """Remove recording, transcript and summary of a call, at the carrier too; that it took place stays, and who did."""
    return erasing.erase(call_id, by=caller.id)
