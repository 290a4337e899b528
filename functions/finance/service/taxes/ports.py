"""What questions about taxes need from the outside."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from functions.finance.domain.company import Company, Counterparty
from functions.finance.domain.compliance import Queue
from functions.finance.domain.taxes.known import Confirmation


class Companies(Protocol):
    """The company that asks."""

    def own(self) -> Company:
        """Its settings; those of the design, where it has none."""


class Counterparties(Protocol):
    """Its suppliers and customers."""

    def known(self, counterparty_id: UUID) -> Counterparty:
        """One of them, or `NotFound`."""


class Contracts(Protocol):
    """What suppliers have billed."""

    def contracts(self, counterparty_id: UUID, *, on: date) -> Decimal:
        """In the year of a day, up to that day, before taxes and in COP."""


class Confirmations(Protocol):
    """The rules that its accountant has confirmed."""

    def all(self) -> Mapping[str, Confirmation]:
        """By the id of the rule."""

    def add(self, rule_id: str, by: UUID) -> Confirmation:
        """Confirm a rule; who did so first stays. `Forbidden` where the caller is no person of the company."""

    def remove(self, rule_id: str) -> None:
        """Take a confirmation back, if there is one."""


class Queues(Protocol):
    """The documents that wait."""

    def standing(self) -> Queue:
        """How many wait, for what."""
