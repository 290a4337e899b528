"""Builders of what reading gives: documents of invented parties, as XML or as a page says them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from functions.finance.extraction.document import Document, DocumentKind, ExchangeRate, Line, Party, Reference, Tax
from functions.finance.extraction.values import Evidence, Money, Source, Value

OURS, OUR_DV = "830099008", "5"
SUPPLIER, SUPPLIER_DV = "800197268", "4"


class Scribe:
    """Writes values as a source gives them, with its confidence."""

    def __init__(self, source: Source = Source.XML, confidence: float = 1.0) -> None:
        self.source = source
        self.confidence = confidence

    def value(self, value: Any, confidence: float | None = None) -> Value[Any]:
        if value is None:
            return Value.absent()
        sure = self.confidence if confidence is None else confidence
        return Value.found(value, self.source, Evidence(page=1, box=(10, 20, 30, 40), text=str(value)), sure)

    def money(self, amount: str | None, currency: str = "COP") -> Value[Any]:
        return self.value(None if amount is None else Money(amount=Decimal(amount), currency=currency))

    def party(self, tax_id: str | None, dv: str | None, name: str, **profile: Any) -> Party:
        known = {"id_type": "31", "person_type": "legal", "responsibilities": ("R-99-PN",), "country": "CO"} | profile
        return Party(
            name=self.value(name),
            tax_id=self.value(tax_id),
            dv=self.value(dv),
            **{field: self.value(value) for field, value in known.items()},
        )

    def tax(self, scheme: str, rate: str | None, base: str | None, amount: str, currency: str = "COP") -> Tax:
        return Tax(
            scheme=self.value(scheme),
            rate=self.value(None if rate is None else Decimal(rate)),
            base=self.money(base, currency),
            amount=self.money(amount, currency),
        )

    def line(self, amount: str | None, description: str = "", taxes: Sequence[Tax] = (), currency: str = "COP") -> Line:
        return Line(
            description=self.value(description or None), line_total=self.money(amount, currency), taxes=tuple(taxes)
        )

    def document(
        self,
        lines: Sequence[Line],
        *,
        total: str | None,
        subtotal: str | None = None,
        taxes: Sequence[Tax] = (),
        payable: str | None = None,
        currency: str = "COP",
        kind: str = "invoice",
        number: str | None = "FE-1",
        issued: str = "2025-10-10",
        due: str | None = None,
        cufe: str | None = None,
        **parts: Any,
    ) -> Document:
        """A purchase of ours from a company, unless parties say otherwise; amounts as given, none is added."""
        known: dict[str, Any] = {
            "seller": self.party(SUPPLIER, SUPPLIER_DV, "Papelería del Centro SAS"),
            "buyer": self.party(OURS, OUR_DV, "Hotel Brisa SAS"),
        }
        for name in ("prepaid", "prior_balance", "allowances", "charges", "tax_total"):
            if isinstance(parts.get(name), str):
                parts[name] = self.money(parts[name], currency)
        return Document(
            kind=self.value(DocumentKind(kind)),
            number=self.value(number),
            cufe=self.value(cufe),
            issue_date=self.value(date.fromisoformat(issued)),
            due_date=self.value(date.fromisoformat(due) if due else None),
            currency=self.value(currency),
            lines=tuple(lines),
            line_total=self.money(subtotal, currency),
            subtotal=self.money(subtotal, currency),
            taxes=tuple(taxes),
            total=self.money(total, currency),
            payable=self.money(payable or total, currency),
            **(known | parts),
        )

    def services(self, amount: str = "150000", iva: str = "28500", total: str = "178500", **parts: Any) -> Document:
        """One line with IVA at 19 %."""
        tax = self.tax("01", "19", amount, iva)
        return self.document(
            [self.line(amount, "Mantenimiento", [tax])], subtotal=amount, taxes=[tax], total=total, **parts
        )


XML = Scribe()


def abroad(document: Document, rate: str) -> Document:
    """With an exchange rate to pesos."""
    exchange = ExchangeRate(source=document.currency, target=XML.value("COP"), rate=XML.value(Decimal(rate)))
    return replace(document, exchange_rate=exchange)


def referring(document: Document, number: str | None = None, cufe: str | None = None) -> Document:
    """A note that names its invoice."""
    return replace(document, references=(Reference(kind="invoice", number=XML.value(number), cufe=XML.value(cufe)),))


def priced(amount: int, **parts: Any) -> Document:
    """XML of services of this amount, with IVA at 19 %."""
    vat = amount * 19 // 100
    return XML.services(str(amount), str(vat), str(amount + vat), **parts)
