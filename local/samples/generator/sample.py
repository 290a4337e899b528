"""One sample: a file, what is true about it, and what should become of it."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from local.samples.generator.papers import NAMES, Paper
from local.samples.generator.parties import Party

LICENCE = "Apache-2.0"


@dataclass(frozen=True)
class Outcome:
    """Where the document ends, before any person acts.

    Attributes:
        state: of the domain: ready, needs_review, refused or duplicate.
        reasons: codes that stand in the way.
        approvers: how many have to approve what is ready; 0 posts automatically.
    """

    state: str
    reasons: tuple[str, ...] = ()
    approvers: int | None = None


AUTOMATIC = Outcome("ready", approvers=0)
ONE_APPROVER = Outcome("ready", approvers=1)


def review(*reasons: str) -> Outcome:
    """Waits for a person."""
    return Outcome("needs_review", reasons)


def refused(reason: str) -> Outcome:
    """Final."""
    return Outcome("refused", (reason,))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A file of the set.

    Attributes:
        truth: flat fields; empty where the file has none to give.
        hidden: fields that are true, but that the page does not show; None for XML, which shows all.
        withheld: by tax, what the rules withhold under the set's assumptions.
    """

    file: str
    kind: str
    content: bytes
    truth: dict[str, Any] = field(default_factory=dict)
    hidden: frozenset[str] | None = None
    outcome: Outcome
    withheld: dict[str, str] | None = None
    notes: str = ""
    lang: str = "es"

    def entry(self) -> dict[str, Any]:
        """As the manifest tells of it."""
        entry: dict[str, Any] = {
            "file": self.file,
            "kind": self.kind,
            "lang": self.lang,
            "source": "local/samples/generator",
            "licence": LICENCE,
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "bytes": len(self.content),
            "truth": self.truth,
        }
        if self.hidden is not None:
            entry["visible"] = {name: name not in self.hidden for name in self.truth}
        entry["outcome"] = {"state": self.outcome.state, "reasons": list(self.outcome.reasons)}
        if self.outcome.approvers is not None:
            entry["outcome"]["approvers"] = self.outcome.approvers
        if self.withheld is not None:
            entry["outcome"]["withheld"] = self.withheld
        if self.notes:
            entry["notes"] = self.notes
        return entry


def truth_of_page(paper: Paper, *, code: bool = True) -> dict[str, Any]:
    """What the printed paper says."""
    truth = {
        "number": paper.number,
        "issue_date": paper.issued.isoformat(),
        "currency": paper.currency,
        **_party("seller", paper.seller, digit=True),
        **_party("buyer", paper.buyer),
        "subtotal": str(paper.subtotal),
        "tax_total": str(paper.tax_total),
        "total": str(paper.total),
        "payable": str(paper.total),
    }
    if paper.due:
        truth["due_date"] = paper.due.isoformat()
    return {**truth, "uuid": paper.code} if code else truth


def truth_of_xml(paper: Paper) -> dict[str, Any]:
    """What the electronic document says."""
    return {
        **truth_of_page(paper),
        "type_code": "91" if paper.is_note else "01",
        "line_total": str(paper.subtotal),
        "tax_base": str(paper.tax_base),
        "n_lines": len(paper.items),
        "taxes": [
            {
                "kind": "TaxTotal",
                "scheme": tax.scheme,
                "name": NAMES[tax.scheme],
                "percent": f"{tax.rate:.2f}",
                "taxable": str(tax.base),
                "amount": str(tax.amount),
            }
            for tax in paper.taxes
        ]
        + [
            {
                "kind": "WithholdingTaxTotal",
                "scheme": one.scheme,
                "name": one.name,
                "percent": one.percent,
                "taxable": str(one.base),
                "amount": str(one.amount),
            }
            for one in paper.withheld
        ],
        "uuid_scheme": f"{paper.code_name}-SHA384",
        "root": "CreditNote" if paper.is_note else "Invoice",
    }


def _party(role: str, party: Party, *, digit: bool = False) -> dict[str, str]:
    told = {f"{role}_name": party.name, f"{role}_tax_id": party.number}
    if digit and party.dv:
        told[f"{role}_tax_dv"] = party.dv
    return told
