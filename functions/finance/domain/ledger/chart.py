"""The chart of accounts: which account plays which role, by the PUC or by a company's own choice."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{1,9}$")]

_FILE = Path(__file__).with_name("puc.toml")


class AccountMissingError(LookupError):
    """No account is chosen for this role, purpose or concept."""


class ConceptAccounts(BaseModel):
    """For a concept: the role of its cost, and the account of the income tax withheld from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cost: str
    withheld: Code


class Chart(BaseModel):
    """Accounts by code, their roles, and the roles of concepts.

    Raises:
        ValidationError: a role or a concept names an account or a role that there is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    accounts: dict[Code, dict[Literal["es", "en"], str]]
    roles: dict[str, Code]
    concepts: dict[str, ConceptAccounts]

    @model_validator(mode="after")
    def _names_only_what_there_is(self) -> Self:
        named = {*self.roles.values(), *(concept.withheld for concept in self.concepts.values())}
        unknown = named - self.accounts.keys()
        unknown |= {concept.cost for concept in self.concepts.values()} - self.roles.keys()
        if unknown:
            raise ValueError(f"not in the chart: {sorted(unknown)}")
        return self

    def with_roles(self, roles: Mapping[str, str], accounts: Mapping[str, Mapping[str, str]] | None = None) -> "Chart":
        """The chart of a company that plays some roles by accounts of its own, named in `accounts` if they are new."""
        return Chart.model_validate(
            {
                "accounts": {**self.accounts, **(accounts or {})},
                "roles": {**self.roles, **roles},
                "concepts": self.concepts,
            }
        )

    def account(self, role: str) -> str:
        """The account of a role.

        Raises:
            AccountMissingError: no such role.
        """
        if role not in self.roles:
            raise AccountMissingError(f"no account plays {role}")
        return self.roles[role]

    def chosen(self, code: str) -> str:
        """An account that a person or a supplier's last document named.

        Raises:
            AccountMissingError: the chart has no such account.
        """
        if code not in self.accounts:
            raise AccountMissingError(f"the chart has no account {code}")
        return code

    def cost_of(self, concept: str) -> str:
        """The account of what a concept costs.

        Raises:
            AccountMissingError: no such concept.
        """
        return self.account(self._concept(concept).cost)

    def withheld_from(self, concept: str) -> str:
        """The account of the income tax that is withheld from a concept.

        Raises:
            AccountMissingError: no such concept.
        """
        return self._concept(concept).withheld

    def _concept(self, concept: str) -> ConceptAccounts:
        if concept not in self.concepts:
            raise AccountMissingError(f"no account is chosen for {concept}")
        return self.concepts[concept]


@cache
def published_chart() -> Chart:
    """The subset of the PUC in this repository, read once."""
    return Chart.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
