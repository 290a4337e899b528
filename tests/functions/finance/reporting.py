"""Asks for reports the way people and programs do."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from functions.finance.api.payments import book_payment
from functions.finance.api.reports import (
    report_aging,
    report_cash_flow,
    report_general_ledger,
    report_journal,
    report_taxes,
    report_trial_balance,
)
from shared.auth.caller import Caller
from shared.core.function import Function
from tests.functions.finance.desk import Desk
from tests.functions.finance.extracts import SUPPLIER, XML
from tests.lambdas import Reply, ask

REPORTS: dict[str, Function] = {
    "general-ledger": report_general_ledger,
    "trial-balance": report_trial_balance,
    "journal": report_journal,
    "aging": report_aging,
    "cash-flow": report_cash_flow,
    "taxes": report_taxes,
}


def send(name: str, by: Caller, **query: Any) -> Reply:
    text = "&".join(f"{key}={value}" for key, value in query.items() if value is not None)
    return ask(REPORTS[name], "GET", f"/finance/reports/{name}", query=text, caller=by)


def report(name: str, by: Caller, **query: Any) -> Any:
    reply = send(name, by, **query)
    assert reply.status == 200, reply.body
    return reply.json


def every_item(name: str, by: Caller, **query: Any) -> list[Any]:
    """The items of all pages."""
    page = report(name, by, limit=3, **query)
    items = list(page["items"])
    while page["next_cursor"]:
        page = report(name, by, limit=3, cursor=page["next_cursor"], **query)
        items += page["items"]
    return items


def total(values: Any) -> Decimal:
    return sum((Decimal(value) for value in values), Decimal(0))


def a_bill(desk: Desk) -> UUID:
    """Acceptance case 29, on another day: services of 150,000 with IVA; 172,500 are owed."""
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    return desk.process(XML.services())


def pay(by: Caller, bill: UUID, amount: str, *, means: str) -> str:
    body = {"invoice_id": str(bill), "amount": amount, "paid_on": "2025-11-05", "means": means}
    reply = ask(book_payment, "POST", "/finance/payments", body=body, caller=by)
    assert reply.status == 201, reply.body
    return str(reply.json["payment_id"])
