"""Requests and answers about how a company keeps its books: its profile, its gates, its chart of accounts."""

from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from functions.finance.domain.gates import Limits
from functions.finance.domain.nit import check_digit, parse_nit
from functions.finance.domain.profile import PersonType, TaxProfile
from functions.finance.schemas.edits import AccountCode, Amount, Municipality, ProfileEdit
from functions.finance.schemas.review import Texts
from shared.schemas.text import Label, Name


def _own_nit(text: str) -> str:
    nit = parse_nit(text)
    if nit.is_final_consumer:
        raise ValueError("is the number of a final consumer, not of a company")
    if not nit.is_consistent:
        raise ValueError(f"check digit {nit.dv} is wrong: that of {nit.number} is {check_digit(nit.number)}")
    return str(nit.complete())


OwnNit = Annotated[str, StringConstraints(min_length=5, max_length=40), AfterValidator(_own_nit)]
"""A NIT as it is written, with a right check digit or without one; kept as ``800197268-4``."""


class ProfileView(BaseModel):
    """Tax attributes; null is not known, and never assumed.

    Attributes:
        missing: attributes that decide, and are not known.
    """

    person_type: PersonType | None
    files_income_tax: bool | None
    responsibilities: list[str] | None
    vat_responsible: bool | None
    resident: bool | None
    withholds_income_tax: bool | None
    withholds_ica_in: list[str] | None
    ica_activity: str | None
    public_body: bool
    non_taxpayer: bool
    missing: list[str]

    @classmethod
    def of(cls, profile: TaxProfile, missing: list[str]) -> "ProfileView":
        known: dict[str, Any] = {
            name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(profile).items()
        }
        return cls(**known, missing=missing)


class Gates(BaseModel):
    """Totals in COP above which more is asked for; a company may lower the design's limits, and not raise them.

    Attributes:
        automatic: posted without a person.
        one_approver: above it a second one.
        two_approvers: above it one of them is an admin.
        automatic_per_day: sum of what is posted without a person in one day.
    """

    model_config = ConfigDict(extra="forbid")

    automatic: Amount | None = None
    one_approver: Amount | None = None
    two_approvers: Amount | None = None
    automatic_per_day: Amount | None = None

    @model_validator(mode="after")
    def _tightens(self) -> Self:
        usual, set_here = asdict(Limits()), self.model_dump(exclude_none=True)
        for name, limit in set_here.items():
            if limit > usual[name]:
                raise ValueError(f"{name} can be at most {usual[name]}: limits are tightened, not raised")
        limits = usual | set_here
        if not limits["automatic"] <= limits["one_approver"] <= limits["two_approvers"]:
            raise ValueError("automatic, one_approver and two_approvers must not fall")
        return self


class AccountName(BaseModel):
    """The name of an account in both languages."""

    model_config = ConfigDict(extra="forbid")

    es: Name
    en: Name


class SettingsDraft(BaseModel):
    """All settings of a company's books; what is not named is as in the design, or not known.

    Attributes:
        performed_in: DANE code of the municipality where its purchases are performed unless said otherwise.
        roles: accounts that play roles of the chart differently.
        accounts: accounts of its own, by code.
    """

    model_config = ConfigDict(extra="forbid")

    nit: OwnNit | None = None
    profile: ProfileEdit = ProfileEdit()
    performed_in: Municipality | None = None
    gates: Gates = Gates()
    roles: Annotated[dict[Label, AccountCode], Field(max_length=100)] = {}
    accounts: Annotated[dict[AccountCode, AccountName], Field(max_length=500)] = {}


class EffectiveGates(BaseModel):
    """The limits in force, in COP."""

    automatic: Decimal
    one_approver: Decimal
    two_approvers: Decimal
    automatic_per_day: Decimal


class SettingsView(BaseModel):
    """How a company keeps its books.

    Attributes:
        nit: with its check digit; null until somebody sets it, and until then nothing is posted.
        gates: in force.
        missing: settings without which documents wait for people.
    """

    nit: str | None
    profile: ProfileView
    performed_in: str | None
    gates: EffectiveGates
    roles: dict[str, str]
    accounts: dict[str, AccountName]
    missing: list[str]


class AccountView(BaseModel):
    """An account of the chart; `own` is one that the company added or renamed."""

    code: str
    name: Texts
    own: bool


class RoleView(BaseModel):
    """Which account plays a role; `own` is a choice of the company."""

    role: str
    account: str
    own: bool


class ConceptView(BaseModel):
    """A concept of withholding: where its cost goes, and the income tax withheld from it."""

    id: str
    name: Texts
    cost: str
    withheld: str


class ChartView(BaseModel):
    """The company's chart of accounts."""

    accounts: list[AccountView]
    roles: list[RoleView]
    concepts: list[ConceptView]
