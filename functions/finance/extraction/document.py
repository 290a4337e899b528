"""The values of one invoice, note or event, as its document states them."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from functions.finance.domain.profile import PersonType
from functions.finance.extraction.values import Money, Value

NOTHING: Value[Any] = Value.absent()


class DocumentKind(StrEnum):
    """What the document is in law, whatever file carries it."""

    INVOICE = "invoice"
    EXPORT_INVOICE = "export_invoice"
    CONTINGENCY_INVOICE = "contingency_invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"
    POS_TICKET = "pos_ticket"
    UTILITY_BILL = "utility_bill"
    EQUIVALENT_DOCUMENT = "equivalent_document"
    SUPPORT_DOCUMENT = "support_document"
    PAYMENT_REQUEST = "payment_request"
    REIMBURSEMENT = "reimbursement"


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """A seller or a buyer.

    `tax_id` is without check digit; `dv` is the check digit that the document states, for a NIT only. `id_type` is
    DIAN's code (31 NIT, 13 cédula, 42, 50…), elsewhere VAT, tax_number, legal or identifier, best first.
    `responsibilities` are DIAN's (O-13, O-15, O-47, R-99-PN…), `regime` the code beside them (48 charges VAT, 49 does
    not), `tax_scheme` the tax the party answers for, `activity` the CIIU code, `city_code` DANE's municipality.
    """

    name: Value[str] = NOTHING
    tax_id: Value[str] = NOTHING
    dv: Value[str] = NOTHING
    id_type: Value[str] = NOTHING
    person_type: Value[PersonType] = NOTHING
    responsibilities: Value[tuple[str, ...]] = NOTHING
    regime: Value[str] = NOTHING
    tax_scheme: Value[str] = NOTHING
    activity: Value[str] = NOTHING
    city: Value[str] = NOTHING
    city_code: Value[str] = NOTHING
    country: Value[str] = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Tax:
    """One tax at one rate. `rate` is in percent; a tax per unit has `per_unit` instead of rate and base."""

    scheme: Value[str] = NOTHING
    name: Value[str] = NOTHING
    rate: Value[Decimal] = NOTHING
    base: Value[Money] = NOTHING
    amount: Value[Money] = NOTHING
    per_unit: Value[Money] = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line. `unit_price` is for `price_quantity` units (1 unless stated); `line_total` is before tax.

    `free` marks samples and gifts, whose price is not owed; `principal` is the tax id of the third party whose income
    the line is (mandates, income received for others).
    """

    id: Value[str] = NOTHING
    code: Value[str] = NOTHING
    description: Value[str] = NOTHING
    quantity: Value[Decimal] = NOTHING
    unit: Value[str] = NOTHING
    unit_price: Value[Money] = NOTHING
    price_quantity: Value[Decimal] = NOTHING
    line_total: Value[Money] = NOTHING
    taxes: tuple[Tax, ...] = ()
    free: Value[bool] = NOTHING
    principal: Value[str] = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """The numbers that DIAN authorised the seller to use."""

    number: Value[str] = NOTHING
    prefix: Value[str] = NOTHING
    first: Value[int] = NOTHING
    last: Value[int] = NOTHING
    valid_from: Value[date] = NOTHING
    valid_to: Value[date] = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class ExchangeRate:
    """`rate` as the document calculates between its two currencies; DIAN documents state pesos per foreign unit."""

    source: Value[str] = NOTHING
    target: Value[str] = NOTHING
    rate: Value[Decimal] = NOTHING
    on: Value[date] = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Another document that this one speaks of. `kind` is invoice, credit_note, debit_note, order or contract."""

    kind: str
    number: Value[str] = NOTHING
    cufe: Value[str] = NOTHING
    issue_date: Value[date] = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Validation:
    """DIAN's own answer about the document, found in its envelope. `code` 02 is validated, 04 rejected."""

    code: Value[str] = NOTHING
    on: Value[date] = NOTHING
    cufe: Value[str] = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """An invoice or a note.

    `number` is prefix and number together. `cufe` is CUFE, CUDE or CUDS, `cufe_scheme` which. Of the amounts:
    `line_total` is the sum of the lines, `subtotal` what taxes are added to (for DIAN the same, for EN 16931 after
    document allowances and charges), `tax_base` DIAN's sum of bases (a line taxed twice counts twice), `total` includes
    tax, `payable` is after prepayments, tips and document allowances. `withholdings` are informative, not deducted.
    `operation` is DIAN's operation type (10 standard, 11 mandate, 22 and 32 notes without a reference…), `environment`
    1 production or 2 test, `note_reason` the discrepancy code of a note, `payment_means` UN/CEFACT's code (48 card).
    """

    kind: Value[DocumentKind] = NOTHING
    type_code: Value[str] = NOTHING
    number: Value[str] = NOTHING
    cufe: Value[str] = NOTHING
    cufe_scheme: Value[str] = NOTHING
    issue_date: Value[date] = NOTHING
    issue_time: Value[time] = NOTHING
    tax_point: Value[date] = NOTHING
    due_date: Value[date] = NOTHING
    currency: Value[str] = NOTHING
    exchange_rate: ExchangeRate | None = None
    seller: Party = Party()
    buyer: Party = Party()
    lines: tuple[Line, ...] = ()
    line_total: Value[Money] = NOTHING
    subtotal: Value[Money] = NOTHING
    tax_base: Value[Money] = NOTHING
    taxes: tuple[Tax, ...] = ()
    withholdings: tuple[Tax, ...] = ()
    tax_total: Value[Money] = NOTHING
    allowances: Value[Money] = NOTHING
    charges: Value[Money] = NOTHING
    rounding: Value[Money] = NOTHING
    total: Value[Money] = NOTHING
    prepaid: Value[Money] = NOTHING
    payable: Value[Money] = NOTHING
    prior_balance: Value[Money] = NOTHING
    resolution: Resolution | None = None
    references: tuple[Reference, ...] = ()
    note_reason: Value[str] = NOTHING
    payment_means: Value[str] = NOTHING
    operation: Value[str] = NOTHING
    environment: Value[str] = NOTHING
    qr: Value[str] = NOTHING
    notes: tuple[Value[str], ...] = ()
    validation: Validation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What happened to an invoice (RADIAN: 030 received, 031 claimed, 032 goods received, 033 accepted, 034 tacitly…).

    It is attached to its invoice and is never a bill.
    """

    code: Value[str] = NOTHING
    description: Value[str] = NOTHING
    number: Value[str] = NOTHING
    cude: Value[str] = NOTHING
    issue_date: Value[date] = NOTHING
    issue_time: Value[time] = NOTHING
    sender: Party = Party()
    receiver: Party = Party()
    invoice: Reference | None = None
