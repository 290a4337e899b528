"""A company says how its books are kept, over HTTP; what it says decides about the next document."""

from decimal import Decimal
from typing import Any

import pytest

from functions.finance.api.settings import get_chart, get_settings, replace_settings
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from tests.functions.finance.desk import PROFILE, Desk, pesos
from tests.functions.finance.extracts import OURS, SUPPLIER, XML
from tests.lambdas import Reply, ask

COMPLETE = {"nit": OURS, "profile": PROFILE, "performed_in": "11001"}


@pytest.fixture
def ana(desk: Desk) -> Caller:
    return desk.person(Role.ADMIN)


def put(by: Caller, **body: Any) -> Reply:
    return ask(replace_settings, "PUT", "/finance/settings", body=body, caller=by)


def show(by: Caller) -> Any:
    return ask(get_settings, "GET", "/finance/settings", caller=by).json


def message(reply: Reply) -> str:
    assert reply.status == 422, reply.body
    return " ".join(error["message"] for error in reply.json["errors"])


def test_what_is_kept_is_shown_with_what_is_missing(ana: Caller) -> None:
    assert put(ana, **COMPLETE, gates={"automatic": "200000"}).status == 200
    shown = show(ana)
    assert (shown["nit"], shown["performed_in"], shown["missing"]) == (f"{OURS}-5", "11001", [])
    assert (shown["profile"]["vat_responsible"], shown["profile"]["missing"]) == (True, [])
    assert {name: Decimal(limit) for name, limit in shown["gates"].items()} == {
        "automatic": 200_000,
        "one_approver": 10_000_000,
        "two_approvers": 50_000_000,
        "automatic_per_day": 50_000_000,
    }
    assert put(ana).json["missing"][:2] == ["nit", "profile.person_type"]


@pytest.mark.parametrize("nit", ["830099008", "830099008-5", "830.099.008-5", "NIT 830.099.008 - 5"])
def test_a_nit_is_kept_with_its_check_digit_however_it_is_written(ana: Caller, nit: str) -> None:
    assert put(ana, nit=nit).json["nit"] == "830099008-5"


@pytest.mark.parametrize(
    ("nit", "why"),
    [
        ("12345678-9", "check digit 9 is wrong: that of 12345678 is 8"),
        ("900123456-1", "is 8"),
        ("222222222222", "final consumer"),
        ("no number", "no NIT"),
    ],
)
def test_a_nit_that_cannot_be_is_refused_with_the_right_digit(ana: Caller, nit: str, why: str) -> None:
    assert why in message(put(ana, nit=nit))


@pytest.mark.parametrize(
    ("gates", "why"),
    [
        ({"automatic": "1000000.01"}, "at most 1000000"),
        ({"automatic_per_day": "60000000"}, "at most 50000000"),
        ({"one_approver": "500000"}, "must not fall"),
        ({"automatic": -1}, "greater than or equal to 0"),
    ],
)
def test_gates_are_tightened_never_raised(ana: Caller, gates: dict[str, Any], why: str) -> None:
    assert why in message(put(ana, gates=gates))


def test_a_tightened_gate_stops_the_next_document(desk: Desk, ana: Caller) -> None:
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    put(ana, **COMPLETE, gates={"automatic": "100000"})
    assert desk.state(desk.process(XML.services())) == "ready"


def test_an_account_of_its_own_plays_a_role_in_the_next_entry(desk: Desk, ana: Caller) -> None:
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    accounts = {"513595": {"es": "Mantenimiento", "en": "Maintenance"}}
    assert put(ana, **COMPLETE, roles={"services": "513595"}, accounts=accounts).json["accounts"] == accounts
    desk.process(XML.services())
    assert desk.books() == pesos(a513595="150000", a240805="28500", a236525="-6000", a2205="-172500")


@pytest.mark.parametrize(
    ("roles", "why"),
    [({"services": "999999"}, "not in the chart: ['999999']"), ({"no_such_role": "5135"}, "there is no role")],
)
def test_a_role_takes_an_account_that_there_is(ana: Caller, roles: dict[str, str], why: str) -> None:
    assert why in message(put(ana, roles=roles))


def test_the_chart_names_accounts_in_both_languages(ana: Caller) -> None:
    put(ana, roles={"suppliers": "220505"}, accounts={"220505": {"es": "Nacionales", "en": "National"}})
    chart = ask(get_chart, "GET", "/finance/chart", caller=ana).json
    accounts = {account["code"]: account for account in chart["accounts"]}
    assert accounts["5135"]["name"] == {"es": "Servicios", "en": "Services"}
    assert [code for code, account in accounts.items() if account["own"]] == ["220505"]
    assert [role for role in chart["roles"] if role["own"]] == [{"role": "suppliers", "account": "220505", "own": True}]
    services = next(concept for concept in chart["concepts"] if concept["id"] == "servicios_generales")
    assert (services["cost"], services["withheld"], services["name"]["es"]) == ("5135", "236525", "Servicios generales")


def test_only_an_admin_changes_settings(desk: Desk) -> None:
    assert put(desk.person(Role.USER), **COMPLETE).status == 403
