"""Reports over HTTP: what they say of a bill, its payment, and of nothing."""

from decimal import Decimal

import pytest

from functions.finance.api.payments import reverse_payment
from functions.finance.api.reports import list_reports
from functions.finance.domain.calendar import day_in_colombia
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from tests.functions.finance.desk import Desk
from tests.functions.finance.extracts import SUPPLIER, XML
from tests.functions.finance.reporting import REPORTS, a_bill, pay, report, send, total
from tests.lambdas import ask

TODAY = day_in_colombia(utc_now())


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")


@pytest.fixture
def ana(desk: Desk) -> Caller:
    return desk.person(Role.ADMIN)


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_period_answers_zeros_and_says_that_there_were_no_documents(ana: Caller, name: str) -> None:
    answer = report(name, ana, start_date="2025-01-01", end_date="2025-01-31")
    assert answer["documents"] == 0
    amounts = [value for key, value in answer.items() if key.startswith(("total", "net")) and value is not None]
    assert total(amounts) == 0
    assert answer.get("items", []) == answer.get("accounts", []) == []


@pytest.mark.parametrize("name", sorted(set(REPORTS) - {"aging"}))
def test_a_period_that_ends_before_it_begins_is_refused(ana: Caller, name: str) -> None:
    assert send(name, ana, start_date="2025-02-01", end_date="2025-01-31").status == 422


def test_an_account_stands_for_all_below_it(desk: Desk, ana: Caller) -> None:
    a_bill(desk)
    assert [one["account"] for one in report("trial-balance", ana, account_id="24")["accounts"]] == ["240805"]
    assert {one["account"] for one in report("general-ledger", ana, account_id="2")["items"]} == {
        "2205",
        "236525",
        "240805",
    }
    assert len(report("journal", ana, account_id="2365")["items"]) == 1
    assert report("journal", ana, account_id="1110")["items"] == []


def test_accounts_have_names_in_both_languages(desk: Desk, ana: Caller) -> None:
    a_bill(desk)
    names = {one["account"]: one["name"] for one in report("trial-balance", ana)["accounts"]}
    assert names["2205"] == {"es": "Proveedores nacionales", "en": "Suppliers"}


def test_aging_is_by_due_date_and_says_where_it_is_assumed(desk: Desk, ana: Caller) -> None:
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    desk.process(XML.services(number="FE-1", issued="2025-07-01", due="2025-07-31"))
    desk.process(XML.services("160000", "30400", "190400", number="FE-2", issued="2025-08-01"))
    on = {"end_date": "2025-09-15"}
    aging = report("aging", ana, **on)
    assert {name: Decimal(amount) for name, amount in aging["payables"]["aging"].items()} == {
        "current": Decimal(184000),
        "31_60": Decimal(172500),
        "61_90": 0,
        "over_90": 0,
    }
    assert [(item["number"], item["due_on"], item["due_assumed"], item["days_late"]) for item in aging["items"]] == [
        ("FE-1", "2025-07-31", False, 46),
        ("FE-2", "2025-08-31", True, 15),
    ]
    assert (aging["documents"], aging["due_assumed"], aging["items_left_out"]) == (2, 1, 0)
    assert Decimal(report("aging", ana, end_date="2025-06-30")["payables"]["total"]) == 0


def test_cash_flow_is_of_payments_and_equals_what_money_accounts_did(desk: Desk, ana: Caller) -> None:
    bill = a_bill(desk)
    kept = pay(ana, bill, "100000", means="bank")
    undone = pay(ana, bill, "50000", means="cash")
    assert ask(reverse_payment, "DELETE", f"/finance/payments/{undone}", caller=ana).status == 200
    assert kept
    for period in ({"end_date": "2025-12-31"}, {}, {"start_date": TODAY, "end_date": TODAY}):
        cash = report("cash-flow", ana, **period)
        money = report("trial-balance", ana, account_id="11", **period)
        assert Decimal(cash["net_cash_flow"]) == Decimal(money["difference"])
    assert [Decimal(cash["net_cash_flow"]), cash["undone_count"]] == [50_000, 1]
    whole = report("cash-flow", ana)
    assert [Decimal(whole["total_expenses"]), whole["expense_count"], whole["income_count"]] == [100_000, 2, 0]
    assert whole["months"][0] == {"month": "2025-11", "income": "0", "expenses": "150000.00", "net": "-150000.00"}
    assert Decimal(report("cash-flow", ana, account_id="1110")["total_expenses"]) == 100_000


def test_taxes_say_what_is_payable_and_what_was_withheld(desk: Desk, ana: Caller) -> None:
    a_bill(desk)
    taxes = report("taxes", ana)
    assert {name: Decimal(amount) for name, amount in taxes["vat"].items()} == {
        "charged": 0,
        "deductible": Decimal(28_500),
        "net": Decimal(-28_500),
    }
    assert [Decimal(taxes["withheld"][name]) for name in ("renta", "reteiva", "reteica", "total")] == [6000, 0, 0, 6000]
    assert [(one["account"], one["kind"]) for one in taxes["accounts"]] == [
        ("236525", "withheld"),
        ("240805", "vat_deductible"),
    ]


def test_what_was_made_is_on_record_once_with_its_totals(desk: Desk, ana: Caller) -> None:
    a_bill(desk)
    first = report("general-ledger", ana, limit=1)
    report("general-ledger", ana, limit=1, cursor=first["next_cursor"])
    report("trial-balance", ana, end_date="2025-12-31")
    made = ask(list_reports, "GET", "/finance/reports", caller=ana).json["items"]
    assert [(one["report_type"], one["created_by"]) for one in made] == [
        ("trial-balance", str(ana.id)),
        ("general-ledger", str(ana.id)),
    ]
    assert made[0]["totals"] == {"documents": 1, "total_debit": "178500.00", "total_credit": "178500.00"}
    assert (made[0]["end_date"], made[0]["parameters"]["format"]) == ("2025-12-31", "json")
