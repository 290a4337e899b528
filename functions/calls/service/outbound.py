"""Asking for calls: the gate first, then a row and its announcement in one transaction."""

import hashlib
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.calls.domain.call import Call
from functions.calls.domain.scripts import CallSettings
from functions.calls.domain.verdict import Verdict, Wish
from functions.calls.schemas.calls import CallAccepted, OutboundDraft
from functions.calls.service.ports import Gate
from shared.auth.caller import Caller
from shared.core.errors import Conflict, NotFound, Unprocessable
from shared.core.invocation import Invocation, new_id
from shared.schemas.envelope import Events
from shared.schemas.events import CallQueued


class CallRefused(Conflict):
    """The legal gate does not allow this call now; its decision is kept."""

    keeps_effects = True

    @classmethod
    def of(cls, verdict: Verdict) -> "CallRefused":
        """The refusal with everything that the gate said."""
        return cls(
            f"This call is not allowed: {verdict.code}.",
            code=verdict.code,
            reasons=list(verdict.reasons),
            next_allowed_at=verdict.retry_at.isoformat() if verdict.retry_at else None,
            decision_id=str(verdict.decision_id),
        )


class Register(Protocol):
    """Where calls of one company are entered."""

    def asked_with(self, key: str) -> Call | None:
        """The call that was asked for with a key; whoever comes with the same key meanwhile waits here."""

    def enter(self, call_id: UUID, **columns: Any) -> Call:
        """A new call."""

    def campaign(self, campaign_id: UUID) -> tuple[CallSettings, str, int]:
        """A campaign's settings, language and version of its script, or `NotFound`."""

    def without_campaign(self) -> tuple[CallSettings, str, int] | None:
        """How the company calls without a campaign: settings, language and version; None where it does not."""

    def lead_exists(self, lead_id: UUID) -> bool:
        """Whether the company has this lead."""


class OutboundService:
    """Calls of one company.

    Args:
        register: where calls are entered.
        gate: the legal gate.
        events: where a call is announced to who dials.
        invocation: of the request.
    """

    def __init__(self, register: Register, gate: Gate, events: Events, invocation: Invocation) -> None:
        self.register = register
        self.gate = gate
        self.events = events
        self.invocation = invocation

    def request(self, draft: OutboundDraft, by: Caller, key: str | None) -> CallAccepted:
        """Have a call dialled, once for each key.

        Raises:
            CallRefused: the gate forbids it.
            NotFound: there is no such campaign or lead.
            Unprocessable: the key was used for another call.
        """
        digest = _digest(by, key) if key else None
        told = hashlib.sha256(draft.model_dump_json().encode()).hexdigest()
        known = self.register.asked_with(digest) if digest else None
        if known:
            if known.details.get("request") != told:
                raise Unprocessable("This Idempotency-Key was used with another body.")
            return _accepted(known)
        asked = {"metadata": draft.metadata, "request": told}
        return _accepted(self.enter(draft, asked, requested_by=by.id, idempotency_key=digest))

    def enter(
        self, draft: OutboundDraft, details: dict[str, Any], *, asked_at: datetime | None = None, **columns: Any
    ) -> Call:
        """Ask the gate and enter a call.

        Args:
            draft: of the call.
            details: kept with it.
            asked_at: when the person asked for this call.
            columns: of its row.

        Raises:
            CallRefused, NotFound: as for `request`.
        """
        settings, language, version = self._campaign(draft)
        if draft.lead_id and not self.register.lead_exists(draft.lead_id):
            raise NotFound("There is no such lead.")
        caller_id = settings.caller_id if settings else None
        purpose = "service" if asked_at else "marketing"
        wish = Wish(
            number=draft.to_number,
            caller_id=caller_id,
            campaign_id=draft.campaign_id,
            lead_id=draft.lead_id,
            purpose=purpose,
            asked_at=asked_at,
        )
        verdict = self.gate.decide(wish)
        if not verdict.allow:
            raise CallRefused.of(verdict)
        call = self.register.enter(
            new_id(),
            to_number=draft.to_number,
            from_number=caller_id,
            campaign_id=draft.campaign_id,
            lead_id=draft.lead_id,
            language=draft.language or language,
            script_version=version,
            correlation_id=self.invocation.correlation_id,
            decision_id=verdict.decision_id,
            must_end_by=verdict.must_end_by,
            purpose=purpose,
            details=details
            | ({"time_zone": verdict.zone} if verdict.zone else {})
            | ({"asked_at": asked_at.isoformat()} if asked_at else {}),
            **columns,
        )
        self.events.record(CallQueued(call_id=call.id, campaign_id=call.campaign_id))
        return call

    def _campaign(self, draft: OutboundDraft) -> tuple[CallSettings | None, str, int | None]:
        if draft.campaign_id is None:
            return self.register.without_campaign() or (None, "es", None)
        return self.register.campaign(draft.campaign_id)


def _accepted(call: Call) -> CallAccepted:
    return CallAccepted(call_id=call.id, status=call.status, status_url=f"/api/v1/calls/status/{call.id}")


def _digest(by: Caller, key: str) -> str:
    """Keys of two callers never meet."""
    return hashlib.sha256(f"{by.id}:{key}".encode()).hexdigest()
