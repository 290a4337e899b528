"""What an account calls its taxes, retentions, categories, items and contacts: ids differ from account to account."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from functions.finance.domain.money import exact

ReferenceKind = Literal["tax", "retention", "category", "item", "contact"]

RESOURCES: dict[ReferenceKind, str] = {
    "contact": "contacts",
    "tax": "taxes",
    "retention": "retentions",
    "category": "categories",
    "item": "items",
}
"""Where Alegra lists each kind."""

TAX_TYPES = {"01": frozenset({"IVA"}), "04": frozenset({"ICO", "INC"}), "35": frozenset({"ICUI"})}
"""DIAN's code of a tax in percent, and what Alegra calls its type."""

RETENTION_TYPES = {"renta": "FUENTE", "reteiva": "IVA", "reteica": "ICA"}


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One row of an account.

    Attributes:
        id: opaque.
        key: by which it is found: identification of a contact, code of a category, type of a tax or retention.
        percentage: of a tax or a retention.
    """

    kind: ReferenceKind
    id: str
    name: str
    key: str = ""
    percentage: Decimal | None = None
    active: bool = True


@dataclass(frozen=True)
class References:
    """What is known of an account."""

    rows: tuple[Reference, ...] = ()

    def tax(self, scheme: str, rate: Decimal) -> str | None:
        """The id of a tax by DIAN's code and the rate in percent."""
        types = TAX_TYPES.get(scheme, frozenset[str]())
        return _first(row for row in self._of("tax") if row.key in types and row.percentage == rate)

    def retention(self, tax: str, rate: Decimal) -> str | None:
        """The id of a retention by our name of the tax and the rate in percent."""
        kind = RETENTION_TYPES.get(tax)
        return _first(row for row in self._of("retention") if row.key == kind and row.percentage == rate)

    def category(self, account: str) -> str | None:
        """The id of the category of an account of the PUC; of the account above it where it has none of its own."""
        codes = {row.key: row.id for row in self._of("category") if row.key}
        return next((codes[account[:end]] for end in range(len(account), 3, -1) if account[:end] in codes), None)

    def item(self, description: str) -> str | None:
        """The id of the item that is called so."""
        wanted = _plain(description)
        return _first(row for row in self._of("item") if wanted and wanted in {_plain(row.name), _plain(row.key)})

    def _of(self, kind: ReferenceKind) -> Iterable[Reference]:
        return (row for row in self.rows if row.kind == kind and row.active)


def reference_of(kind: ReferenceKind, row: dict[str, Any]) -> Reference:
    """A row as Alegra lists it.

    Raises:
        ValueError: it has no id, or a percentage that is no number.
    """
    if not row.get("id"):
        raise ValueError("a row without an id")
    percentage = row.get("percentage") if kind in {"tax", "retention"} else None
    return Reference(
        kind=kind,
        id=str(row["id"]),
        name=str(row.get("name") or ""),
        key=_key(kind, row),
        percentage=None if percentage in {None, ""} else exact(str(percentage)),
        active=row.get("status", "active") == "active",
    )


def digits(identification: str) -> str:
    """A tax number by which contacts are compared: without points and check digit."""
    return "".join(one for one in identification.partition("-")[0] if one.isdigit())


def _key(kind: ReferenceKind, row: dict[str, Any]) -> str:
    match kind:
        case "contact":
            named = row.get("identificationObject") or {}
            return digits(str(named.get("number") or row.get("identification") or ""))
        case "tax" | "retention":
            return str(row.get("type") or "").upper()
        case "category":
            return str(row.get("code") or "")
        case "item":
            reference = row.get("reference") or ""
            return str(reference.get("reference", "") if isinstance(reference, dict) else reference)


def _first(rows: Iterable[Reference]) -> str | None:
    """Of several that say the same, the oldest, so that the answer stays the same."""
    return min((row.id for row in rows), key=lambda identifier: (len(identifier), identifier), default=None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
