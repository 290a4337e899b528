"""Payments over HTTP: booked once, never more than is owed, undone by another entry."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from functions.finance.api.payments import book_payment, get_payment, list_payments, reverse_payment
from functions.finance.domain.calendar import day_in_colombia
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.functions.finance.desk import PROFILE, Desk, pesos
from tests.functions.finance.extracts import OUR_DV, OURS, SUPPLIER, XML
from tests.lambdas import Reply, ask
from tests.stage import Stage

TODAY = day_in_colombia(utc_now())


@pytest.fixture
def ana(desk: Desk) -> Caller:
    return desk.person()


@pytest.fixture
def bill(desk: Desk) -> UUID:
    """A posted bill of which 172,500 are owed after its withholding."""
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    return desk.process(XML.services())


def pay(by: Caller, amount: str, **parts: Any) -> Reply:
    body = {"amount": amount, "paid_on": "2025-11-05", "means": "bank"} | parts
    headers = {"idempotency-key": body.pop("key")} if "key" in body else {}
    return ask(book_payment, "POST", "/finance/payments", body=body, caller=by, headers=headers)


def undo(by: Caller, payment_id: str | UUID) -> Reply:
    return ask(reverse_payment, "DELETE", f"/finance/payments/{payment_id}", caller=by)


def pages(by: Caller, query: str = "") -> Any:
    return ask(list_payments, "GET", "/finance/payments", query=query, caller=by).json


def test_a_bill_is_paid_in_parts_until_nothing_is_owed(desk: Desk, ana: Caller, bill: UUID) -> None:
    first = pay(ana, "100000", invoice_id=str(bill))
    assert (first.status, Decimal(first.json["still_owed"]), first.json["party"]) == (201, Decimal(72_500), SUPPLIER)
    second = pay(ana, "72500", invoice_id=str(bill), means="cash")
    assert Decimal(second.json["still_owed"]) == 0
    assert desk.books() == pesos(a5135="150000", a240805="28500", a236525="-6000", a1110="-100000", a1105="-72500")


def test_more_than_is_owed_is_refused_with_what_is(desk: Desk, ana: Caller, bill: UUID) -> None:
    refused = pay(ana, "172500.01", invoice_id=str(bill))
    assert (refused.status, refused.json["code"], Decimal(refused.json["owed"])) == (
        409,
        "more_than_owed",
        Decimal(172_500),
    )
    assert (desk.count("payments"), desk.entries()) == (0, 1)


def test_what_exceeds_the_debt_becomes_an_advance_where_that_is_said(desk: Desk, ana: Caller, bill: UUID) -> None:
    paid = pay(ana, "200000", invoice_id=str(bill), advance=True).json
    assert [Decimal(paid[name]) for name in ("settled", "advance", "still_owed")] == [172_500, 27_500, 0]
    balances = desk.books()
    assert (balances["1330"], balances["1110"]) == (Decimal(27_500), Decimal(-200_000))
    assert "2205" not in balances


def test_an_advance_to_a_supplier_without_a_bill(desk: Desk, ana: Caller) -> None:
    draft = {"direction": "purchase", "party": "800197268-4"}
    assert pay(ana, "50000", **draft).status == 409
    assert pay(ana, "50000", **draft, advance=True).status == 201
    assert desk.books() == pesos(a1330="50000", a1110="-50000")


def test_a_party_is_paid_without_naming_its_bills(ana: Caller, bill: UUID) -> None:
    paid = pay(ana, "100000", direction="purchase", party="800197268-4")
    assert (paid.status, Decimal(paid.json["still_owed"])) == (201, Decimal(72_500))
    assert Decimal(pay(ana, "100000", invoice_id=str(bill)).json["owed"]) == 72_500


def test_a_customer_pays_a_sale(desk: Desk, ana: Caller) -> None:
    customer = XML.party("900000009", "0", "Cliente SAS", responsibilities=("R-99-PN",))
    desk.remembers("900000009", {"concept": "servicios_generales"}, PROFILE)
    seller = XML.party(OURS, OUR_DV, "Hotel Brisa SAS")
    sale = desk.process(XML.services("90000", "17100", "107100", seller=seller, buyer=customer))
    assert (desk.state(sale), desk.reasons(sale)) == ("posted", set())
    assert pay(ana, "107100", invoice_id=str(sale), direction="sale").status == 201
    assert (desk.books().get("1305"), desk.books()["1110"]) == (None, Decimal(107_100))


def test_an_undone_payment_is_owed_again_and_undone_once(desk: Desk, ana: Caller, bill: UUID) -> None:
    payment = pay(ana, "172500", invoice_id=str(bill)).json["payment_id"]
    first = undo(ana, payment)
    assert (first.status, first.json["reversed_on"]) == (200, str(TODAY))
    assert undo(ana, payment).json == first.json
    assert desk.entries() == 3
    assert desk.books()["2205"] == -172_500
    assert pay(ana, "172500", invoice_id=str(bill)).status == 201


def test_ten_payments_at_once_pay_the_bill_once(desk: Desk, ana: Caller, bill: UUID) -> None:
    def pay_it(_: int) -> int:
        with closing(asyncio.new_event_loop()) as loop:
            asyncio.set_event_loop(loop)
            return pay(ana, "172500", invoice_id=str(bill)).status

    with ThreadPoolExecutor(10) as crowd:
        statuses = list(crowd.map(pay_it, range(10)))
    assert sorted(statuses) == [201, *[409] * 9]
    assert desk.count("payments") == 1


def test_the_same_key_pays_once(stage: Stage, desk: Desk, ana: Caller, bill: UUID) -> None:
    assert stage
    first, second = (pay(ana, "1000", invoice_id=str(bill), key="pay-1") for _ in range(2))
    assert (first.status, second.json) == (201, first.json)
    assert desk.count("payments") == 1
    assert pay(ana, "2000", invoice_id=str(bill), key="pay-1").status == 422


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"paid_on": str(TODAY + timedelta(days=2))}, "paid_on"),
        ({"direction": "sale"}, "direction"),
        ({"party": "900000009-0"}, "party"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"means": "barter"}, "means"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(ana: Caller, bill: UUID, parts: dict[str, str], field: str) -> None:
    refused = pay(ana, **({"amount": "1000", "invoice_id": str(bill)} | parts))
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, [field])


def test_only_what_is_in_the_books_is_paid(desk: Desk, ana: Caller, bill: UUID) -> None:
    waiting = desk.process(XML.services("2000000", "380000", "2380000", number="FE-2", issued="2025-11-20"))
    assert pay(ana, "1000", invoice_id=str(waiting)).json["state"] == "ready"
    desk.void(bill, ana)
    assert pay(ana, "1000", invoice_id=str(bill)).status == 409
    assert pay(ana, "1000", invoice_id=str(new_id())).status == 404
    assert pay(ana, "1000").status == 422


def test_payments_are_listed_and_found(desk: Desk, ana: Caller, bill: UUID) -> None:
    ids = [pay(ana, "1000", invoice_id=str(bill), paid_on=f"2025-11-0{day}").json["payment_id"] for day in (3, 4, 5)]
    first = pages(ana, "limit=2")
    assert [one["payment_id"] for one in first["items"]] == [ids[2], ids[1]]
    assert [one["payment_id"] for one in pages(ana, f"limit=2&cursor={first['next_cursor']}")["items"]] == [ids[0]]
    assert (
        len(pages(ana, f"invoice_id={bill}&direction=purchase&paid_from=2025-11-04&paid_to=2025-11-04")["items"]) == 1
    )
    assert pages(ana, "direction=sale")["items"] == []
    shown = ask(get_payment, "GET", f"/finance/payments/{ids[0]}", caller=ana).json
    assert (shown["memo"], shown["means"], shown["reversed_by"]) == (None, "bank", None)
    assert undo(ana, new_id()).status == 404
    assert ask(book_payment, "POST", "/finance/payments", body={}, caller=desk.person(Role.VIEWER)).status == 403
