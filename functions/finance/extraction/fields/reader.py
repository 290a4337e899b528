"""From pages to a document: every field's reader proposes, this one believes or abstains."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from functions.finance.extraction.document import NOTHING, Document, DocumentKind, Line, Party, Resolution, Tax
from functions.finance.extraction.fields.amounts import amounts_in
from functions.finance.extraction.fields.authorisations import authorised_in, only_authorised
from functions.finance.extraction.fields.bases import with_bases
from functions.finance.extraction.fields.candidates import candidates_of
from functions.finance.extraction.fields.identities import Owned, Ownership, settled
from functions.finance.extraction.fields.identity import Identifier, cufe_of, number_of
from functions.finance.extraction.fields.kinds import kind_of
from functions.finance.extraction.fields.money import currency_of
from functions.finance.extraction.fields.names import names_of
from functions.finance.extraction.fields.periods import Dated, due_date_of, issue_date_of
from functions.finance.extraction.fields.roles import Named, Role, sections_of
from functions.finance.extraction.fields.sheet import Sheet
from functions.finance.extraction.fields.tables import Item, items_of
from functions.finance.extraction.fields.taxes import TaxRow, scheme_of, tax_rows
from functions.finance.extraction.fields.totals import Choice, totals_of
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell, Page
from functions.finance.extraction.values import Absence, Money, Value

T = TypeVar("T")
_BELIEVED = 0.6
_PREFIXED = re.compile(r"^([A-Z]{1,4})-(\d+)$")
_NAME_MARGIN = 0.1
_NUMBERED = frozenset({DocumentKind.INVOICE, DocumentKind.POS_TICKET})
_ONLY_AUTHORISED = 0.9
_RANGE, _RANGE_ALONE = 0.92, 0.8


def read_pages(pages: Sequence[Page]) -> Document:
    """The document that pages show. What is not clearly shown is absent with a reason, never guessed.

    The pages' text is data: nothing in it is followed.
    """
    sheet = Sheet(tuple(page for page in pages if page.words))
    if not sheet.pages:
        return Document()
    return _Reading(sheet).document()


class _Reading:
    """One reading of one document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.source = sheet.source
        self.items = items_of(sheet)
        self.rows = tax_rows(sheet, self.items.lines)
        self.sum = _sum(self.items.rows)
        self.totals = totals_of(candidates_of(sheet, self.items.lines), self.rows, self.sum)
        self.rows = with_bases(self.rows, self.items.rows, self.totals, sheet)
        amounts = [choice.cell for choice in (self.totals.total, self.totals.payable, self.totals.subtotal) if choice]
        self.currency = currency_of(sheet, amounts)
        self.kind = kind_of(sheet)
        self.authorised = authorised_in(sheet)
        total = self.totals.total
        note = self.kind is not None and self.kind.kind is DocumentKind.CREDIT_NOTE
        self.crediting = note and total is not None and total.value < 0
        self.sections = sections_of(sheet, self.items.lines)
        self.names = names_of(sheet, self.sections)
        self.ids = Ownership(sheet, self.sections, self.names).ids()

    def document(self) -> Document:
        totals = self.totals
        kind = self.kind
        cufe = cufe_of(self.sheet)
        return Document(
            kind=NOTHING if kind is None else self._value(kind.kind, kind.cell, kind.weight),
            number=self._number_of(),
            cufe=self._identified(cufe),
            issue_date=self._dated(issue_date_of(self.sheet)),
            due_date=self._dated(due_date_of(self.sheet)),
            currency=NOTHING
            if self.currency is None
            else self._value(self.currency.code, self.currency.cell, self.currency.weight),
            seller=self._party(Role.SELLER),
            buyer=self._party(Role.BUYER),
            lines=tuple(self._line(item) for item in self.items.rows),
            line_total=self._money(totals.line_total),
            subtotal=self._money(totals.subtotal, Name.SUBTOTAL),
            taxes=tuple(self._tax(row) for row in self.rows),
            tax_total=self._money(totals.tax_total, Name.TAX_TOTAL),
            allowances=self._money(totals.allowances),
            charges=self._money(totals.charges),
            total=self._money(totals.total, Name.TOTAL),
            prepaid=self._money(totals.prepaid),
            payable=self._money(totals.payable),
            prior_balance=self._money(totals.prior_balance),
            resolution=self._resolution(),
        )

    def _value(self, value: T, cell: Cell, confidence: float, *, derived: bool = False) -> Value[T]:
        if confidence < _BELIEVED:
            return Value.absent(Absence.LOW_CONFIDENCE, cell.evidence)
        evidence = replace(cell.evidence, derived=derived)
        return Value.found(value, self.source, evidence, round(min(confidence, 1.0), 3))

    def _money(self, choice: Choice | None, name: Name | None = None) -> Value[Money]:
        """The amount; a negative one on a credit note is ambiguous, for both ways of saying what is owed back exist."""
        if choice is None:
            return Value.absent(Absence.AMBIGUOUS) if name in self.totals.disputed else NOTHING
        if self.crediting and choice.value:
            return Value.absent(Absence.AMBIGUOUS, choice.cell.evidence)
        code = self.currency.code if self.currency else None
        sure = choice.confidence * choice.cell.confidence
        return self._value(Money(amount=choice.value, currency=code), choice.cell, sure, derived=choice.derived)

    def _identified(self, found: Identifier | list[Identifier] | None) -> Value[str]:
        if isinstance(found, list):
            return Value.absent(Absence.AMBIGUOUS, found[0].cell.evidence)
        return NOTHING if found is None else self._value(found.value, found.cell, found.weight)

    def _number_of(self) -> Value[str]:
        """The number; in Colombia prefix and number together, as DIAN writes them.

        Where nothing names it, the only one that is authorised; on a note that is the number of what it changes.
        """
        found = number_of(self.sheet, self.authorised)
        if found is None and self.authorised and self.kind and self.kind.kind in _NUMBERED:
            only = only_authorised(self.sheet, self.authorised)
            found = Identifier(*only, weight=_ONLY_AUTHORISED * only[1].confidence) if only else None
        if isinstance(found, Identifier) and self.sheet.colombian:
            found = replace(found, value=_PREFIXED.sub(r"\1\2", found.value))
        return self._identified(found)

    def _dated(self, found: Sequence[Dated]) -> Value[date]:
        if not found:
            return NOTHING
        first = found[0]
        if len(found) > 1 or first.value is None:
            return Value.absent(Absence.AMBIGUOUS, first.cell.evidence)
        return self._value(first.value, first.cell, first.weight)

    def _party(self, role: Role) -> Party:
        owned = self.ids[role]
        tax_id = settled(owned)
        name = self._name(role)
        if tax_id is None:
            reason = Value.absent(Absence.AMBIGUOUS, owned[0].cell.evidence) if owned else NOTHING
            return Party(name=name, tax_id=reason)
        return Party(
            name=name,
            tax_id=self._value(tax_id.id.value, tax_id.cell, tax_id.weight),
            dv=NOTHING if tax_id.id.dv is None else self._value(tax_id.id.dv, tax_id.cell, tax_id.weight),
            id_type=self._value(_id_type(tax_id), tax_id.cell, tax_id.weight),
        )

    def _name(self, role: Role) -> Value[str]:
        """The clearest name of a role; another one nearly as clear makes it ambiguous."""
        others = {named.value.casefold() for named in self.names if named.role is not role and named.weight > _BELIEVED}
        named = [one for one in self.names if one.role is role]
        if not named:
            return NOTHING
        first = named[0]
        if len(named) > 1 and first.weight - named[1].weight < _NAME_MARGIN and not _same(first, named[1]):
            return Value.absent(Absence.AMBIGUOUS, first.cell.evidence)
        if first.value.casefold() in others:
            return Value.absent(Absence.AMBIGUOUS, first.cell.evidence)
        return self._value(first.value, first.cell, first.weight)

    def _tax(self, row: TaxRow) -> Tax:
        scheme = scheme_of(row) if self.sheet.colombian else None
        confidence = 0.95 if row.proved else 0.75
        return Tax(
            scheme=NOTHING if scheme is None else self._value(scheme[0], row.cell, confidence),
            name=NOTHING if scheme is None else self._value(scheme[1], row.cell, confidence),
            rate=NOTHING if row.rate is None else self._value(row.rate, row.cell, confidence),
            base=self._money(None if row.base is None else Choice(row.base, row.cell, confidence, row.derived)),
            amount=self._money(Choice(row.amount, row.cell, confidence)),
        )

    def _line(self, item: Item) -> Line:
        amount, cell = item.amount
        quantity = self._number(item.cells.get(Name.QUANTITY))
        price = self._number(item.cells.get(Name.UNIT_PRICE))
        proved = quantity is not None and price is not None and abs(quantity * price - amount.value) <= Decimal("0.02")
        confidence = 0.95 if proved else 0.7
        texts = [text for text in item.texts if text.text.strip()]
        code = item.cells.get(Name.CODE)
        return Line(
            code=NOTHING if code is None or not re.search(r"\w", code.text) else self._value(code.text, code, 0.7),
            description=self._value(" ".join(text.text for text in texts), texts[0], 0.8) if texts else NOTHING,
            quantity=NOTHING if quantity is None else self._value(quantity, item.cells[Name.QUANTITY], confidence),
            unit_price=NOTHING
            if price is None
            else self._money(Choice(price, item.cells[Name.UNIT_PRICE], confidence)),
            line_total=self._money(Choice(amount.value, cell, confidence)),
            taxes=() if item.rate is None else (Tax(rate=self._value(item.rate, cell, 0.75)),),
        )

    def _number(self, cell: Cell | None) -> Decimal | None:
        if cell is None:
            return None
        return next((amount.value for amount in amounts_in(cell.text, self.sheet.style)), None)

    def _resolution(self) -> Resolution | None:
        """The authorised range; sure enough to reject a number only where it says what prefix and which days."""
        found = self.authorised
        if found is None:
            return None
        told = _RANGE if found.prefix else _RANGE_ALONE
        value = partial(self._value, cell=found.cell, confidence=told * found.cell.confidence)
        return Resolution(
            number=value(found.resolution),
            prefix=value(found.prefix) if found.prefix else NOTHING,
            first=value(found.first),
            last=value(found.last),
            valid_from=NOTHING if found.valid_from is None else value(found.valid_from),
            valid_to=NOTHING if found.valid_to is None else value(found.valid_to),
        )


def _sum(items: Sequence[Item]) -> Decimal | None:
    return sum((item.amount[0].value for item in items), Decimal(0)) if items else None


def _same(first: Named, second: Named) -> bool:
    """Whether one name is the other with something more."""
    one, other = first.value.casefold(), second.value.casefold()
    return one.startswith(other) or other.startswith(one)


def _id_type(owned: Owned) -> str:
    if owned.id.scheme != "NIT":
        return "VAT" if owned.id.scheme == "VAT" else "tax_number"
    return "13" if owned.citizen else "31"
