"""Who has to approve a document, by its amount. The limits are our design; a company may tighten them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from functions.finance.domain.money import PESO
from functions.finance.domain.reasons import Finding, ReasonCode


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Totals in COP above which more is asked for; each is the last amount that the step before covers.

    Args:
        automatic: posted without a person.
        one_approver: above it a second one.
        two_approvers: above it one of them is an admin.
        automatic_per_day: sum of what is posted without a person in one day.
    """

    automatic: Decimal = Decimal(1_000_000)
    one_approver: Decimal = Decimal(10_000_000)
    two_approvers: Decimal = Decimal(50_000_000)
    automatic_per_day: Decimal = Decimal(50_000_000)


@dataclass(frozen=True)
class Gate:
    """What a document of this amount needs.

    Attributes:
        approvers: how many people; none if it is posted automatically.
        needs_admin: whether one of them is an admin.
        review: why a document that nobody would have to approve waits for a person all the same.
    """

    approvers: int
    needs_admin: bool = False
    review: Finding | None = None

    @property
    def is_automatic(self) -> bool:
        """Whether nobody has to approve."""
        return self.approvers == 0 and self.review is None


@dataclass(frozen=True)
class Approver:
    """A person who approves."""

    user_id: str
    is_admin: bool


@dataclass(frozen=True)
class Refusal:
    """Why somebody cannot approve this document now."""

    detail: str


def gate_of(total: Decimal, *, posted_today: Decimal, limits: Limits | None = None) -> Gate:
    """The gate of a document.

    Args:
        total: in COP, or its equivalent at the document's rate.
        posted_today: sum of the totals posted automatically on this day so far, in COP.
        limits: of the company; the design's, if it has none.
    """
    limits = limits or Limits()
    if total > limits.two_approvers:
        return Gate(2, needs_admin=True)
    if total > limits.one_approver:
        return Gate(2)
    if total > limits.automatic:
        return Gate(1)
    if posted_today + total > limits.automatic_per_day:
        detail = f"{posted_today} {PESO} were posted automatically today, of {limits.automatic_per_day} allowed"
        return Gate(0, review=Finding(ReasonCode.DAILY_LIMIT, detail))
    return Gate(0)


def gate_of_review(gate: Gate) -> Gate:
    """The gate of a document that waits for a person, whatever for: one has to approve even a small amount."""
    return replace(gate, approvers=max(gate.approvers, 1), review=None)


def refusal(gate: Gate, given: Sequence[Approver], approver: Approver, *, uploader: str | None) -> Refusal | None:
    """Why this approval does not count; None if it does.

    Args:
        gate: of the document.
        given: approvals that count, in their order.
        approver: who wants to approve.
        uploader: id of who brought the document; None if nobody did, as in a bucket.
    """
    if any(one.user_id == approver.user_id for one in given):
        return Refusal("has already approved")
    if given and approver.user_id == uploader:
        return Refusal("who uploaded a document cannot be its second approver")
    is_last = len(given) + 1 >= gate.approvers
    if gate.needs_admin and is_last and not any(one.is_admin for one in (*given, approver)):
        return Refusal("one of the approvers has to be an admin")
    return None


def is_approved(gate: Gate, given: Sequence[Approver]) -> bool:
    """Whether the approvals that count suffice."""
    admins = sum(one.is_admin for one in given)
    return len(given) >= gate.approvers and admins >= gate.needs_admin
