"""What a person says about a document that was read wrongly, or does not say what the rules have to know."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from functions.finance.domain.document import Direction, Kind
from functions.finance.domain.money import exact
from functions.finance.domain.profile import PersonType
from functions.finance.domain.taxes.rules import Tax
from shared.schemas.text import Label, Name

Amount = Annotated[Decimal, BeforeValidator(exact), Field(ge=0, max_digits=18, decimal_places=2)]
Signed = Annotated[Decimal, BeforeValidator(exact), Field(max_digits=18, decimal_places=2)]
Rate = Annotated[Decimal, BeforeValidator(exact), Field(ge=0, le=100, max_digits=7)]
ExchangeRate = Annotated[Decimal, BeforeValidator(exact), Field(gt=0, max_digits=18, decimal_places=6)]
AccountCode = Annotated[str, Field(pattern=r"^[1-9]\d{1,9}$")]
Municipality = Annotated[str, Field(pattern=r"^\d{5}$")]
One = TypeVar("One")
Several = Annotated[frozenset[One], Field(json_schema_extra={"uniqueItems": False})]
"""A set that takes the same twice."""

Digits = Annotated[str, Field(pattern=r"^[0-9A-Za-z.\- ]{3,20}$")]


class _Edit(BaseModel):
    """What is not named stays as it was; null says that the document has no such value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PartyEdit(_Edit):
    """Who a party is; `tax_id` is without check digit."""

    name: Name | None = None
    tax_id: Digits | None = None
    dv: Annotated[str, Field(pattern=r"^\d$")] | None = None


class LineEdit(_Edit):
    """A line by its position, from 0; one beyond the last is added, and needs an amount."""

    position: Annotated[int, Field(ge=0, lt=1000)]
    amount: Signed | None = None
    description: Name | None = None
    concept: Label | None = None
    purpose: Label | None = None
    account: AccountCode | None = None
    aiu: Amount | None = None


class TaxEdit(_Edit):
    """A tax in sum; `scheme` is DIAN's code, `rate` in percent, null for a tax per unit."""

    scheme: Label
    base: Amount
    amount: Amount
    rate: Rate | None = None


class ProfileEdit(_Edit):
    """What is known of the other party; the fields are those of the RUT."""

    person_type: PersonType | None = None
    files_income_tax: StrictBool | None = None
    responsibilities: Several[Label] | None = None
    vat_responsible: StrictBool | None = None
    resident: StrictBool | None = None
    withholds_income_tax: StrictBool | None = None
    withholds_ica_in: Several[Municipality] | None = None
    ica_activity: Label | None = None
    public_body: StrictBool = False
    non_taxpayer: StrictBool = False


class WithholdingEdit(_Edit):
    """A withholding that a person decides where the rules do not; `concept` for income tax only."""

    tax: Tax
    base: Amount
    amount: Amount
    concept: Label | None = None


class Edits(_Edit):
    """Everything that a person may say; concept, purpose and account of the document are those of all its lines."""

    kind: Kind | None = None
    direction: Direction | None = None
    number: Label | None = None
    cufe: Annotated[str, Field(pattern=r"^[0-9a-f]{96}$")] | None = None
    issue_date: date | None = None
    due_date: date | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    exchange_rate: ExchangeRate | None = None
    seller: PartyEdit | None = None
    buyer: PartyEdit | None = None
    line_total: Amount | None = None
    taxes: Annotated[tuple[TaxEdit, ...], Field(max_length=20)] | None = None
    total: Amount | None = None
    allowances: Amount | None = None
    charges: Amount | None = None
    prepaid: Amount | None = None
    prior_balance: Amount | None = None
    payable: Amount | None = None
    lines: Annotated[tuple[LineEdit, ...], Field(max_length=200)] = ()
    concept: Label | None = None
    purpose: Label | None = None
    account: AccountCode | None = None
    performed_in: Municipality | None = None
    counterparty: ProfileEdit | None = None
    withholdings: Annotated[tuple[WithholdingEdit, ...], Field(max_length=20)] | None = None

    def then(self, later: Self) -> Self:
        """These, and later ones, which win field by field; parties, profiles and lines are joined part by part."""
        said = {name: getattr(later, name) for name in later.model_fields_set}
        for part in ("seller", "buyer", "counterparty"):
            if said.get(part) is not None and getattr(self, part) is not None:
                said[part] = _joined(getattr(self, part), said[part])
        if "lines" in said:
            said["lines"] = _joined_lines(self.lines, later.lines)
        return self.model_validate({**_said(self), **said})

    def line(self, position: int) -> LineEdit | None:
        """What was said about the line at a position."""
        return next((one for one in self.lines if one.position == position), None)


def all_of(edits: Iterable[Edits]) -> Edits:
    """What was said one after the other."""
    together = Edits()
    for one in edits:
        together = together.then(one)
    return together


def _said(edit: BaseModel) -> dict[str, object]:
    return {name: getattr(edit, name) for name in edit.model_fields_set}


def _joined(earlier: BaseModel, later: BaseModel) -> BaseModel:
    return type(earlier).model_validate({**_said(earlier), **_said(later)})


def _joined_lines(earlier: tuple[LineEdit, ...], later: tuple[LineEdit, ...]) -> tuple[object, ...]:
    lines: dict[int, BaseModel] = {}
    for one in (*earlier, *later):
        lines[one.position] = _joined(lines[one.position], one) if one.position in lines else one
    return tuple(lines[position] for position in sorted(lines))


Decision = Literal["approve", "edit", "reject", "void"]
