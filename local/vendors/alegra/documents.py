"""Bills, invoices and payments: what Alegra checks, and what it makes of them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from local.vendors.alegra.accounts import Account, Row, amount
from local.vendors.alegra.errors import (
    LINE_NOT_FOUND,
    NO_ITEMS,
    NUMBER_TEMPLATE,
    PLAN_LIMIT,
    PROVIDER_DISABLED,
    PROVIDER_NOT_FOUND,
    READ_ONLY_PLAN,
    RETENTION_NOT_FOUND,
    TAX_INACTIVE,
    TAX_NOT_A_LIST,
    TAX_NOT_FOUND,
    Refused,
    invalid,
)

NEVER_SENT = ("id", "status", "total", "totalPaid", "balance", "payments")
CENT = Decimal("0.01")


def may_write(account: Account) -> None:
    """Refuse what the plan does not allow.

    Raises:
        Refused: the plan's limit is reached, or it allows reading only.
    """
    if account.plan == "full":
        raise Refused(403, "Se alcanzó el límite del plan", PLAN_LIMIT)
    if account.plan == "read-only":
        raise Refused(403, "El plan es de solo lectura", READ_ONLY_PLAN)


def new_bill(account: Account, body: dict[str, Any]) -> Row:
    """A purchase bill.

    Raises:
        Refused: with Alegra's number.
    """
    if found := [name for name in (*NEVER_SENT, "idCostCenter") if name in body]:
        raise invalid(f"Estos campos no se pueden enviar: {', '.join(found)}")
    _dated(body)
    provider = _party(account, body.get("provider"))
    purchases = body.get("purchases") or {}
    lines = [*purchases.get("items", []), *purchases.get("categories", [])]
    if not lines:
        raise invalid("La factura no tiene ítems ni categorías", NO_ITEMS)
    for kind in ("items", "categories"):
        for line in purchases.get(kind, []):
            _known(account, kind, line)
    if "numberTemplate" in body and not (body["numberTemplate"] or {}).get("number"):
        raise invalid("La numeración no es válida", NUMBER_TEMPLATE)
    return _booked(account, "bills", {**body, "provider": _shown(provider)}, lines)


def new_invoice(account: Account, body: dict[str, Any]) -> Row:
    """A sales invoice.

    Raises:
        Refused: with Alegra's number where there is one.
    """
    _dated(body)
    client = _party(account, body.get("client"))
    if not body.get("items"):
        raise invalid("La factura no tiene ítems", NO_ITEMS)
    if body.get("status", "draft") not in {"draft", "open"}:
        raise invalid("El estado es draft u open")
    for line in body["items"]:
        _known(account, "items", line)
    kept = {"status": "draft", **body, "client": _shown(client)}
    return _booked(account, "invoices", kept, body["items"])


def new_payment(account: Account, body: dict[str, Any]) -> Row:
    """A payment of bills, which lowers their balances.

    Raises:
        Refused: it pays nothing, or a bill that there is not.
    """
    if not body.get("date") or not body.get("bills"):
        raise invalid("El pago necesita fecha y facturas")
    found = [(account.find("bills", one.get("id")), amount(one.get("amount"))) for one in body["bills"]]
    for bill, paid in found:
        if bill is None or not 0 < paid <= amount(bill["balance"]):
            raise invalid("El pago no corresponde a la factura")
    for bill, paid in found:
        if bill:
            bill["balance"] = float(amount(bill["balance"]) - paid)
            bill["totalPaid"] = float(amount(bill["totalPaid"]) + paid)
    return account.add("payments", {**body, "status": "open", "type": "out"})


def new_contact(account: Account, body: dict[str, Any]) -> Row:
    """A client or a provider.

    Raises:
        Refused: it has no name, or is neither.
    """
    kinds = body.get("type") or []
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not body.get("name"):
        raise invalid("El nombre es obligatorio")
    if not set(kinds) <= {"client", "provider"}:
        raise invalid("El tipo es client o provider")
    return account.add("contacts", {**body, "type": kinds, "status": "active"})


def new_item(account: Account, body: dict[str, Any]) -> Row:
    """A product or a service.

    Raises:
        Refused: it has no name.
    """
    if not body.get("name"):
        raise invalid("El nombre es obligatorio")
    return account.add("items", {**body, "status": "active"})


def _dated(body: dict[str, Any]) -> None:
    for name in ("date", "dueDate"):
        try:
            date.fromisoformat(str(body.get(name)))
        except ValueError:
            raise invalid(f"{name} es obligatorio y es una fecha") from None


def _party(account: Account, party: object) -> Row:
    identifier = party.get("id") if isinstance(party, dict) else party
    found = account.find("contacts", identifier)
    if found is None:
        raise invalid("El contacto no existe", PROVIDER_NOT_FOUND)
    if found["status"] != "active":
        raise invalid("El contacto está inactivo", PROVIDER_DISABLED)
    return found


def _known(account: Account, kind: str, line: dict[str, Any]) -> None:
    if account.find(kind, line.get("id")) is None:
        raise invalid(f"{kind}: {line.get('id')} no existe", LINE_NOT_FOUND)
    if amount(line.get("quantity")) <= 0 or amount(line.get("price", -1)) < 0:
        raise invalid("La cantidad y el precio son números positivos")
    taxes = line.get("tax", [])
    if not isinstance(taxes, list) or not all(isinstance(tax, dict) for tax in taxes):
        raise invalid("tax es una lista de {id}", TAX_NOT_A_LIST)
    for tax in taxes:
        found = account.find("taxes", tax.get("id"))
        if found is None:
            raise invalid("El impuesto no existe", TAX_NOT_FOUND)
        if found["status"] != "active":
            raise invalid("El impuesto está inactivo", TAX_INACTIVE)


def _booked(account: Account, kind: str, body: dict[str, Any], lines: list[dict[str, Any]]) -> Row:
    withheld = [amount(one.get("amount")) for one in body.get("retentions", [])]
    for one in body.get("retentions", []):
        if account.find("retentions", one.get("id")) is None:
            raise invalid("La retención no existe", RETENTION_NOT_FOUND)
    total = float(sum(_amounts(account, lines), Decimal(0)).quantize(CENT))
    balance = float((Decimal(str(total)) - sum(withheld, Decimal(0))).quantize(CENT))
    return account.add(kind, {"status": "open", **body, "total": total, "totalPaid": 0.0, "balance": balance})


def _amounts(account: Account, lines: list[dict[str, Any]]) -> Iterator[Decimal]:
    for line in lines:
        net = amount(line["price"]) * amount(line["quantity"])
        rates = [amount((account.find("taxes", tax["id"]) or {}).get("percentage")) for tax in line.get("tax", [])]
        yield net + sum((net * rate / 100 for rate in rates), Decimal(0))


def _shown(contact: Row) -> Row:
    return {name: contact.get(name) for name in ("id", "name", "identification")}
