"""Requests and answers about taxes: a calculation, the rules in force, and their confirmation."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from functions.finance.domain.document import Direction
from functions.finance.domain.reason_texts import text_of
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import Trial, TrialReason
from functions.finance.domain.taxes.explanations import explain
from functions.finance.domain.taxes.rows import Category, Confidence, ExemptionReason
from functions.finance.domain.taxes.rules import Tax
from functions.finance.schemas.edits import Amount, Municipality, ProfileEdit
from functions.finance.schemas.invoices import Day
from functions.finance.schemas.review import Texts
from shared.schemas.text import Label

VatCategory = Literal["general", "reduced", "exempt", "excluded"]
Decides = Literal["alone", "once_confirmed", "person"]

RuleId = Annotated[str, Field(pattern=r"^[a-z0-9_.A-Z-]{1,120}$")]
"""Of a rule of withholding: ``renta.servicios_generales.declarante.W2``."""

DECIDES: dict[Confidence, Decides] = {"H": "alone", "M": "once_confirmed", "L": "person"}


class TaxLineDraft(BaseModel):
    """A line in COP; its IVA as stated, or the category that it is computed from.

    Attributes:
        concept: id of a concept of withholding, as GET /finance/tax/rules names them; null while it is not known.
        aiu: administration, contingencies and profit, where the rate multiplies these.
    """

    model_config = ConfigDict(extra="forbid")

    base: Amount
    concept: Label | None = None
    vat: Amount | None = None
    vat_category: VatCategory | None = None
    aiu: Amount | None = None

    @model_validator(mode="after")
    def _says_its_vat_once(self) -> Self:
        if (self.vat is None) == (self.vat_category is None):
            raise ValueError("name either vat or vat_category")
        return self


class CalculationDraft(BaseModel):
    """A purchase or a sale whose withholdings are asked for.

    What is named of a profile wins over what is known: of the other party by `counterparty_id`, of the company by its
    settings. What is then still not known is not assumed: the answer says that it is missing.

    Attributes:
        paid_on: of a payment before the document; withholding falls on what is first.
        performed_in: DANE code; the counterparty's or the company's usual municipality, if none is named.
        contracts_this_year: with this supplier, in COP; from the books, if there is a counterparty and none is named.
        total: to be paid before withholdings; bases and IVA together, if none is named.
    """

    model_config = ConfigDict(extra="forbid")

    lines: Annotated[tuple[TaxLineDraft, ...], Field(min_length=1, max_length=200)]
    issue_date: Day
    direction: Direction = "purchase"
    paid_on: Day | None = None
    counterparty_id: UUID | None = None
    supplier: ProfileEdit | None = None
    buyer: ProfileEdit | None = None
    performed_in: Municipality | None = None
    contracts_this_year: Amount | None = None
    total: Amount | None = None


class TrialView(BaseModel):
    """One rule that was tried.

    Attributes:
        base: what the rate multiplies.
        tested: what was compared with the threshold.
        threshold: null if the rule has none.
        amount: withheld; null while a person has to decide.
    """

    rule_id: str
    tax: Tax
    subject: str
    applied: bool
    reason: TrialReason
    base: Decimal
    tested: Decimal
    threshold: Decimal | None
    rate: str | None
    amount: Decimal | None
    norma: str
    source: str
    confidence: Confidence
    text: Texts

    @classmethod
    def of(cls, trial: Trial) -> "TrialView":
        text = Texts(es=explain(trial, "es"), en=explain(trial, "en"))
        shown = {name: getattr(trial, name) for name in cls.model_fields if name != "text"}
        return cls(**shown, text=text)


class FindingView(BaseModel):
    """Why the rules alone do not decide: a code, what it means, the values compared, and what is missing."""

    code: ReasonCode
    text: Texts
    detail: str
    field: str | None

    @classmethod
    def of(cls, finding: Finding) -> "FindingView":
        texts = Texts(es=text_of(finding.code)["es"], en=text_of(finding.code)["en"])
        return cls(code=finding.code, text=texts, detail=finding.detail, field=finding.field)


class Withheld(BaseModel):
    """Sums in COP; null while a person has to decide."""

    renta: Decimal
    reteiva: Decimal
    reteica: Decimal
    total: Decimal


class Calculation(BaseModel):
    """The withholdings of a transaction, in COP.

    Attributes:
        on: the tax point, whose rows decide.
        uvt: of that day; null if no rules are established for it, and then nothing is computed.
        decided: whether every amount is known.
        automatic: whether no person is needed; a decided one may still wait for a confirmation.
        total: before withholdings; null if its IVA could not be computed.
        net_payable: null while a person has to decide.
    """

    on: date
    uvt: Decimal | None
    decided: bool
    automatic: bool
    rules: list[TrialView]
    withheld: Withheld | None
    total: Decimal | None
    net_payable: Decimal | None
    findings: list[FindingView]


class ConfirmationView(BaseModel):
    """Who confirmed a rule, and when."""

    confirmed_by: UUID
    confirmed_at: datetime


class RuleView(BaseModel):
    """A rule of withholding in force.

    Attributes:
        subject_name: of the concept, or of the nature of the supplies.
        rate: with its unit, ``9.66 ‰``.
        uvt: base from which it is withheld; `threshold` is the same in COP.
        decides: alone; once an accountant has confirmed it; or a person each time.
    """

    id: str
    tax: Tax
    subject: str
    subject_name: Texts
    rate: str
    uvt: Decimal
    threshold: Decimal
    valid_from: date
    valid_to: date | None
    norma: str
    source: str
    confidence: Confidence
    decides: Decides
    confirmation: ConfirmationView | None


class ExemptionView(BaseModel):
    """A case in which nothing is withheld."""

    id: str
    reason: ExemptionReason
    valid_from: date
    valid_to: date | None
    norma: str
    source: str
    confidence: Confidence
    decides: Decides
    confirmation: ConfirmationView | None


class StatedRateView(BaseModel):
    """A rate of IVA or INC that a document may state, in percent.

    Attributes:
        scheme: DIAN's code of the tax: 01 IVA, 04 INC.
        automatic: whether a document with it may be posted without a person.
    """

    id: str
    scheme: str
    scheme_name: str
    category: Category
    percent: Decimal
    automatic: bool
    valid_from: date
    valid_to: date | None
    norma: str
    source: str
    confidence: Confidence


class Rules(BaseModel):
    """What rules on a day; nothing at all, and the finding that says so, on a day for which nothing is established.

    Attributes:
        established_until: the last day, without a gap, that has rules; null if none is known.
    """

    on: date
    uvt: Decimal | None
    established_until: date | None
    rules: list[RuleView]
    exemptions: list[ExemptionView]
    stated_rates: list[StatedRateView]
    findings: list[FindingView]


class Confirmed(ConfirmationView):
    """A rule that decides alone from now on."""

    rule_id: str
