"""Every sample document, from its bytes to what becomes of it before any person acts, as its manifest says."""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import local.samples
from functions.finance.extraction.contents import contents
from functions.finance.extraction.kept import Kept
from functions.finance.extraction.reading import read
from layers.build import put_on_path
from shared.core.invocation import new_id
from tests.functions.finance.desk import Desk

SAMPLES = Path(local.samples.__file__).parent / "invoices"
MANIFEST = json.loads((SAMPLES / "manifest.json").read_text(encoding="utf-8"))
ASSUMED = json.loads((SAMPLES / "assumptions.json").read_text(encoding="utf-8"))
XML = [
    entry for entry in MANIFEST if entry["file"].startswith(("xml", "zip")) and entry["outcome"]["state"] != "refused"
]
PAGES = [entry for entry in MANIFEST if entry["file"].startswith("pdf")]
SEEN = [entry for entry in MANIFEST if Path(entry["file"]).stem in {"foto_recibo", "escaneo_ferreteria"}]
STATES = {"approved": "ready"}
"""What nobody has to approve is approved at once."""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The company of the samples, which knows their suppliers."""
    number, digit = ASSUMED["company"]["nit"].split("-")
    with desk.owner() as owner:
        owner.execute(
            "UPDATE finance_settings SET nit = %s, dv = %s, profile = %s WHERE company_id = %s",
            [number, digit, json.dumps(ASSUMED["company"]["profile"]), desk.company_id],
        )
    for supplier in ASSUMED["suppliers"]:
        memory = {
            name: supplier[part]
            for name, part in (("concept", "concept"), ("purpose", "purpose"), ("municipality", "performed_in"))
            if supplier.get(part)
        }
        desk.remembers(supplier["nit"], memory, profile=supplier["profile"])
    return desk


def judged(desk: Desk, file: str) -> Any:
    """The row of a sample, by a company whose accountant has confirmed every rule that it met."""
    found = contents(read((SAMPLES / file).read_bytes()))
    own = found.documents[0] if found.documents else Kept()
    invoice = desk.hand_in(own.document, *own.findings, *found.findings)
    desk.judge(invoice)
    rules = [reason["field"] for reason in desk.row(invoice)["reasons"] if reason["code"] == "rule_unconfirmed"]
    if rules:
        with desk.owner() as owner:
            for rule in rules:
                owner.execute(
                    "INSERT INTO rule_confirmations (company_id, rule_id, confirmed_by) VALUES (%s, %s, %s)",
                    [desk.company_id, rule, new_id()],
                )
            owner.execute("UPDATE invoices SET status = 'extracted' WHERE id = %s", [invoice])
        desk.judge(invoice)
    return desk.row(invoice)


def codes(row: dict[str, Any]) -> list[str]:
    return sorted({reason["code"] for reason in row["reasons"]})


def assert_as_expected(row: dict[str, Any], outcome: dict[str, Any]) -> None:
    assert (STATES.get(row["status"], row["status"]), codes(row)) == (outcome["state"], outcome["reasons"]), row[
        "reasons"
    ]
    if "withheld" in outcome:
        assert row["approvers"] == outcome["approvers"]
        assert row["withheld"] == sum(map(Decimal, outcome["withheld"].values()))


@pytest.mark.parametrize("entry", XML, ids=lambda entry: entry["file"])
def test_a_sample_as_xml_becomes_what_its_manifest_says(desk: Desk, entry: dict[str, Any]) -> None:
    if entry["kind"] == "xml_dian_creditnote":
        desk.post(judged(desk, "xml/papeleria.xml")["id"])
    assert_as_expected(judged(desk, entry["file"]), entry["outcome"])


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry["file"])
def test_a_sample_as_pages_is_posted_rightly_or_waits(desk: Desk, entry: dict[str, Any]) -> None:
    """What was read with doubt waits; nothing that should wait is let through, and no amount is wrong."""
    row, outcome, truth = judged(desk, entry["file"]), entry["outcome"], entry["truth"]
    if row["status"] == "needs_review":
        assert set(outcome["reasons"]) <= set(codes(row))
        return
    assert_as_expected(row, outcome)
    assert [row["total"], row["tax_total"]] == [Decimal(truth["total"]), Decimal(truth["tax_total"])]
    assert [row["issuer_tax_id"], row["number"]] == [truth["seller_tax_id"], truth["number"]]


def test_pages_that_are_read_without_doubt_need_nobody(desk: Desk) -> None:
    ready = [entry for entry in PAGES if entry["outcome"]["state"] == "ready"]
    waiting = {entry["file"]: judged(desk, entry["file"]) for entry in ready}
    assert {file: row["reasons"] for file, row in waiting.items() if row["status"] == "needs_review"} == {}


@pytest.mark.parametrize("entry", SEEN, ids=lambda entry: entry["file"])
def test_a_picture_that_two_looks_agree_on_needs_nobody(
    desk: Desk, entry: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.environ["PATH"])
    put_on_path("documents")
    row, truth = judged(desk, entry["file"]), entry["truth"]
    assert_as_expected(row, entry["outcome"])
    assert [row["total"], row["tax_total"]] == [Decimal(truth["total"]), Decimal(truth["tax_total"])]
    assert [row["issuer_tax_id"], row["number"]] == [truth["seller_tax_id"], truth["number"]]
