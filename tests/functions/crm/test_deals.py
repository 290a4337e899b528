"""Deals over HTTP, and closed by the sales that the finance agent posts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from functions.crm.api.deals import change_deal, create_deal, get_deal, list_deals
from functions.crm.events import on_invoice_processed
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.invocation import new_id
from tests.lambdas import LambdaContext, Reply, ask, caller_of, event_of
from tests.postgres import Database

NOBODY = "01a21344-2552-70d8-817a-64397413fc75"


@pytest.fixture
def customer(deployed: Database, admin: Caller) -> str:
    counterparty = new_id()
    with psycopg.connect(deployed.url()) as owner:
        row = "INSERT INTO counterparties (id, company_id, tax_id, name) VALUES (%s, %s, '860002964', 'Viajes Cóndor')"
        owner.execute(row, [counterparty, admin.company_id])
    return str(counterparty)


def register(caller: Caller, **changes: Any) -> Reply:
    body = {"name": "Convención de agosto", "amount": "357000.00", **changes}
    return ask(create_deal, "POST", "/crm/deals", body=body, caller=caller)


def change(caller: Caller, deal: str, **changes: Any) -> Reply:
    return ask(change_deal, "PATCH", f"/crm/deals/{deal}", body=changes, caller=caller)


def read(caller: Caller, deal: str) -> Any:
    return ask(get_deal, "GET", f"/crm/deals/{deal}", caller=caller).json


def bill(
    caller: Caller, customer: str | None, *, total: str = "357000.00", event: UUID | None = None, **data: Any
) -> str:
    """A posted sale is announced; the id of its invoice."""
    invoice = str(data.pop("invoice_id", new_id()))
    announced = {
        "invoice_id": invoice,
        "kind": "invoice",
        "direction": "sale",
        "counterparty_id": customer,
        "issued_on": "2026-11-20",
        "total": total,
        "withheld": "0",
        "automatic": True,
        **data,
    }
    on_invoice_processed(event_of("invoice.processed", announced, caller.company_id, event_id=event), LambdaContext())
    return invoice


def test_a_deal_is_registered_changed_and_listed(admin: Caller, customer: str) -> None:
    made = register(admin, counterparty_id=customer)
    assert (made.status, made.json["status"], made.json["amount"], made.json["currency"]) == (
        201,
        "open",
        "357000.00",
        "COP",
    )
    deal = made.json["deal_id"]
    won = change(admin, deal, status="won")
    assert (won.status, won.json["status"]) == (200, "won")
    assert won.json["closed_at"]
    assert change(admin, deal, status="open").json["closed_at"] is None
    register(admin, name="Otra", status="lost")
    listed = ask(list_deals, "GET", "/crm/deals", query="status=open", caller=admin).json["items"]
    assert [one["deal_id"] for one in listed] == [deal]
    assert change(admin, deal).json == read(admin, deal)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"currency": "pesos"}, "currency"),
        ({"status": "invoiced"}, "status"),
        ({"name": " "}, "name"),
        ({"lead_id": NOBODY}, "lead_id"),
        ({"counterparty_id": NOBODY}, "counterparty_id"),
    ],
    ids=str,
)
def test_a_deal_that_cannot_be_is_refused(admin: Caller, changes: dict[str, Any], field: str) -> None:
    reply = register(admin, **changes)
    assert (reply.status, [error["field"] for error in reply.json["errors"]]) == (422, [field])


def test_another_companys_deal_is_not_there(admin: Caller, new_company: Callable[[], UUID], customer: str) -> None:
    stranger = caller_of(new_company())
    deal = register(admin).json["deal_id"]
    assert change(stranger, deal, status="won").status == 404
    assert register(stranger, counterparty_id=customer).status == 422
    assert register(caller_of(admin.company_id, Role.VIEWER)).status == 403


def test_a_posted_sale_closes_the_won_deal_of_its_customer_once(admin: Caller, customer: str) -> None:
    deal = register(admin, counterparty_id=customer, status="won").json["deal_id"]
    event = new_id()
    invoice = str(new_id())
    for _ in range(3):
        bill(admin, customer, event=event, invoice_id=invoice)
    assert (read(admin, deal)["status"], read(admin, deal)["invoice_id"]) == ("invoiced", invoice)
    assert change(admin, deal, status="lost").status == 409


def test_one_invoice_closes_one_deal_also_when_it_is_announced_again(admin: Caller, customer: str) -> None:
    deals = [register(admin, counterparty_id=customer, status="won").json["deal_id"] for _ in range(2)]
    invoice = bill(admin, customer)
    bill(admin, customer, invoice_id=invoice)
    assert [read(admin, deal)["status"] for deal in deals] == ["invoiced", "won"]


def test_of_several_deals_the_one_with_the_amount_is_billed(admin: Caller, customer: str) -> None:
    other = register(admin, counterparty_id=customer, status="won", amount="1").json["deal_id"]
    dollars = register(admin, counterparty_id=customer, status="won", currency="USD").json["deal_id"]
    wanted = register(admin, counterparty_id=customer, status="won").json["deal_id"]
    bill(admin, customer)
    assert [read(admin, deal)["status"] for deal in (other, dollars, wanted)] == ["won", "won", "invoiced"]


def test_the_only_won_deal_is_billed_whatever_its_amount(admin: Caller, customer: str) -> None:
    deal = register(admin, counterparty_id=customer, status="won", amount="300000").json["deal_id"]
    bill(admin, customer)
    assert read(admin, deal)["status"] == "invoiced"


def test_where_it_is_not_certain_nothing_is_closed(admin: Caller, customer: str) -> None:
    deals = [register(admin, counterparty_id=customer, status="won", amount=str(n)).json["deal_id"] for n in (1, 2)]
    bill(admin, customer)
    assert [read(admin, deal)["status"] for deal in deals] == ["won", "won"]


@pytest.mark.parametrize("data", [{"direction": "purchase"}, {"kind": "credit_note"}, {"kind": "debit_note"}], ids=str)
def test_what_bills_no_sale_closes_nothing(admin: Caller, customer: str, data: dict[str, Any]) -> None:
    deal = register(admin, counterparty_id=customer, status="won").json["deal_id"]
    bill(admin, customer, **data)
    bill(admin, None)
    assert read(admin, deal)["status"] == "won"


def test_an_open_or_lost_deal_is_not_closed_by_an_invoice(admin: Caller, customer: str) -> None:
    deals = [register(admin, counterparty_id=customer, status=status).json["deal_id"] for status in ("open", "lost")]
    bill(admin, customer)
    assert [read(admin, deal)["status"] for deal in deals] == ["open", "lost"]
