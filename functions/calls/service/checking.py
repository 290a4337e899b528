"""Asks the gate without calling anybody."""

from dataclasses import asdict
from uuid import UUID

from functions.calls.domain.verdict import Wish
from functions.calls.schemas.compliance import GateAnswer, ReasonView
from functions.calls.service.compliance import PeopleDesk
from functions.calls.service.gatekeeper import Gatekeeper
from shared.contact.decision import Reason
from shared.core.errors import BadRequest


def check(
    gate: Gatekeeper,
    people: PeopleDesk,
    *,
    number: str | None,
    lead_id: UUID | None,
    campaign_id: UUID | None,
    caller_id: str | None,
    purpose: str,
) -> GateAnswer:
    """Whether a number, or that of a lead, might be called now.

    Raises:
        BadRequest: neither is named.
    """
    if number is None:
        if lead_id is None:
            raise BadRequest("Name a number or a lead.")
        number = people.number_of(lead_id)
    wish = Wish(number=number, caller_id=caller_id, campaign_id=campaign_id, lead_id=lead_id, purpose=purpose)
    decision = gate.check(wish)
    return GateAnswer(
        allow=decision.allow,
        code=decision.code,
        reasons=_views(decision.reasons),
        next_allowed_at=decision.retry_at,
        opens_at=decision.opens_at,
        then=_views(decision.then),
        must_end_by=decision.must_end_by,
        zones=list(decision.zones),
        rules_version=decision.rules_version,
    )


def _views(reasons: tuple[Reason, ...]) -> list[ReasonView]:
    return [ReasonView.model_validate(asdict(reason)) for reason in reasons]
