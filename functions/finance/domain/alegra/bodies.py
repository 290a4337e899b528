"""Bills and invoices as Alegra takes them. Source: developer.alegra.com, ``POST /bills`` and ``POST /invoices``."""

from typing import Any

from functions.finance.domain.alegra.matter import Matter, UnmappableError, Withheld
from functions.finance.domain.alegra.parts import Part, parts_of
from functions.finance.domain.alegra.references import References
from functions.finance.domain.document import Line, StatedTax
from functions.finance.domain.money import cents

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
    for part in parts_of(document):
        item = known.item(part.line.description)
        entry = _entry(part, known)
        if item:
            items.append({"id": item, **entry})
        else:
            category = _category(matter.accounts[part.position], known)
            categories.append({"id": category, **entry, "observations": part.line.description[:500]})
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
    return {
        "date": document.issue_date.isoformat(),
        "dueDate": (document.due_date or document.issue_date).isoformat(),
        "client": {"id": client},
        "numberTemplate": {"number": matter.number},
        "items": [{"id": _item(part.line, known), **_entry(part, known)} for part in parts_of(document)],
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


def _entry(part: Part, known: References) -> Body:
    taxes = [{"id": _tax(tax, known)} for tax in part.taxes if tax.amount or tax.rate]
    return {"price": cents(part.amount), "quantity": 1, **({"tax": taxes} if taxes else {})}


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


def _observations(matter: Matter) -> str:
    cufe = f"\nCUFE {matter.document.cufe}" if matter.document.cufe else ""
    return f"{matter.mark}{cufe}"
