"""Rows of the tax tables: each with its dates, its norm, its source, and how sure we are of it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from functions.finance.domain.money import Percent, PerMil, exact

Confidence = Literal["H", "M", "L"]
"""H: a primary source, decides alone. M: secondary sources, decides once confirmed by an accountant. L: never alone."""

Basis = Literal["decreto_572", "dur_1625"]
Nature = Literal["services", "purchases"]
SupplierClass = Literal["any", "declarante", "no_declarante"]
Category = Literal["general", "reduced", "exempt", "former", "restaurants", "telephony", "vehicles", "special"]

ExemptionReason = Literal[
    "supplier_withholds_itself",
    "supplier_in_simple",
    "supplier_not_taxed",
    "buyer_not_agent",
    "buyer_in_simple",
    "both_agents",
    "no_vat",
]

Number = Annotated[Decimal, BeforeValidator(exact)]
PercentValue = Annotated[Percent, BeforeValidator(lambda value: Percent(exact(value)))]
PerMilValue = Annotated[PerMil, BeforeValidator(lambda value: PerMil(exact(value)))]

SomeRow = TypeVar("SomeRow", bound="DatedRow")


class Row(BaseModel):
    """A row as it is loaded; unknown keys are refused, so that a typo is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class SourcedRow(Row):
    """A row that says where it is from."""

    norma: str = Field(min_length=1)
    source: str = Field(min_length=1)
    confidence: Confidence


class DatedRow(SourcedRow):
    """A row in force from a day to a day, both included; without an end while none is known."""

    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"ends on {self.valid_to}, before it begins on {self.valid_from}")
        return self

    def in_force(self, on: date) -> bool:
        """Whether it rules on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, other: "DatedRow") -> bool:
        """Whether both rule on some day."""
        return (other.valid_to is None or self.valid_from <= other.valid_to) and (
            self.valid_to is None or other.valid_from <= self.valid_to
        )


class UvtRow(DatedRow):
    """The UVT of a year, in COP."""

    value: Number = Field(gt=0)


class Window(DatedRow):
    """Which bases rule, and what they are for services and purchases in general, in UVT."""

    id: str
    basis: Basis
    services_uvt: Number
    purchases_uvt: Number

    def base_of(self, nature: Nature) -> Decimal:
        """The general base of services or purchases, in UVT."""
        return self.services_uvt if nature == "services" else self.purchases_uvt


class IncomeRate(Row):
    """A rate of a concept: for whom, under which basis (all, if none is named), and above which part a second one."""

    supplier: SupplierClass
    percent: PercentValue
    basis: Basis | None = None
    up_to_uvt: Number | None = None
    percent_above: PercentValue | None = None

    @model_validator(mode="after")
    def _has_both_parts_or_one(self) -> Self:
        if (self.up_to_uvt is None) != (self.percent_above is None):
            raise ValueError("up_to_uvt and percent_above belong together")
        return self


class Concept(SourcedRow):
    """A concept of income-tax withholding.

    Attributes:
        uvt: base from which it is withheld, by the basis in force.
        base: what the rate multiplies: the line, or its AIU.
        declarante_above_uvt: contracts in a year from which a no declarante pays the rate of a declarante.
        decided_by: "person" where the tables do not hold what decides.
    """

    id: str
    name: dict[Literal["es", "en"], str]
    nature: Nature
    uvt: dict[Basis, Number] = Field(default_factory=dict)
    rates: tuple[IncomeRate, ...]
    base: Literal["amount", "aiu"] = "amount"
    declarante_above_uvt: Number | None = None
    decided_by: Literal["table", "person"] = "table"

    @model_validator(mode="after")
    def _has_a_base_for_every_rate(self) -> Self:
        if self.rates and set(self.uvt) != {"decreto_572", "dur_1625"}:
            raise ValueError(f"{self.id} has rates, and no base under each norm")
        return self

    def distinguishes_suppliers(self) -> bool:
        """Whether it matters that the supplier files income tax."""
        return any(rate.supplier != "any" for rate in self.rates)


class Exemption(DatedRow):
    """A case in which nothing is withheld."""

    id: str
    reason: ExemptionReason


class ReteIvaRow(DatedRow):
    """The part of the IVA that is withheld."""

    id: str
    percent: PercentValue
    non_resident: bool


class Municipality(DatedRow):
    """ICA withholding of a municipality: bases in UVT, and the rate of each activity or one for all.

    Attributes:
        code: of DANE, five digits.
        disputed_services_uvt: a lower base that the municipality may apply from `disputed_from` on; a person decides
            on what lies between the two. Likewise for purchases.
    """

    code: str = Field(pattern=r"^\d{5}$")
    name: str
    services_uvt: Number
    purchases_uvt: Number
    disputed_services_uvt: Number | None = None
    disputed_purchases_uvt: Number | None = None
    disputed_from: date | None = None
    flat_per_mil: PerMilValue | None = None
    per_mil: dict[str, PerMilValue] = Field(default_factory=dict)

    def base_of(self, nature: Nature) -> Decimal:
        """The base of services or purchases, in UVT."""
        return self.services_uvt if nature == "services" else self.purchases_uvt

    def disputed_base_of(self, nature: Nature, on: date) -> Decimal | None:
        """The lower base that may turn out to be right, in UVT."""
        if self.disputed_from is None or on < self.disputed_from:
            return None
        return self.disputed_services_uvt if nature == "services" else self.disputed_purchases_uvt

    def rate_of(self, activity: str | None) -> PerMil | None:
        """The rate of an activity; of one that is not known the highest; None if no rate is established."""
        if self.flat_per_mil:
            return self.flat_per_mil
        if activity in self.per_mil:
            return self.per_mil[activity]
        return max(self.per_mil.values(), key=lambda rate: rate.value, default=None)

    def knows(self, activity: str | None) -> bool:
        """Whether the rate is that of the activity, not the highest for want of a better one."""
        return self.flat_per_mil is not None or activity in self.per_mil


class Scheme(Row):
    """Taxes of these DIAN codes; those that are not `owed` are withholdings, which a seller states as information."""

    codes: tuple[str, ...]
    name: str
    owed: bool


class StatedRate(DatedRow):
    """A rate that a document may state; one that is not `automatic` is looked at by a person."""

    id: str
    scheme: str
    percent: PercentValue
    category: Category
    automatic: bool


def in_force(rows: Iterable[SomeRow], on: date) -> SomeRow | None:
    """The row that rules on this day."""
    return next((row for row in rows if row.in_force(on)), None)


def least(*confidences: Confidence) -> Confidence:
    """How sure a rule is that rests on several rows."""
    return max(confidences, key="HML".index)
