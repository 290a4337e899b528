"""Right, wrong or abstained: what was extracted, held against the truth of a labelled set of documents.

A labelled document says its truth as flat text fields, and which of them can be read on its page (`visible`); one
without that list (XML) is held to all of them. Any extractor that answers in the same fields can be judged beside ours.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from statistics import quantiles
from typing import Any

from functions.finance.extraction.document import Party, Tax
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.result import Extraction
from functions.finance.extraction.values import Money, Value

_MONEY = frozenset(
    {"subtotal", "tax_total", "total", "payable", "prepaid", "line_total", "tax_base", "prior_balance", "exchange_rate"}
)
_NAMES = frozenset({"seller_name", "buyer_name"})
_WORDS = re.compile(r"\w+")
_ROOTS = {
    Kind.DIAN_INVOICE: "Invoice",
    Kind.DIAN_CREDIT_NOTE: "CreditNote",
    Kind.DIAN_DEBIT_NOTE: "DebitNote",
    Kind.UBL_INVOICE: "Invoice",
    Kind.UBL_CREDIT_NOTE: "CreditNote",
    Kind.CII_INVOICE: "CrossIndustryInvoice",
}
_PERCENTILE_95 = 18

Answers = Mapping[str, Any]


class Verdict(StrEnum):
    """No answer is not a wrong answer."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSTAINED = "abstained"


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One document of a labelled set; `file` is relative to the set."""

    file: str
    kind: str
    truth: Answers
    visible: Mapping[str, bool] | None

    @classmethod
    def from_manifest(cls, entry: Mapping[str, Any]) -> "Labelled":
        """The entry of a manifest; what it does not tell is empty."""
        return cls(
            file=entry["file"], kind=entry["kind"], truth=entry.get("truth") or {}, visible=entry.get("visible") or None
        )

    @property
    def expected(self) -> Answers:
        """The fields that an extractor is held to."""
        if self.visible is None:
            return self.truth
        return {name: value for name, value in self.truth.items() if self.visible.get(name)}


@dataclass
class Tally:
    """Verdicts, outcomes and durations of one kind of document."""

    documents: int = 0
    fields: dict[str, Counter[Verdict]] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    auto_posted_wrong: int = 0

    def add(self, verdicts: Mapping[str, Verdict], outcome: str, seconds: float) -> None:
        """Count one document."""
        self.documents += 1
        self.outcomes[outcome] += 1
        self.seconds.append(seconds)
        for name, verdict in verdicts.items():
            self.fields.setdefault(name, Counter())[verdict] += 1

    def as_json(self) -> dict[str, Any]:
        """The tally in the form that benchmarks report."""
        p50, p95 = _percentiles(self.seconds)
        return {
            "documents": self.documents,
            "fields": {name: {verdict.value: of[verdict] for verdict in Verdict} for name, of in self.fields.items()},
            "outcomes": dict(self.outcomes),
            "auto_posted_wrong": self.auto_posted_wrong,
            "seconds_p50": p50,
            "seconds_p95": p95,
        }


def judge(expected: Answers, answers: Answers) -> dict[str, Verdict]:
    """A verdict for every expected field; fields without a truth are not judged."""
    return {name: _verdict(name, truth, answers.get(name)) for name, truth in expected.items() if truth is not None}


def answers_of(extraction: Extraction) -> dict[str, Any]:
    """The extraction's document in the flat fields of labelled sets; None where it abstains."""
    document = extraction.document
    if document is None:
        return {}
    return {
        "root": _ROOTS.get(extraction.content),
        "number": document.number.value,
        "type_code": document.type_code.value,
        "uuid": document.cufe.value,
        "uuid_scheme": document.cufe_scheme.value,
        "issue_date": _text(document.issue_date),
        "due_date": _text(document.due_date),
        "currency": document.currency.value,
        "subtotal": _amount(document.subtotal),
        "line_total": _amount(document.line_total),
        "tax_base": _amount(document.tax_base),
        "tax_total": _amount(document.tax_total),
        "total": _amount(document.total),
        "prepaid": _amount(document.prepaid),
        "payable": _amount(document.payable),
        "prior_balance": _amount(document.prior_balance),
        "n_lines": len(document.lines),
        "taxes": [
            *(_tax("TaxTotal", tax) for tax in document.taxes),
            *(_tax("WithholdingTaxTotal", tax) for tax in document.withholdings),
        ],
        **_party("seller", document.seller),
        **_party("buyer", document.buyer),
    }


def _verdict(name: str, truth: Any, answer: Any) -> Verdict:
    if answer is None or answer == "":
        return Verdict.ABSTAINED
    return Verdict.RIGHT if _normal(name, truth) == _normal(name, answer) else Verdict.WRONG


def _normal(name: str, value: Any) -> Any:
    if name == "taxes":
        return sorted(map(_normal_tax, value))
    if name in _MONEY:
        return _decimal(value)
    if name in _NAMES:
        return _WORDS.findall(str(value).casefold())
    return "".join(_WORDS.findall(str(value).casefold()))


def _normal_tax(tax: Mapping[str, Any]) -> tuple[str, ...]:
    numbers = (_decimal(tax.get(name)) for name in ("percent", "taxable", "amount"))
    return (str(tax.get("kind")), str(tax.get("scheme")), *(str(number) for number in numbers))


def _decimal(value: Any) -> Decimal | str | None:
    try:
        return None if value is None else Decimal(str(value)).normalize() + 0
    except InvalidOperation:
        return str(value)


def _party(role: str, party: Party) -> dict[str, str | None]:
    return {
        f"{role}_name": party.name.value,
        f"{role}_tax_id": party.tax_id.value,
        f"{role}_tax_dv": party.dv.value,
    }


def _tax(kind: str, tax: Tax) -> dict[str, Any]:
    return {
        "kind": kind,
        "scheme": tax.scheme.value,
        "name": tax.name.value,
        "percent": _text(tax.rate),
        "taxable": _amount(tax.base),
        "amount": _amount(tax.amount),
    }


def _amount(value: Value[Money]) -> str | None:
    return None if value.value is None else str(value.value.amount)


def _text(value: Value[Any]) -> str | None:
    return None if value.value is None else str(value.value)


def _percentiles(seconds: Iterable[float]) -> tuple[float, float]:
    known = list(seconds)
    if len(known) < 2:  # noqa: PLR2004 - quantiles need two
        return (known[0], known[0]) if known else (0.0, 0.0)
    cuts = quantiles(known, n=20, method="inclusive")
    return cuts[9], cuts[_PERCENTILE_95]
