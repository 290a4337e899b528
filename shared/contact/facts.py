"""What the gate is told: the contact that is wanted, the person, the lists, what was done before, and the campaign."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    CALL = "call"
    SMS = "sms"
    APP = "app"
    EMAIL = "email"


class Purpose(StrEnum):
    """`service` answers what the person asked for; everything else is `marketing`."""

    MARKETING = "marketing"
    SERVICE = "service"


class NumberKind(StrEnum):
    """What a number is in its country's numbering plan; emergency and short numbers are no valid numbers at all."""

    FIXED_LINE = "fixed_line"
    MOBILE = "mobile"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile"
    VOIP = "voip"
    TOLL_FREE = "toll_free"
    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    PERSONAL_NUMBER = "personal_number"
    PAGER = "pager"
    UAN = "uan"
    VOICEMAIL = "voicemail"
    UNKNOWN = "unknown"


class ConsentForm(StrEnum):
    """`express` is said or clicked; `written` is signed, on paper or electronically."""

    EXPRESS = "express"
    WRITTEN = "written"


class SuppressionReason(StrEnum):
    """Why somebody is not to be contacted."""

    DO_NOT_CALL = "do_not_call"
    UNSUBSCRIBE = "unsubscribe"
    COMPLAINT = "complaint"
    HOSTILE = "hostile"
    LEGAL = "legal"
    MANUAL = "manual"
    WRONG_NUMBER = "wrong_number"
    HARD_BOUNCE = "hard_bounce"


FAULTS_OF_ADDRESS = frozenset({SuppressionReason.HARD_BOUNCE})
"""Reasons that say something of one address, nothing of the person's will: they close their own channel only."""


class _Facts:
    """Refuses times without a zone: the same moment must not depend on who wrote it down."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if isinstance(value, datetime):
                refuse_naive(field.name, value)


def refuse_naive(name: str, at: datetime) -> None:
    """Refuse a time that does not say its zone.

    Raises:
        ValueError: it does not.
    """
    if at.utcoffset() is None:
        raise ValueError(f"{name} has no time zone")


@dataclass(frozen=True, kw_only=True)
class PhoneNumber:
    """A number and what its country's numbering plan says of it; `shared.contact.numbers` reads the plan.

    Attributes:
        country: ISO code of the country that the number belongs to, None if it is nobody's: +1 is not the USA.
    """

    e164: str
    valid: bool
    kind: NumberKind
    country: str | None


@dataclass(frozen=True, kw_only=True)
class ContactRequest(_Facts):
    """A contact that somebody wants to make.

    Attributes:
        caller_id: the number that the person would see.
        asked_at: when the person asked for this call; only with it `service` frees from the limits of frequency.
    """

    company_id: UUID
    number: PhoneNumber
    caller_id: str | None
    channel: Channel = Channel.CALL
    purpose: Purpose = Purpose.MARKETING
    campaign_id: UUID | None = None
    lead_id: UUID | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Consent(_Facts):
    """What a person agreed to.

    Attributes:
        text_version: what was read to the person, or shown: without it nobody was informed.
        proof: where the evidence is.
        number: the number that the consent names.
        names_seller: it says who will call; `artificial_voice`: and that a machine will speak.
        hours_from: with `hours_to`, hours outside the lawful ones that a separate document agrees to.
    """

    channel: Channel
    purpose: Purpose
    form: ConsentForm
    given_at: datetime
    text_version: str = ""
    proof: str = ""
    language: str = ""
    number: str | None = None
    names_seller: bool = False
    artificial_voice: bool = False
    withdrawn_at: datetime | None = None
    hours_from: time | None = None
    hours_to: time | None = None


@dataclass(frozen=True, kw_only=True)
class Suppression(_Facts):
    """A wish not to be contacted, or an address that does not work; it never ends by itself.

    Attributes:
        channel: where it was said, None for all.
    """

    reason: SuppressionReason
    since: datetime
    channel: Channel | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whom the number reaches, as far as is known.

    Attributes:
        country: where the person is; a known one counts beside that of the number.
        region: of the USA, the state as two letters.
        zone: of the person's clock, as IANA names it.
    """

    country: str | None = None
    region: str | None = None
    zone: str | None = None
    consents: tuple[Consent, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegistryCheck(_Facts):
    """A list of people who want no calls, and whether the number stands on it.

    Attributes:
        snapshot_at: when the list was taken from its keeper, None if never.
    """

    registry: str
    listed: bool
    snapshot_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LedgerEntry(_Facts):
    """A contact that was tried, by any campaign on any channel.

    Attributes:
        direct: it reached the person: a delivered e-mail, an answered call, a voicemail.
    """

    channel: Channel
    at: datetime
    direct: bool = False
    campaign_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ContactLedger:
    """What was done before.

    Attributes:
        entries: of the last 30 days.
        campaign_attempts: calls to this lead for this campaign, ever.
        open_call: a call to this number has not ended.
    """

    entries: tuple[LedgerEntry, ...] = ()
    campaign_attempts: int = 0
    open_call: bool = False


@dataclass(frozen=True, kw_only=True)
class CampaignState:
    """What the company calls with, for a campaign or a single call.

    Attributes:
        stops: kill switches that are on: `company`, `operator`.
        opt_out_number: toll-free, where one can ask for no more calls.
        caller_ids: numbers that the company owns.
        dialled: calls of the campaign on `day`, which began at midnight in `zone`.
        budget: money for the campaign, None without limit; `call_cost` is what one call may cost at most.
        spent: in the currency of the budget; None with `call_cost` where that cannot be told: then none is left.
        abandoned: of the `answered` calls of the last 30 days, those in which nobody spoke within two seconds.
    """

    active: bool
    disclosure_approved: bool
    caller_ids: frozenset[str]
    stops: tuple[str, ...] = ()
    opt_out_number: str | None = None
    daily_cap: int | None = None
    dialled: int = 0
    day: date = date.min
    zone: str = "America/Bogota"
    budget: Decimal | None = None
    spent: Decimal | None = Decimal(0)
    call_cost: Decimal | None = Decimal(0)
    abandoned: int = 0
    answered: int = 0
