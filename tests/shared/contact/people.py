"""A person in Colombia and one in New York who may be called, and what the gate says of them."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.contact.decision import Decision
from shared.contact.facts import (
    CampaignState,
    Channel,
    Consent,
    ConsentForm,
    ContactLedger,
    ContactRequest,
    LedgerEntry,
    NumberKind,
    Person,
    PhoneNumber,
    Purpose,
    RegistryCheck,
)
from shared.contact.gate import contact_gate
from shared.contact.rules import ContactRules, published_rules

COMPANY, CAMPAIGN = UUID(int=1), UUID(int=2)
BOGOTA, NEW_YORK, CHICAGO = "America/Bogota", "America/New_York", "America/Chicago"
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
NOTHING_DONE = ContactLedger()
RUNNING = CampaignState(
    active=True, disclosure_approved=True, caller_ids=frozenset({"+576015550100"}), opt_out_number="+18005550100"
)


def at(text: str, zone: str = BOGOTA) -> datetime:
    """A moment by the clock of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def consent(**changes: Any) -> Consent:
    given = Consent(
        channel=Channel.CALL,
        purpose=Purpose.MARKETING,
        form=ConsentForm.EXPRESS,
        given_at=LONG_AGO,
        text_version="v1",
        proof="s3://proof",
    )
    return replace(given, **changes)


@dataclass(frozen=True)
class Lead:
    """Everything the gate is told but the time; lists were taken this moment, unless a test says otherwise."""

    number: PhoneNumber
    person: Person
    list_name: str
    listed: bool = False
    list_age: timedelta | None = timedelta()
    list_at: datetime | None = None
    ledger: ContactLedger = NOTHING_DONE
    campaign: CampaignState = RUNNING
    request: dict[str, Any] = field(default_factory=dict)

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def of(self, **changes: Any) -> Self:
        """The same lead, with something else known of the person."""
        return replace(self, person=replace(self.person, **changes))

    def run(self, **changes: Any) -> Self:
        """The same lead, in a campaign with something changed."""
        return replace(self, campaign=replace(self.campaign, **changes))

    def did(self, *entries: LedgerEntry, **changes: Any) -> Self:
        return replace(self, ledger=ContactLedger(entries=entries, **changes))

    def asks(self, now: datetime, rules: ContactRules | None = None) -> Decision:
        """What the gate decides."""
        taken = self.list_at or (now - self.list_age if self.list_age is not None else None)
        request: dict[str, Any] = {"caller_id": "+576015550100", "campaign_id": CAMPAIGN} | self.request
        return contact_gate(
            now,
            ContactRequest(company_id=COMPANY, number=self.number, **request),
            person=self.person,
            registries=(RegistryCheck(registry=self.list_name, listed=self.listed, snapshot_at=taken),),
            ledger=self.ledger,
            campaign=self.campaign,
            rules=rules or published_rules(),
        )


def in_colombia() -> Lead:
    number = PhoneNumber(e164="+573001234567", valid=True, kind=NumberKind.MOBILE, country="CO")
    return Lead(number, Person(country="CO", consents=(consent(),)), "RNE")


def in_new_york() -> Lead:
    return in_state("NY", NEW_YORK)


def in_state(region: str | None, zone: str | None = None) -> Lead:
    """Somebody in the USA who agreed in writing to everything."""
    number = PhoneNumber(e164="+12122345678", valid=True, kind=NumberKind.FIXED_LINE_OR_MOBILE, country="US")
    agreed = consent(form=ConsentForm.WRITTEN, number=number.e164, names_seller=True, artificial_voice=True)
    return Lead(number, Person(country="US", region=region, zone=zone, consents=(agreed,)), "US_DNC")


def verdict(lead: Lead, now: str, zone: str = BOGOTA) -> tuple[str | None, str | None]:
    """The code of a refusal and when the next try is lawful, by the clock of the zone; (None, end) if allowed."""
    decision = lead.asks(at(now, zone))
    when = decision.must_end_by if decision.allow else decision.retry_at
    return decision.code, f"{when.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if when else None


def mail(when: str) -> LedgerEntry:
    return LedgerEntry(channel=Channel.EMAIL, at=at(when), direct=True)


def call(when: str, zone: str = BOGOTA) -> LedgerEntry:
    return LedgerEntry(channel=Channel.CALL, at=at(when, zone))
