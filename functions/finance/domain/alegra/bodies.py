"""Bills and invoices as Alegra takes them. Source: developer.alegra.com, ``POST /bills`` and ``POST /invoices``."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from functions.finance.domain.alegra.matter import Matter, UnmappableError, Withheld
from functions.finance.domain.alegra.references import References
from functions.finance.domain.document import Document, Line, StatedTax, sum_of
from functions.finance.domain.money import ZERO, cents

TOLERANCE = Decimal(1)  # COP, as between a document's own sums

Body = dict[str, Any]


def bill_of(matter: Matter, provider: str, known: References, *, cost_center: str | None = None) -> Body:
    """A purchase bill.

    Args:
        matter: what was posted.
        provider: id of the supplier's contact.
        known: of the account.
        cost_center: id; None for none.

    Raises:
        UnmappableError: something has no counterpart in the account, or the sums would differ.
    """
    document = matter.document
    items, categories = [], []
    for line, account in zip(document.lines, matter.accounts, strict=True):
        item = known.item(line.description)
        entry = _entry(line, document, known)
        if item:
            items.append({"id": item, **entry})
        else:
            categories.append({"id": _category(account, known), **entry, "observations": line.description[:500]})
    _check_sums(document)
    return {
        "date": document.issue_date.isoformat(),
        "dueDate": (document.due_date or document.issue_date).isoformat(),
        "provider": {"id": provider},
        "numberTemplate": {"number": matter.number},
        "purchases": {name: lines for name, lines in (("items", items), ("categories", categories)) if lines},
        "observations": _observations(matter),
        **_retentions(matter.withheld, known),
        **({"costCenter": {"id": cost_center}} if cost_center else {}),
    }


def invoice_of(matter: Matter, client: str, known: References) -> Body:
    """A sales invoice. It is stamped already, where it was issued, so Alegra must not stamp it again.

    Raises:
        UnmappableError: a line is no item of the account, or the sums would differ.
    """
    document = matter.document
    _check_sums(document)
    return {
        "date": document.issue_date.isoformat(),
        "dueDate": (document.due_date or document.issue_date).isoformat(),
        "client": {"id": client},
        "numberTemplate": {"number": matter.number},
        "items": [{"id": _item(line, known), **_entry(line, document, known)} for line in document.lines],
        "status": "open",
        "stamp": {"generateStamp": False},
        "observations": _observations(matter),
        **_retentions(matter.withheld, known),
    }


def contact_of(matter: Matter) -> Body:
    """The supplier or the customer of a document.

    Raises:
        UnmappableError: the document names no tax number: nobody is made up.
    """
    other = matter.other
    if other.nit is None:
        raise UnmappableError("party_unknown", "The document gives no tax number of the other side.")
    kind = "provider" if matter.kind == "bill" else "client"
    return {"name": other.name or str(other.nit), "identification": other.nit.number, "type": kind}


def _entry(line: Line, document: Document, known: References) -> Body:
    taxes = [{"id": _tax(tax, known)} for tax in _taxes(line, document) if tax.amount or tax.rate]
    return {"price": cents(line.amount), "quantity": 1, **({"tax": taxes} if taxes else {})}


def _taxes(line: Line, document: Document) -> tuple[StatedTax, ...]:
    """The taxes of a line. Taxes stated only in sum are a line's if there is one line, or one rate on all of them."""
    if line.taxes or not document.taxes or any(other.taxes for other in document.lines):
        return line.taxes
    on_everything = all(abs(tax.base - sum_of(document.lines)) <= TOLERANCE for tax in document.taxes)
    if len(document.lines) > 1 and not on_everything:
        raise UnmappableError("tax_unassigned", "The document does not say which lines its taxes are on.")
    return document.taxes


def _tax(tax: StatedTax, known: References) -> str:
    found = known.tax(tax.scheme, tax.rate) if tax.rate is not None else None
    if found is None:
        raise UnmappableError("tax_missing", f"The account has no tax for DIAN's {tax.scheme} at {tax.rate} %.")
    return found


def _category(account: str, known: References) -> str:
    found = known.category(account)
    if found is None:
        raise UnmappableError("category_missing", f"The account has no category for the account {account}.")
    return found


def _item(line: Line, known: References) -> str:
    found = known.item(line.description)
    if found is None:
        raise UnmappableError("item_missing", f"The account has no item called {line.description[:100]!r}.")
    return found


def _retentions(withheld: tuple[Withheld, ...], known: References) -> Body:
    found = [{"id": _retention(one, known), "amount": cents(one.amount)} for one in withheld]
    return {"retentions": found} if found else {}


def _retention(one: Withheld, known: References) -> str:
    found = known.retention(one.tax, one.rate)
    if found is None:
        raise UnmappableError("retention_missing", f"The account has no retention for {one.tax} at {one.rate} %.")
    return found


def _check_sums(document: Document) -> None:
    """Refuse what Alegra would add up differently: it knows lines and their taxes, and nothing after them."""
    if document.allowances or document.charges:
        raise UnmappableError("sums_differ", "Allowances and charges after taxes have no place in Alegra.")
    total = sum(_amounts(document), ZERO)
    if abs(total - document.total) > TOLERANCE:
        raise UnmappableError("sums_differ", f"Alegra would make {cents(total)} of a total of {document.total}.")


def _amounts(document: Document) -> Iterator[Decimal]:
    for line in document.lines:
        yield line.amount
        for tax in _taxes(line, document):
            yield line.amount * (tax.rate or ZERO) / 100


def _observations(matter: Matter) -> str:
    cufe = f"\nCUFE {matter.document.cufe}" if matter.document.cufe else ""
    return f"{matter.mark}{cufe}"
