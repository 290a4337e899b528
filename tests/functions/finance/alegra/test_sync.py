"""A posted document becomes one bill, with its taxes, retentions and accounts in the words of the company's account."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from functions.finance.api.alegra import sync_invoice_now
from functions.finance.api.invoices import get_invoice
from functions.finance.domain.document import Document, Kind, Party
from functions.finance.domain.nit import parse_nit
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.invocation import new_id
from tests.functions.finance.alegra.books import Books
from tests.functions.finance.builders import a_document, a_line, a_tax
from tests.functions.finance.client.alegra.account import TOKEN, Account
from tests.lambdas import Reply, ask, caller_of


def by_hand(caller: Caller, invoice_id: UUID) -> Reply:
    return ask(sync_invoice_now, "POST", f"/finance/invoices/{invoice_id}/sync", caller=caller)


def one_bill(account: Account) -> dict[str, Any]:
    [bill] = account.rows("bills")
    return bill


def named(account: Account, kind: str, identifier: str) -> str:
    row = next(row for row in account.rows(kind) if row["id"] == identifier)
    return str(row.get("code") or row["percentage"])


def test_a_bill_says_what_the_document_says(connected: Books, account: Account) -> None:
    invoice_id = connected.post()
    done = connected.sync(invoice_id)
    bill = one_bill(account)
    assert done == {
        "state": "synced",
        "alegra_id": bill["id"],
        "provider": "simulator",
        "code": None,
        "message": None,
    }
    assert connected.state(invoice_id) == "synced"
    assert (bill["date"], bill["dueDate"], bill["numberTemplate"]) == (
        "2025-06-01",
        "2025-07-01",
        {"number": "SETP990"},
    )
    assert (bill["total"], bill["balance"]) == (178500.0, 172500.0)
    assert (bill["provider"]["name"], bill["provider"]["identification"]) == ("Papelería del Centro SAS", "800197268")
    [line] = bill["purchases"]["categories"]
    assert (line["price"], line["quantity"]) == (150000.0, 1)
    assert named(account, "categories", line["id"]) == "5135"
    assert [named(account, "taxes", tax["id"]) for tax in line["tax"]] == ["19.00"]
    assert [(named(account, "retentions", one["id"]), one["amount"]) for one in bill["retentions"]] == [
        ("4.00", 6000.0)
    ]
    assert str(invoice_id) in bill["observations"]


def test_delivered_again_it_stays_one_bill(connected: Books, account: Account) -> None:
    invoice_id = connected.post()
    assert connected.sync(invoice_id) == connected.sync(invoice_id)
    assert len(account.rows("bills")) == 1


def test_a_bill_that_somebody_entered_by_hand_is_linked(connected: Books, account: Account) -> None:
    other = connected.post(a_document(a_line("1000"), number="OTHER-1"), withheld=False)
    connected.sync(other)
    invoice_id = connected.post()
    by_person = one_bill(account) | {"numberTemplate": {"number": "setp 990"}, "date": "2025-06-01"}
    body = {name: by_person[name] for name in ("date", "dueDate", "provider", "numberTemplate", "purchases")}
    made = account.client().create_document("bill", body)
    assert connected.sync(invoice_id)["alegra_id"] == made
    assert len(account.rows("bills")) == 2


def test_a_supplier_that_alegra_knows_is_not_created_again(connected: Books, account: Account) -> None:
    for number in range(3):
        connected.sync(connected.post(a_document(a_line("1000"), number=f"F-{number}"), withheld=False))
    assert len(account.rows("bills")) == 3
    assert len(account.rows("contacts")) == 1


def test_a_supplier_that_was_deleted_is_created_again(connected: Books, account: Account) -> None:
    connected.sync(connected.post(a_document(a_line("1000"), number="F-1"), withheld=False))
    account.forget("contacts", account.rows("contacts")[0]["id"])
    second = connected.post()
    assert connected.sync(second)["state"] == "synced"
    assert len(account.rows("contacts")) == 1


def test_a_tax_that_was_switched_off_waits_for_a_person_and_then_goes_in(
    connected: Books, account: Account, admin: Caller
) -> None:
    connected.sync(connected.post(a_document(a_line("1000", vat="19"), number="F-1"), withheld=False))
    iva = next(row["id"] for row in account.rows("taxes") if row["percentage"] == "19.00")
    account.change("taxes", iva, status="inactive")
    invoice_id = connected.post()
    done = connected.sync(invoice_id)
    assert (done["state"], done["code"]) == ("sync_failed", "tax_missing")
    assert connected.state(invoice_id) == "sync_failed"
    account.change("taxes", iva, status="active")
    assert by_hand(admin, invoice_id).json["state"] == "synced"
    assert connected.state(invoice_id) == "synced"


def test_a_switched_off_supplier_waits_for_a_person(connected: Books, account: Account) -> None:
    connected.sync(connected.post(a_document(a_line("1000"), number="F-1"), withheld=False))
    account.change("contacts", account.rows("contacts")[0]["id"], status="inactive")
    done = connected.sync(connected.post())
    assert (done["state"], done["code"]) == ("sync_failed", 2094)


def test_every_bill_goes_to_the_chosen_cost_center(books: Books, account: Account, admin: Caller) -> None:
    from functions.finance.api.alegra import connect_alegra  # noqa: PLC0415

    body = {"email": account.email, "token": TOKEN, "cost_center": "3"}
    ask(connect_alegra, "PUT", "/finance/alegra/connection", body=body, caller=admin)
    books.sync(books.post())
    assert one_bill(account)["costCenter"] == {"id": "3"}


def test_a_line_that_is_an_item_of_the_account_is_that_item(connected: Books, account: Account) -> None:
    item = account.client().http.post("/items", {"name": "Resma de papel"})["id"]
    line = a_line("1000", description="resma  DE papel")
    connected.sync(connected.post(a_document(line, a_line("500", description="Esferos")), withheld=False))
    bill = one_bill(account)
    assert [entry["id"] for entry in bill["purchases"]["items"]] == [item]
    assert [entry["observations"] for entry in bill["purchases"]["categories"]] == ["Esferos"]


def test_taxes_stated_in_sum_are_on_every_line_if_their_base_is(connected: Books, account: Account) -> None:
    document = a_document(a_line("1000"), a_line("500"), taxes=(a_tax("1500", "19"),))
    assert connected.sync(connected.post(document, withheld=False))["state"] == "synced"
    assert one_bill(account)["total"] == 1785.0


def test_taxes_stated_in_sum_are_on_the_lines_that_make_their_bases(connected: Books, account: Account) -> None:
    lines = (a_line("587000", description="Noches"), a_line("24000", description="Seguro"))
    connected.sync(connected.post(a_document(*lines, taxes=(a_tax("587000", "19"),)), withheld=False))
    bill = one_bill(account)
    assert bill["total"] == 722530.0
    taxed = {line["observations"]: len(line.get("tax", [])) for line in bill["purchases"]["categories"]}
    assert taxed == {"Noches": 1, "Seguro": 0}


def test_the_only_line_of_two_rates_becomes_two(connected: Books, account: Account) -> None:
    document = a_document(a_line("109800"), taxes=(a_tax("53600", "5"), a_tax("56200", "19")))
    connected.sync(connected.post(document, withheld=False))
    bill = one_bill(account)
    assert bill["total"] == 123158.0
    assert [line["price"] for line in bill["purchases"]["categories"]] == [53600.0, 56200.0]


@pytest.mark.parametrize(("scheme", "rate"), [("04", "8"), ("04", "4"), ("04", "16"), ("35", "20")])
def test_taxes_that_are_no_iva_are_those_of_the_account(
    connected: Books, account: Account, scheme: str, rate: str
) -> None:
    document = a_document(a_line("1000"), taxes=(a_tax("1000", rate, scheme=scheme),))
    assert connected.sync(connected.post(document, withheld=False))["state"] == "synced"
    [line] = one_bill(account)["purchases"]["categories"]
    assert [named(account, "taxes", tax["id"]) for tax in line["tax"]] == [f"{rate}.00"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (a_document(a_line("1000"), kind="credit_note"), "unsupported_kind"),
        (a_document(a_line("1000"), kind="debit_note"), "unsupported_kind"),
        (a_document(a_line("1000"), kind="payment_request"), "unsupported_kind"),
        (a_document(a_line("1000"), number=None), "number_missing"),
        (a_document(a_line("1000"), seller=Party("Sin NIT")), "party_unknown"),
        (a_document(a_line("1000", vat="16")), "tax_missing"),
        (a_document(a_line("1000"), taxes=(a_tax("1000", "15", scheme="35"),)), "tax_missing"),
        (a_document(a_line("1000"), a_line("1000"), taxes=(a_tax("1000", "19"),)), "tax_unassigned"),
        (a_document(a_line("1000"), charges=Decimal(100)), "sums_differ"),
        (a_document(a_line("1000", taxes=(a_tax("1000", "19", "150"),))), "sums_differ"),
        (a_document(a_line("1000", account="2408")), "category_missing"),
    ],
    ids=str,
)
def test_what_has_no_words_in_the_account_is_said_and_nothing_is_sent(
    connected: Books, account: Account, document: Document, code: str
) -> None:
    invoice_id = connected.post(document, withheld=False)
    done = connected.sync(invoice_id)
    assert (done["state"], done["code"]) == ("sync_failed", code)
    assert done["message"]
    assert connected.progress(invoice_id)["retry_at"] is None
    assert account.rows("bills") == []


def test_the_document_shows_why_it_is_not_in_alegra_and_where_it_is_once_it_is(connected: Books, admin: Caller) -> None:
    def shown(invoice_id: UUID) -> Any:
        return ask(get_invoice, "GET", f"/finance/invoices/{invoice_id}", caller=admin).json["alegra"]

    bill, note = connected.post(), connected.post(a_document(a_line("1000"), kind="credit_note"), withheld=False)
    assert shown(bill) is None
    there, refused = connected.sync(bill), connected.sync(note)
    assert shown(bill) == {"alegra_id": there["alegra_id"], "code": None, "message": None}
    assert shown(note) == {"alegra_id": None, "code": "unsupported_kind", "message": refused["message"]}


def test_a_foreign_currency_goes_in_as_pesos(connected: Books, account: Account) -> None:
    document = a_document(a_line("10"), currency="USD", exchange_rate=Decimal(4000))
    connected.sync(connected.post(document, withheld=False))
    assert one_bill(account)["total"] == 40000.0


def sale(**parts: Any) -> Document:
    buyer = Party("Viajes Cóndor SAS", parse_nit("860002964-4"))
    line = a_line("300000", vat="19", description="Noche doble")
    return a_document(line, direction="sale", buyer=buyer, number="HB-7", **parts)


def test_a_sale_becomes_an_invoice_of_items_without_a_stamp(connected: Books, account: Account) -> None:
    account.client().http.post("/items", {"name": "Noche doble"})
    invoice_id = connected.post(sale(), withheld=False)
    assert connected.sync(invoice_id)["state"] == "synced"
    [invoice] = account.rows("invoices")
    assert (invoice["total"], invoice["client"]["identification"]) == (357000.0, "860002964")
    assert (invoice["status"], invoice["stamp"]) == ("open", {"generateStamp": False})
    assert connected.progress(invoice_id)["kind"] == "invoice"


def test_a_sale_of_what_is_no_item_waits_for_a_person(connected: Books, account: Account) -> None:
    done = connected.sync(connected.post(sale(), withheld=False))
    assert (done["state"], done["code"]) == ("sync_failed", "item_missing")
    assert account.rows("invoices") == []


@pytest.mark.parametrize("kind", ["invoice", "pos_ticket", "utility_bill", "equivalent_document"])
def test_kinds_that_are_bills(connected: Books, kind: Kind) -> None:
    document = a_document(a_line("1000"), kind=kind)
    assert connected.sync(connected.post(document, withheld=False))["state"] == "synced"


def test_without_a_connection_the_flow_goes_on_and_a_person_is_told(books: Books, admin: Caller) -> None:
    invoice_id = books.post()
    assert books.sync(invoice_id)["state"] == "not_connected"
    assert books.state(invoice_id) == "posted"
    reply = by_hand(admin, invoice_id)
    assert (reply.status, reply.json["title"]) == (503, "Not configured")
    assert "PUT /finance/alegra/connection" in reply.json["detail"]


def test_only_what_is_in_the_books_goes_to_alegra(connected: Books, account: Account, admin: Caller) -> None:
    assert by_hand(admin, connected.post(status="needs_review")).status == 409
    assert by_hand(admin, connected.post(status="voided")).status == 409
    assert by_hand(admin, new_id()).status == 404
    assert by_hand(caller_of(connected.company, Role.VIEWER), connected.post()).status == 403
    assert account.rows("bills") == []


def test_a_document_of_years_ago_is_found_again(connected: Books, account: Account) -> None:
    old = connected.post(a_document(a_line("1000"), issue_date=date(2021, 1, 5), number="OLD-1"), withheld=False)
    connected.sync(old)
    bill = one_bill(account)
    body = {name: bill[name] for name in ("dueDate", "provider", "purchases")}
    for number in range(35):
        newer = {**body, "date": "2026-11-20", "numberTemplate": {"number": f"F-{number}"}}
        account.client().create_document("bill", newer)
    connected.change(old, "state = 'sending', alegra_id = NULL")
    assert connected.sync(old)["alegra_id"] == bill["id"]
