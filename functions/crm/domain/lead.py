"""A lead, as the rules see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from functions.crm.domain.contact import is_corporate
from functions.crm.domain.pipeline import Status
from functions.crm.domain.scoring import Band, Behaviour, Reason, fit_reason
from functions.crm.domain.signals import Signal


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who a lead is and how to reach them, as they told us last."""

    contact_name: str
    email: str
    company: str | None
    phone: str | None
    source: str | None


@dataclass(frozen=True, kw_only=True)
class Lead(Contact):
    """A person who may buy, with the score of `scored_at`."""

    id: UUID
    status: Status
    score: int
    band: Band
    reasons: list[dict[str, Any]]
    scored_at: datetime
    created_at: datetime
    updated_at: datetime


def fit_of(contact: Contact) -> list[Reason]:
    """The lines of fit that a contact earns."""
    found = []
    if is_corporate(contact.email):
        found.append(fit_reason("corporate_email", contact.email.rpartition("@")[2]))
    if contact.phone:
        found.append(fit_reason("valid_phone", "a valid number in E.164"))
    if contact.company:
        found.append(fit_reason("company_known", contact.company))
    return found


def behaviours_of(signals: Iterable[Signal]) -> list[Behaviour]:
    """The behaviour that signals are evidence of."""
    return [Behaviour(f"buyer_signal_{signal.strength}", signal.at, signal.type) for signal in signals]
