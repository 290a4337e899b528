"""What the gate answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

Confidence = Literal["H", "M", "L"]
"""H: a law, or what its authority publishes. M: secondary sources agree. L: not verified, and taken strictly."""

VALID_FOR = timedelta(minutes=5)


class Code(StrEnum):
    """Why not, in the order in which the first one names a refusal."""

    KILL_SWITCH = "kill_switch"
    CAMPAIGN_INACTIVE = "campaign_inactive"
    DISCLOSURE_MISSING = "disclosure_missing"
    CALLER_ID = "caller_id"
    BAD_ADDRESS = "bad_address"
    UNKNOWN_COUNTRY = "unknown_country"
    SUPPRESSED = "suppressed"
    NO_CONSENT = "no_consent"
    US_CONSENT = "us_consent"
    REGISTRY_LISTED = "registry_listed"
    REGISTRY_STALE = "registry_stale"
    LOCATION_MISSING = "location_missing"
    REGION_BLOCKED = "region_blocked"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    OUTSIDE_HOURS = "outside_hours"
    US_HOURS = "us_hours"
    DAILY_LIMIT = "daily_limit"
    CHANNEL_WEEK = "channel_week"
    RETRY_CAP = "retry_cap"
    CAMPAIGN_CAP = "campaign_cap"
    ABANDONMENT = "abandonment"
    BUDGET = "budget"
    CALL_OPEN = "call_open"


ORDER = {code: place for place, code in enumerate(Code)}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One rule that forbids the contact.

    Attributes:
        rule: id of the row that says so, or `design` for a rule of our own.
        until: the first moment at which this rule alone allows it; None if it does not pass with time.
    """

    code: Code
    detail: str
    rule: str = "design"
    source: str = "design"
    confidence: Confidence = "H"
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Whether the contact is allowed, and what that rests on.

    Attributes:
        code: of the first reason.
        retry_at: the first moment at which the same facts allow it; None unless only time stands in the way.
        opens_at: the first moment at which hours and limits allow it, if only they forbid it now.
        then: what will stand in the way at `opens_at`, such as a list that is stale by then; `retry_at` is None if any.
        must_end_by: end of the lawful hours, if allowed.
        zones: in which the person may be; all of them have to be open.
        rules_version: of the rows; `inputs_hash`: of everything that the gate was told, with the time.
        expires_at: after it, ask again.
    """

    allow: bool
    reasons: tuple[Reason, ...]
    retry_at: datetime | None
    opens_at: datetime | None
    then: tuple[Reason, ...]
    must_end_by: datetime | None
    zones: tuple[str, ...]
    decided_at: datetime
    expires_at: datetime
    rules_version: str
    inputs_hash: str

    @property
    def code(self) -> Code | None:
        return self.reasons[0].code if self.reasons else None


def in_order(reasons: list[Reason]) -> tuple[Reason, ...]:
    """The reasons by the order of their codes, each once."""
    return tuple(sorted(dict.fromkeys(reasons), key=lambda reason: ORDER[reason.code]))
