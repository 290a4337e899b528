"""What is checked of a company's taxes, and what is not. Nothing here ever says that a company complies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from functions.finance.domain.company import Company
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.reasons import ReasonCode
from functions.finance.domain.taxes.errors import RowMissingError
from functions.finance.domain.taxes.known import established_until
from functions.finance.domain.taxes.rules import Rule, rules_on
from functions.finance.domain.taxes.tables import TaxTables

CheckName = Literal["settings", "rules_confirmed", "documents", "rows_ahead", "municipalities"]
Words = Mapping[Literal["es", "en"], str]

AHEAD = timedelta(days=92)
"""How long before the last established day somebody should look for the next rows."""

_TEXTS: dict[CheckName, tuple[Words, Words]] = {
    "settings": (
        {"es": "El NIT y el perfil tributario están completos", "en": "The NIT and the tax profile are complete"},
        {"es": "Faltan datos del perfil tributario", "en": "Parts of the tax profile are not known"},
    ),
    "rules_confirmed": (
        {"es": "El contador confirmó las reglas que lo requieren", "en": "The rules that need it are confirmed"},
        {"es": "Hay reglas sin confirmar por el contador", "en": "Rules wait for the accountant's confirmation"},
    ),
    "documents": (
        {"es": "Ningún documento espera a una persona", "en": "No document waits for a person"},
        {"es": "Hay documentos que esperan a una persona", "en": "Documents wait for a person"},
    ),
    "rows_ahead": (
        {"es": "Hay UVT y bases para los próximos meses", "en": "UVT and bases are established for months ahead"},
        {"es": "Pronto faltarán la UVT o las bases", "en": "UVT or bases will be missing soon"},
    ),
    "municipalities": (
        {"es": "Hay tarifas de ICA donde la empresa retiene", "en": "ICA rates are established where it withholds"},
        {"es": "Faltan tarifas de ICA de un municipio", "en": "ICA rates of a municipality are not established"},
    ),
}

NOT_CHECKED: tuple[Words, ...] = (
    {"es": "Presentación y pago de declaraciones ante la DIAN", "en": "Filing and paying returns at DIAN"},
    {"es": "Calendario de vencimientos por último dígito del NIT", "en": "Due dates by the last digit of the NIT"},
    {"es": "Firma XAdES y estado del documento en la DIAN", "en": "XAdES signatures and a document's state at DIAN"},
    {"es": "Emisión del documento soporte (CUDS)", "en": "Issuing support documents (CUDS)"},
    {"es": "Retención sobre salarios y pagos al exterior", "en": "Withholding from wages and payments abroad"},
    {"es": "Impuesto de renta e información exógena", "en": "Income tax itself and exogenous information"},
)


@dataclass(frozen=True)
class Waiting:
    """How many documents wait for a reason."""

    code: ReasonCode
    documents: int


@dataclass(frozen=True)
class Queue:
    """What waits for people.

    Attributes:
        documents: how many; one may wait for several reasons.
        oldest: when the oldest of them came.
    """

    documents: int
    oldest: datetime | None
    reasons: tuple[Waiting, ...]


@dataclass(frozen=True)
class Check:
    """Something that was checked.

    Attributes:
        found: what is missing; empty if nothing is.
    """

    name: CheckName
    found: tuple[str, ...]

    @property
    def text(self) -> Words:
        """The result in words."""
        nothing_found, something_found = _TEXTS[self.name]
        return something_found if self.found else nothing_found


def checks(company: Company, waiting: int, on: date, tables: TaxTables) -> Iterator[Check]:
    """Everything that can be checked on a day.

    Args:
        company: with its settings and confirmations.
        waiting: how many documents wait for people.
        on: today.
        tables: the rows in force.
    """
    yield Check("settings", tuple(missing_settings(company)))
    yield Check("rules_confirmed", tuple(unconfirmed(company, on, tables)))
    yield Check("documents", (str(waiting),) if waiting else ())
    yield Check("rows_ahead", tuple(_rows_ahead(on, tables)))
    yield Check("municipalities", tuple(_municipalities(company, on, tables)))


def missing_settings(company: Company) -> Iterator[str]:
    """Settings without which documents wait for people."""
    if company.nit is None:
        yield "nit"
    yield from (f"profile.{name}" for name in missing_of_buyer(company.profile))
    if company.performed_in is None and company.profile.withholds_ica_in:
        yield "performed_in"


def missing_of_buyer(profile: TaxProfile) -> Iterator[str]:
    """Attributes of a company that decide what it withholds, and are not known."""
    decisive = ["person_type", "responsibilities", "vat_responsible", "resident", "withholds_ica_in"]
    if profile.person_type == "natural":
        decisive.append("withholds_income_tax")
    yield from (name for name in decisive if getattr(profile, name) is None)


def missing_of_supplier(profile: TaxProfile) -> Iterator[str]:
    """Attributes of a supplier that decide what is withheld from it, and are not known."""
    decisive = ["person_type", "responsibilities", "resident"]
    if profile.person_type == "natural":
        decisive.append("files_income_tax")
    yield from (name for name in decisive if getattr(profile, name) is None)


def unconfirmed(company: Company, on: date, tables: TaxTables) -> Iterator[str]:
    """Ids of the rules in force that concern the company, decide alone once they are confirmed, and are not."""
    try:
        rules = [rule for rule in rules_on(on, tables) if _concerns(rule, company.profile)]
    except RowMissingError:
        return
    found = [(rule.id, rule.confidence) for rule in rules]
    found += [(row.id, row.confidence) for row in tables.exemptions if row.in_force(on)]
    yield from (one for one, confidence in found if confidence == "M" and one not in company.confirmed)


def _concerns(rule: Rule, buyer: TaxProfile) -> bool:
    if rule.tax == "reteica":
        return rule.id.split(".")[1] in (buyer.withholds_ica_in or ())
    return rule.tax == "renta" or buyer.is_vat_withholding_agent is not False


def _rows_ahead(on: date, tables: TaxTables) -> Iterator[str]:
    last = established_until(tables, on)
    if last is None:
        yield str(on)
    elif last - on < AHEAD:
        yield str(last + timedelta(days=1))


def _municipalities(company: Company, on: date, tables: TaxTables) -> Iterator[str]:
    for code in sorted(company.profile.withholds_ica_in or ()):
        town = next((row for row in tables.municipalities if row.code == code and row.in_force(on)), None)
        if town is None or town.rate_of(None) is None:
            yield code
