"""ReteIVA: the part of the IVA that agents of IVA withholding pay to DIAN instead of to the supplier.

Source: arts. 437-1 and 437-2 ET. Not every company is an agent: public bodies, grandes contribuyentes and those whom
DIAN designates are. Whose supplier is abroad withholds all of it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from functions.finance.domain.money import ZERO, cents
from functions.finance.domain.taxes.assessment import TaxableLine, Transaction
from functions.finance.domain.taxes.errors import AttributeMissingError, CannotDecideError
from functions.finance.domain.taxes.rows import Nature
from functions.finance.domain.taxes.rules import reteiva_rule
from functions.finance.domain.taxes.tables import TaxTables
from functions.finance.domain.taxes.trial import Case, Subject, Tried, by_nature, first_case, tried

Lines = tuple[TaxableLine, ...]


def withheld_vat(transaction: Transaction, tables: TaxTables) -> Iterator[Tried]:
    """Decide the IVA of services and that of purchases, each on its sum."""
    taxed = tuple(line for line in transaction.lines if line.vat > 0)
    everything = Subject("reteiva", "all", _vat(taxed))
    try:
        exemption = first_case(_cases(everything, transaction), tables, transaction.tax_point)
        if exemption:
            yield everything.exempt(exemption)
            return
        for nature, lines in by_nature(taxed, tables).items():
            yield _withhold(nature, lines, transaction, tables)
    except CannotDecideError as error:
        yield everything.undecided(error)


def _cases(subject: Subject, transaction: Transaction) -> Iterator[Case]:
    supplier, buyer = transaction.supplier, transaction.buyer
    yield Case(subject.base <= 0, "reteiva.sin_iva", "line.vat")
    if _is_abroad(transaction):
        is_agent, known_by = buyer.vat_responsible, "buyer.vat_responsible"
    else:
        is_agent, known_by = buyer.is_vat_withholding_agent, "buyer.responsibilities"
    yield Case(None if is_agent is None else not is_agent, "reteiva.comprador_no_agente", known_by)
    if not _is_abroad(transaction):
        yield Case(supplier.is_vat_withholding_agent, "reteiva.entre_agentes", "supplier.responsibilities")


def _is_abroad(transaction: Transaction) -> bool:
    if transaction.supplier.resident is None:
        raise AttributeMissingError("supplier.resident")
    return not transaction.supplier.resident


def _withhold(nature: Nature, lines: Lines, transaction: Transaction, tables: TaxTables) -> Tried:
    rule = reteiva_rule(nature, transaction.tax_point, tables, non_resident=_is_abroad(transaction))
    threshold = tables.threshold(rule.uvt, transaction.tax_point)
    vat, tested = _vat(lines), sum((line.base for line in lines), ZERO)
    return tried(rule, threshold, rule.rate.of(vat), base=vat, tested=tested)


def _vat(lines: Iterable[TaxableLine]) -> Decimal:
    return cents(sum((line.vat for line in lines), ZERO))
