"""What is known of a call that somebody wants to make."""

from dataclasses import dataclass
from typing import Any, Literal

from shared.contact.facts import CampaignState, ContactLedger, Person, RegistryCheck

Moment = Literal["enqueue", "dial"]


@dataclass(frozen=True, kw_only=True)
class Known:
    """Facts for the gate, and the ids of the rows that they are from."""

    person: Person
    registries: tuple[RegistryCheck, ...]
    ledger: ContactLedger
    campaign: CampaignState
    evidence: dict[str, Any]
