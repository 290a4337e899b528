"""The gate itself."""

from datetime import UTC, datetime

from shared.contact.case import Case
from shared.contact.decision import VALID_FOR, Decision, in_order
from shared.contact.facts import (
    CampaignState,
    Channel,
    ContactLedger,
    ContactRequest,
    Person,
    RegistryCheck,
    refuse_naive,
)
from shared.contact.fingerprint import fingerprint
from shared.contact.rules import ContactRules
from shared.contact.standing import standing
from shared.contact.timed import first_allowed, must_end_by, timed


def contact_gate(
    now: datetime,
    request: ContactRequest,
    *,
    person: Person,
    registries: tuple[RegistryCheck, ...],
    ledger: ContactLedger,
    campaign: CampaignState,
    rules: ContactRules,
) -> Decision:
    """Whether this contact is lawful at this moment; every rule that forbids it, and when time will lift it.

    Raises:
        ValueError: `now` has no time zone, or there are no rules for the channel: calls alone have them.

    Source: Ley 2300 de 2023 and Ley 1581 de 2012 (Colombia), 47 CFR 64.1200 and 16 CFR 310 (USA); rows carry their own.
    """
    refuse_naive("now", now)
    if request.channel is not Channel.CALL:
        raise ValueError(f"there are no rules for the channel {request.channel}")
    case = Case(
        now=now.astimezone(UTC),
        request=request,
        person=person,
        registries=registries,
        ledger=ledger,
        campaign=campaign,
        rules=rules,
    )
    return _decide(case)


def _decide(case: Case) -> Decision:
    now = case.now
    standing_now = list(standing(case, now))
    reasons = in_order([*standing_now, *timed(case, now)])
    opens_at = first_allowed(case, now) if reasons and not standing_now else None
    then = in_order(list(standing(case, opens_at))) if opens_at else ()
    end = must_end_by(case, now)
    allow = not reasons and end is not None
    return Decision(
        allow=allow,
        reasons=reasons,
        retry_at=None if then else opens_at,
        opens_at=opens_at,
        then=then,
        must_end_by=end if allow else None,
        zones=case.zones(now),
        decided_at=now,
        expires_at=min(now + VALID_FOR, end) if allow and end else now + VALID_FOR,
        rules_version=case.rules.version,
        inputs_hash=fingerprint(case),
    )
