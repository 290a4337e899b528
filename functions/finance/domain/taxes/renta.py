"""Retención en la fuente por renta: what is withheld of income tax, concept by concept.

Source: arts. 365 to 401 ET; DUR 1625 de 2016 and Decreto 572 de 2025, by the window of the tax point. The threshold is
per transaction, not cumulative (Oficio DIAN 12327 de 2025), but cuentas de cobro of a month are one (Concepto DIAN
1299(011217) de 2025).
"""

from collections.abc import Iterator
from decimal import Decimal

from functions.finance.domain.money import ZERO, cents
from functions.finance.domain.profile import Responsibility
from functions.finance.domain.taxes.assessment import TaxableLine, Transaction
from functions.finance.domain.taxes.errors import AttributeMissingError, CannotDecideError, OutsideRulesError
from functions.finance.domain.taxes.rows import Concept, SupplierClass
from functions.finance.domain.taxes.rules import Rule, income_rule
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.trial import Case, Subject, Tried, concept_of, first_case, tried


def income_tax(transaction: Transaction, tables: TaxTables) -> Iterator[Tried]:
    """Decide each concept of a transaction once, on the sum of its lines."""
    for concept_id in dict.fromkeys(line.concept for line in transaction.lines):
        lines = tuple(line for line in transaction.lines if line.concept == concept_id)
        subject = Subject("renta", concept_id or "unknown", sum((line.base for line in lines), ZERO))
        try:
            yield _decide(subject, lines, transaction, tables)
        except CannotDecideError as error:
            yield subject.undecided(error)


def _decide(subject: Subject, lines: tuple[TaxableLine, ...], transaction: Transaction, tables: TaxTables) -> Tried:
    concept = concept_of(lines[0], tables)
    if transaction.supplier.resident is None:
        raise AttributeMissingError("supplier.resident")
    if concept.decided_by == "person" or not transaction.supplier.resident:
        raise OutsideRulesError("wages and payments abroad are decided by a person")
    exemption = first_case(_cases(transaction), tables, transaction.tax_point)
    if exemption:
        return subject.exempt(exemption)
    base = _base(concept, lines)
    supplier_class = _supplier_class(concept, base, transaction, tables)
    return _apply(income_rule(concept, supplier_class, transaction.tax_point, tables), base, transaction, tables)


def _cases(transaction: Transaction) -> Iterator[Case]:
    supplier, buyer = transaction.supplier, transaction.buyer
    is_agent = buyer.is_income_withholding_agent
    yield Case(None if is_agent is None else not is_agent, "renta.comprador_no_agente", "buyer.withholds_income_tax")
    yield Case(buyer.has(Responsibility.REGIMEN_SIMPLE), "renta.comprador_simple", "buyer.responsibilities")
    yield Case(supplier.has(Responsibility.AUTORRETENEDOR), "renta.autorretenedor", "supplier.responsibilities")
    yield Case(supplier.has(Responsibility.REGIMEN_SIMPLE), "renta.simple", "supplier.responsibilities")
    yield Case(supplier.non_taxpayer, "renta.no_contribuyente", "supplier.non_taxpayer")


def _base(concept: Concept, lines: tuple[TaxableLine, ...]) -> Decimal:
    if concept.base == "amount":
        return sum((line.base for line in lines), ZERO)
    if any(line.aiu is None for line in lines):
        raise AttributeMissingError("line.aiu")
    return sum((line.aiu for line in lines if line.aiu is not None), ZERO)


def _supplier_class(concept: Concept, base: Decimal, transaction: Transaction, tables: TaxTables) -> SupplierClass:
    if not concept.distinguishes_suppliers():
        return "any"
    if _files_income_tax(transaction):
        return "declarante"
    if concept.declarante_above_uvt is None:
        return "no_declarante"
    limit = tables.threshold(concept.declarante_above_uvt, transaction.tax_point).rounded
    return "declarante" if transaction.contracts_this_year + base > limit else "no_declarante"


def _files_income_tax(transaction: Transaction) -> bool:
    supplier = transaction.supplier
    if supplier.person_type is None:
        raise AttributeMissingError("supplier.person_type")
    if supplier.person_type == "legal":
        return True
    if supplier.files_income_tax is None:
        raise AttributeMissingError("supplier.files_income_tax")
    return supplier.files_income_tax


def _apply(rule: Rule, base: Decimal, transaction: Transaction, tables: TaxTables) -> Tried:
    earlier = [one for one in transaction.earlier_this_month if one.concept == rule.subject]
    together = base + sum((one.base for one in earlier), ZERO)
    threshold = tables.threshold(rule.uvt, transaction.tax_point)
    due = _amount(rule, together, transaction, tables) - sum((one.withheld for one in earlier), ZERO)
    return tried(rule, threshold, max(due, ZERO), base=base, tested=together)


def _amount(rule: Rule, base: Decimal, transaction: Transaction, tables: TaxTables) -> Decimal:
    if rule.up_to_uvt is None or rule.rate_above is None:
        return rule.rate.of(base)
    limit = tables.threshold(rule.up_to_uvt, transaction.tax_point).rounded
    return cents(rule.rate.of(min(base, limit)) + rule.rate_above.of(max(base - limit, ZERO)))
