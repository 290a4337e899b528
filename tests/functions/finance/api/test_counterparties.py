"""People look at suppliers and correct them over HTTP; a person's word is not replaced by a document's."""

from typing import Any
from uuid import UUID

import pytest

from functions.finance.api.counterparties import (
    change_counterparty,
    get_counterparty,
    introduce_counterparty,
    list_counterparties,
)
from shared.auth.caller import Caller
from shared.core.invocation import new_id
from tests.functions.finance.desk import Desk
from tests.functions.finance.extracts import SUPPLIER, XML
from tests.lambdas import Reply, ask


@pytest.fixture
def ana(desk: Desk) -> Caller:
    return desk.person()


@pytest.fixture
def supplier(desk: Desk) -> str:
    """Met through its first document, which says that it has no special responsibility."""
    desk.process(XML.services())
    with desk.owner() as owner:
        row = owner.execute("SELECT id FROM counterparties WHERE company_id = %s", [desk.company_id]).fetchone()
    assert row
    return str(row["id"])


def look(by: Caller, counterparty_id: str | UUID) -> Any:
    return ask(get_counterparty, "GET", f"/finance/counterparties/{counterparty_id}", caller=by).json


def introduce(by: Caller, **body: Any) -> Reply:
    return ask(introduce_counterparty, "POST", "/finance/counterparties", body=body, caller=by)


def change(by: Caller, counterparty_id: str | UUID, **body: Any) -> Reply:
    return ask(change_counterparty, "PATCH", f"/finance/counterparties/{counterparty_id}", body=body, caller=by)


def test_a_document_introduces_its_supplier(ana: Caller, supplier: str) -> None:
    known = look(ana, supplier)
    assert (known["tax_id"], known["dv"], known["name"]) == (SUPPLIER, "4", "Papelería del Centro SAS")
    assert (known["profile_source"], known["profile"]["responsibilities"]) == ("document", ["R-99-PN"])
    assert known["profile"]["missing"] == []
    assert known["memory"] == {"concept": None, "purpose": None, "account": None, "municipality": None}


def test_what_a_person_says_of_a_supplier_stays_when_the_next_document_says_otherwise(
    desk: Desk, ana: Caller, supplier: str
) -> None:
    changed = change(ana, supplier, profile={"responsibilities": ["O-15"]}, memory={"concept": "servicios_generales"})
    assert (changed.status, changed.json["profile_source"]) == (200, "person")
    invoice = desk.process(XML.services("160000", "30400", "190400", number="FE-2", issued="2025-11-10"))
    assert (desk.state(invoice), desk.row(invoice)["withheld"]) == ("posted", 0)
    assert look(ana, supplier)["profile"]["responsibilities"] == ["O-15"]


def test_what_is_not_named_stays_and_null_is_not_known(ana: Caller, supplier: str) -> None:
    change(ana, supplier, memory={"concept": "servicios_generales", "municipality": "11001"})
    answer = change(ana, supplier, name="Papelería Nueva", memory={"concept": None}, profile={"resident": None}).json
    assert (answer["name"], answer["memory"]["municipality"], answer["memory"]["concept"]) == (
        "Papelería Nueva",
        "11001",
        None,
    )
    assert answer["profile"]["missing"] == ["resident"]
    assert answer["profile"]["person_type"] == "legal"


@pytest.mark.parametrize(
    ("memory", "field"),
    [
        ({"concept": "no_such_concept"}, "memory.concept"),
        ({"purpose": "no_such_role"}, "memory.purpose"),
        ({"account": "999999"}, "memory.account"),
    ],
)
def test_what_there_is_not_cannot_be_remembered(ana: Caller, supplier: str, memory: dict[str, str], field: str) -> None:
    refused = change(ana, supplier, memory=memory)
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, [field])


def test_counterparties_are_found_by_name_and_number_and_listed_in_pages(desk: Desk, ana: Caller) -> None:
    for number in ("900000009", "900000002", "900000001"):
        desk.remembers(number, {})
    first = ask(list_counterparties, "GET", "/finance/counterparties", query="limit=2", caller=ana).json
    assert [one["tax_id"] for one in first["items"]] == ["900000001", "900000002"]
    query = f"limit=2&cursor={first['next_cursor']}"
    second = ask(list_counterparties, "GET", "/finance/counterparties", query=query, caller=ana).json
    assert ([one["tax_id"] for one in second["items"]], second["next_cursor"]) == (["900000009"], None)
    found = ask(list_counterparties, "GET", "/finance/counterparties", query="q=0002", caller=ana).json
    assert [one["tax_id"] for one in found["items"]] == ["900000002"]


def test_a_counterparty_that_there_is_not_is_not_found(ana: Caller, desk: Desk) -> None:
    missing = new_id()
    assert ask(get_counterparty, "GET", f"/finance/counterparties/{missing}", caller=ana).status == 404
    assert change(ana, missing, name="x").status == 404
    assert desk.count("counterparties") == 0


def test_the_first_document_of_a_supplier_that_was_introduced_needs_nobody(desk: Desk, ana: Caller) -> None:
    introduced = introduce(
        ana, tax_id=f"{SUPPLIER}-4", name="Papelería del Centro", memory={"concept": "servicios_generales"}
    )
    assert (introduced.status, introduced.json["tax_id"], introduced.json["dv"]) == (200, SUPPLIER, "4")
    invoice = desk.process(XML.services())
    assert (desk.state(invoice), desk.row(invoice)["automatic"]) == ("posted", True)
    assert str(desk.row(invoice)["counterparty_id"]) == introduced.json["counterparty_id"]


def test_who_is_introduced_again_is_changed(ana: Caller, supplier: str) -> None:
    again = introduce(ana, tax_id=SUPPLIER, memory={"concept": "servicios_generales"}).json
    assert (again["counterparty_id"], again["name"]) == (supplier, "Papelería del Centro SAS")
    assert again["memory"]["concept"] == "servicios_generales"


@pytest.mark.parametrize(
    ("written", "kept", "dv"),
    [("800.197.268-4", "800197268", "4"), ("DE812871812", "DE812871812", None), ("12-3456789", "12-3456789", None)],
)
def test_numbers_are_kept_as_documents_are_found_by_them(ana: Caller, written: str, kept: str, dv: str | None) -> None:
    known = introduce(ana, tax_id=written).json
    assert (known["tax_id"], known["dv"]) == (kept, dv)


def test_a_wrong_check_digit_introduces_nobody(ana: Caller) -> None:
    assert introduce(ana, tax_id="800197268-5").status == 422
    assert ask(list_counterparties, "GET", "/finance/counterparties", caller=ana).json["items"] == []
