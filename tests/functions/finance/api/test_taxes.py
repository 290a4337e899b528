"""Taxes over HTTP: what is withheld, by which rules, who confirmed them, and what is not checked."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from functions.finance.api.taxes import (
    calculate_taxes,
    check_compliance,
    confirm_tax_rule,
    list_tax_rules,
    withdraw_tax_rule,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from tests.functions.finance.bookings import book
from tests.functions.finance.builders import BOGOTA, MEDELLIN
from tests.functions.finance.desk import PROFILE, Desk
from tests.functions.finance.extracts import SUPPLIER, XML
from tests.lambdas import Reply, ask, caller_of

LEGAL = {"person_type": "legal", "responsibilities": [], "vat_responsible": True, "resident": True}
PERSON = LEGAL | {"person_type": "natural", "files_income_tax": False}
BUYER = LEGAL | {"withholds_ica_in": []}
BIG_BUYER = BUYER | {"responsibilities": ["O-13"]}

GOODS, SERVICES, FEES = "compras_generales", "servicios_generales", "honorarios_y_comisiones"


@pytest.fixture
def ana(desk: Desk) -> Caller:
    return desk.person(Role.ADMIN)


def calculate(by: Caller, *lines: tuple[str, str, str], on: str, **parts: Any) -> Any:
    """What is answered about lines of (concept, base, IVA)."""
    body = {
        "lines": [{"concept": concept, "base": base, "vat": vat} for concept, base, vat in lines],
        "issue_date": on,
        "supplier": LEGAL,
        "buyer": BUYER,
    }
    reply = ask(calculate_taxes, "POST", "/finance/tax/calculate", body=body | parts, caller=by)
    assert reply.status == 200, reply.body
    return reply.json


def rules(by: Caller, query: str = "") -> Any:
    return ask(list_tax_rules, "GET", "/finance/tax/rules", query=query, caller=by).json


def confirm(by: Caller, rule_id: str) -> Reply:
    return ask(confirm_tax_rule, "POST", f"/finance/tax/rules/{rule_id}/confirm", caller=by)


def compliance(by: Caller) -> Any:
    return ask(check_compliance, "GET", "/finance/tax/compliance", caller=by).json


def attention(by: Caller) -> dict[str, list[str]]:
    return {check["name"]: check["found"] for check in compliance(by)["checks"] if check["attention"]}


def codes(findings: Iterable[dict[str, Any]]) -> set[str]:
    return {finding["code"] for finding in findings}


@pytest.mark.parametrize(
    ("concept", "base", "on", "supplier", "withheld"),
    [
        (GOODS, "600000", "2025-05-31", LEGAL, "0"),
        (GOODS, "600000", "2025-06-01", LEGAL, "15000"),
        (SERVICES, "150000", "2025-05-31", LEGAL, "0"),
        (SERVICES, "150000", "2025-06-01", LEGAL, "6000"),
        (SERVICES, "150000", "2025-06-01", PERSON, "9000"),
        (GOODS, "498000", "2025-09-10", LEGAL, "12450"),
        (GOODS, "497989", "2025-09-10", LEGAL, "0"),
        (SERVICES, "150000", "2026-05-07", LEGAL, "6000"),
        (SERVICES, "150000", "2026-05-08", LEGAL, "0"),
        (SERVICES, "150000", "2026-06-30", LEGAL, "0"),
        (SERVICES, "150000", "2026-07-01", LEGAL, "6000"),
        (GOODS, "524000", "2026-08-03", LEGAL, "13100"),
        (SERVICES, "100000", "2025-12-31", LEGAL, "4000"),
        (SERVICES, "100000", "2026-01-02", LEGAL, "0"),
        (FEES, "50000", "2025-10-10", LEGAL, "5500"),
        (FEES, "50000", "2025-10-10", PERSON, "5000"),
        ("arrendamiento_inmuebles", "500000", "2025-05-20", LEGAL, "0"),
        ("arrendamiento_inmuebles", "500000", "2025-07-10", LEGAL, "17500"),
        ("hoteles_y_restaurantes", "120000", "2025-08-01", LEGAL, "4200"),
    ],
)
def test_income_tax_is_withheld_by_the_rules_of_the_day(
    *, ana: Caller, concept: str, base: str, on: str, supplier: dict[str, Any], withheld: str
) -> None:
    answer = calculate(ana, (concept, base, "0"), on=on, supplier=supplier)
    assert answer["decided"] is True
    assert Decimal(answer["withheld"]["renta"]) == Decimal(answer["withheld"]["total"]) == Decimal(withheld)
    assert Decimal(answer["net_payable"]) == Decimal(base) - Decimal(withheld)


@pytest.mark.parametrize(("base", "on"), [("497999", "2025-09-10"), ("523999", "2026-08-03")])
def test_where_rounding_the_threshold_decides_a_person_looks(ana: Caller, base: str, on: str) -> None:
    answer = calculate(ana, (GOODS, base, "0"), on=on)
    assert Decimal(answer["withheld"]["renta"]) == 0
    assert "threshold_band" in codes(answer["findings"])
    assert answer["automatic"] is False


def test_a_day_without_uvt_is_not_computed(ana: Caller) -> None:
    answer = calculate(ana, (GOODS, "600000", "0"), on="2027-01-10")
    assert (answer["decided"], answer["uvt"], answer["withheld"], answer["net_payable"]) == (False, None, None, None)
    assert answer["rules"] == []
    assert codes(answer["findings"]) == {"uvt_missing"}
    on_that_day = rules(ana, "on=2027-01-10")
    assert (on_that_day["rules"], on_that_day["uvt"]) == ([], None)
    assert codes(on_that_day["findings"]) == {"uvt_missing"}


@pytest.mark.parametrize("responsibility", ["O-15", "O-47"])
def test_from_who_withholds_itself_only_iva_is_withheld(ana: Caller, responsibility: str) -> None:
    supplier = LEGAL | {"responsibilities": [responsibility]}
    answer = calculate(
        ana, (SERVICES, "1000000", "190000"), on="2025-10-01", supplier=supplier, buyer=BIG_BUYER, performed_in=BOGOTA
    )
    assert [Decimal(answer["withheld"][tax]) for tax in ("renta", "reteiva", "reteica")] == [0, 28500, 0]


def test_fees_in_medellin_show_every_rule_with_its_norm(ana: Caller) -> None:
    buyer = BIG_BUYER | {"withholds_ica_in": [MEDELLIN]}
    answer = calculate(
        ana, (FEES, "3000000", "570000"), on="2025-10-10", buyer=buyer, performed_in=MEDELLIN, supplier=LEGAL
    )
    amounts = {rule["tax"]: Decimal(rule["amount"]) for rule in answer["rules"]}
    assert amounts == {"renta": 330_000, "reteiva": 85_500, "reteica": 5_400}
    assert Decimal(answer["net_payable"]) == Decimal(3149100)
    assert all(rule["norma"] and rule["source"] and rule["confidence"] for rule in answer["rules"])
    assert "11 %" in answer["rules"][0]["text"]["es"]
    assert Decimal(answer["uvt"]) == 49_799


@pytest.mark.parametrize(
    ("activity", "withheld"),
    [("profesiones_liberales", "22980"), ("consultoria_y_construccion", "25980"), ("otros_servicios", "28980")],
)
def test_ica_in_bogota_is_withheld_by_the_suppliers_activity(ana: Caller, activity: str, withheld: str) -> None:
    buyer, supplier = BUYER | {"withholds_ica_in": [BOGOTA]}, LEGAL | {"ica_activity": activity}
    answer = calculate(
        ana, (FEES, "3000000", "0"), on="2025-10-10", buyer=buyer, supplier=supplier, performed_in=BOGOTA
    )
    assert Decimal(answer["withheld"]["reteica"]) == Decimal(withheld)


def test_what_is_not_known_of_a_supplier_is_named_not_assumed(ana: Caller) -> None:
    answer = calculate(ana, (SERVICES, "150000", "0"), on="2025-06-01", supplier=None)
    assert (answer["decided"], answer["net_payable"]) == (False, None)
    assert "attribute_missing" in codes(answer["findings"])
    assert "supplier.resident" in {finding["field"] for finding in answer["findings"]}


def test_a_counterparty_and_the_companys_settings_stand_in_for_profiles(desk: Desk, ana: Caller) -> None:
    desk.remembers(SUPPLIER, {}, LEGAL)
    with desk.owner() as owner:
        row = owner.execute("SELECT id FROM counterparties WHERE company_id = %s", [desk.company_id]).fetchone()
    assert row
    known = {"counterparty_id": str(row["id"]), "supplier": None, "buyer": None}
    answer = calculate(ana, (SERVICES, "150000", "28500"), on="2025-06-01", **known)
    assert Decimal(answer["net_payable"]) == Decimal(172500)
    changed = known | {"supplier": {"responsibilities": ["O-15"]}}
    assert Decimal(calculate(ana, (SERVICES, "150000", "28500"), on="2025-06-01", **changed)["withheld"]["renta"]) == 0


def test_iva_is_computed_from_a_category_and_refused_without_either(ana: Caller) -> None:
    line = {"concept": SERVICES, "base": "150000", "vat_category": "general"}
    assert calculate(ana, on="2025-06-01", lines=[line])["total"] == "178500.00"
    body = {"lines": [{"base": "1"}], "issue_date": "2025-06-01"}
    assert ask(calculate_taxes, "POST", "/finance/tax/calculate", body=body, caller=ana).status == 422


def test_the_rules_of_a_day_have_their_sources(ana: Caller) -> None:
    found = rules(ana, "on=2026-05-08")
    services = next(rule for rule in found["rules"] if rule["id"] == "renta.servicios_generales.declarante.W3")
    assert (services["rate"], services["decides"]) == ("4 %", "once_confirmed")
    assert Decimal(services["threshold"]) == 209_000
    assert services["subject_name"] == {"es": "Servicios generales", "en": "Services"}
    assert all(rule["norma"] and rule["source"] for rule in found["rules"])
    assert {rule["tax"] for rule in rules(ana, "on=2026-05-08&tax=reteica")["rules"]} == {"reteica"}
    assert found["established_until"] == "2026-12-31"


def test_a_confirmed_rule_decides_alone_until_the_confirmation_is_withdrawn(ana: Caller) -> None:
    rule_id = "renta.servicios_generales.declarante.W4"
    asked = {"on": "2026-08-03"}
    assert codes(calculate(ana, (SERVICES, "150000", "0"), **asked)["findings"]) >= {"rule_unconfirmed"}
    first = confirm(ana, rule_id)
    assert (first.status, first.json["confirmed_by"]) == (200, str(ana.id))
    assert confirm(ana, rule_id).json == first.json
    found = calculate(ana, (SERVICES, "150000", "0"), **asked)["findings"]
    assert rule_id not in {finding["field"] for finding in found}
    shown = next(rule for rule in rules(ana, "on=2026-08-03&tax=renta")["rules"] if rule["id"] == rule_id)
    assert shown["confirmation"]["confirmed_by"] == str(ana.id)
    path = f"/finance/tax/rules/{rule_id}/confirm"
    assert ask(withdraw_tax_rule, "DELETE", path, caller=ana).status == 204
    assert codes(calculate(ana, (SERVICES, "150000", "0"), **asked)["findings"]) >= {"rule_unconfirmed"}


def test_only_what_needs_it_is_confirmed_and_only_by_a_person(desk: Desk, ana: Caller) -> None:
    assert confirm(ana, "renta.servicios_generales.declarante.W2").status == 409
    assert confirm(ana, "renta.comprador_no_agente").status == 409
    assert confirm(ana, "renta.no_such_rule").status == 404
    assert confirm(caller_of(desk.company_id), "renta.servicios_generales.declarante.W4").status == 403
    assert confirm(desk.person(Role.USER), "renta.servicios_generales.declarante.W4").status == 403


def test_compliance_names_what_waits_and_never_says_that_all_is_well(desk: Desk, ana: Caller) -> None:
    desk.process(XML.services())
    found = compliance(ana)
    assert found["status"] == "attention"
    assert attention(ana)["documents"] == ["1"]
    assert {one["code"] for one in found["waiting"]} == desk.reasons(_only_invoice(desk))
    assert found["oldest_waiting"]
    assert len(found["not_checked"]) >= 5
    assert found["status"] in {"attention", "nothing_found"}


def test_compliance_sums_what_was_withheld_this_month_and_takes_back_what_was_reversed(desk: Desk, ana: Caller) -> None:
    desk.remembers(SUPPLIER, {"concept": SERVICES}, PROFILE)
    today = compliance(ana)["on"]
    invoice = desk.process(XML.services(issued="2025-06-01"))
    assert desk.state(invoice) == "posted"
    _book_today(desk, date.fromisoformat(today))
    month = compliance(ana)["months"][0]
    assert (month["month"], month["closed"]) == (today[:7], False)
    assert [Decimal(month[name]) for name in ("renta", "reteiva", "form_350", "reteica")] == [100, 20, 120, 3]
    desk.void(invoice, ana)
    assert Decimal(compliance(ana)["months"][0]["renta"]) == Decimal(100 - 6000)


def test_a_company_without_settings_is_told_what_is_missing(desk: Desk, ana: Caller) -> None:
    with desk.owner() as owner:
        owner.execute("DELETE FROM finance_settings WHERE company_id = %s", [desk.company_id])
    assert {"nit", "profile.person_type", "profile.vat_responsible"} <= set(attention(ana)["settings"])


def _only_invoice(desk: Desk) -> Any:
    with desk.owner() as owner:
        row = owner.execute("SELECT id FROM invoices WHERE company_id = %s", [desk.company_id]).fetchone()
    assert row
    return row["id"]


def _book_today(desk: Desk, today: date) -> None:
    """An entry of this month: 100 of renta, 20 of IVA and 3 of ICA withheld."""
    with psycopg.connect(desk.database.url()) as owner:
        book(owner, desk.company_id, today, ("236525", "-100"), ("2367", "-20"), ("2368", "-3"), ("5135", "123"))
