"""What is asked of Alegra: lists to their last page, contacts by their number, documents by number or mark."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from functions.finance.domain.alegra.errors import RefusedError
from functions.finance.domain.alegra.references import References
from tests.functions.finance.client.alegra.account import Account

ON = date(2026, 11, 20)


def contact(account: Account, identification: str = "800197268", **more: Any) -> str:
    body = {"name": "Aguas S.A.", "identification": identification, "type": "provider", **more}
    return account.client().create_contact(body).id


def bill(account: Account, provider: str, number: str, on: date = ON, mark: str = "somebody else") -> str:
    category = next(row["id"] for row in account.rows("categories") if row["code"] == "5135")
    line = {"id": category, "price": Decimal("203343.81"), "quantity": 1}
    body = {
        "date": on.isoformat(),
        "dueDate": on.isoformat(),
        "provider": {"id": provider},
        "numberTemplate": {"number": number},
        "purchases": {"categories": [line]},
        "observations": mark,
    }
    return account.client().create_document("bill", body)


def test_the_company_is_asked_for_with_its_user(account: Account) -> None:
    assert account.client().company()["name"] == "Hotel Brisa S.A.S."


def test_taxes_are_found_by_type_and_rate_and_differ_between_accounts(account: Account) -> None:
    known = References((*account.client().references("tax"), *account.client().references("retention")))
    other = References(tuple(Account(account.vendor).client().references("tax")))
    assert known.tax("01", Decimal(19)) != other.tax("01", Decimal(19))
    assert known.tax("01", Decimal(19)) != known.tax("01", Decimal(5))
    assert known.tax("04", Decimal(8)) is not None
    assert known.retention("reteica", Decimal("0.966")) != known.retention("renta", Decimal("2.5"))
    assert known.tax("01", Decimal(16)) is known.tax("22", Decimal(19)) is known.retention("renta", Decimal(9)) is None


def test_a_tax_that_is_switched_off_is_not_used(account: Account) -> None:
    iva = next(row["id"] for row in account.rows("taxes") if row["percentage"] == "19.00")
    account.change("taxes", iva, status="inactive")
    assert References(tuple(account.client().references("tax"))).tax("01", Decimal(19)) is None


def test_categories_are_found_by_the_account_or_the_one_above(account: Account) -> None:
    known = References(tuple(account.client().references("category")))
    assert known.category("513525") == known.category("5135") is not None
    assert known.category("2408") is None


def test_lists_are_read_to_the_last_page(account: Account) -> None:
    for number in range(61):
        contact(account, f"9{number:08}")
    assert len({one.key for one in account.client().references("contact")}) == 61


def test_a_contact_is_found_by_its_number_and_nothing_else(account: Account) -> None:
    assert account.client().find_contact("800197268") is None
    made = contact(account)
    contact(account, "80019726")
    found = account.client().find_contact("800197268-4")
    assert found is not None
    assert (found.id, found.active) == (made, True)


def test_of_two_contacts_the_active_one_is_taken(account: Account) -> None:
    old, new = contact(account), contact(account)
    account.change("contacts", old, status="inactive")
    found = account.client().find_contact("800197268")
    assert found is not None
    assert found.id == new


def test_a_bill_is_found_by_its_number_however_it_is_spelt(account: Account) -> None:
    mine, theirs = contact(account), contact(account, "860002964")
    for number in range(40):
        bill(account, mine, f"F{number}")
    bill(account, theirs, "SETP990")
    wanted = bill(account, mine, "setp-990")
    assert account.client().find_document("bill", mine, "SETP 990", "no mark", ON) == wanted
    assert account.client().find_document("bill", mine, "SETP991", "no mark", ON) is None


def test_a_bill_is_found_by_our_mark_also_without_its_number(account: Account) -> None:
    wanted = bill(account, contact(account), "1", mark="Astramech 01a\nCUFE 00")
    assert account.client().find_document("bill", "other", "2", "Astramech 01a", ON) == wanted


def test_older_bills_are_not_looked_through(account: Account) -> None:
    mine = contact(account)
    bill(account, mine, "F1", on=date(2026, 1, 1))
    assert account.client().find_document("bill", mine, "F1", "no mark", ON) is None


def test_amounts_arrive_as_they_were(account: Account) -> None:
    made = bill(account, contact(account), "F1")
    assert account.client().document("bill", made)["total"] == 203343.81


def test_a_document_that_is_not_there_is_a_refusal(account: Account) -> None:
    with pytest.raises(RefusedError) as refused:
        account.client().document("invoice", "999999")
    assert refused.value.status == 404
