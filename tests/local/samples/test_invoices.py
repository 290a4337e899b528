"""The sample invoices: what the manifest says is what the files say, what the rules say, and what is generated."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from stdnum.co import nit as standard_nit

from functions.finance.domain.nit import check_digit
from functions.finance.domain.profile import TaxProfile
from functions.finance.domain.taxes.assessment import TaxableLine, Transaction
from functions.finance.domain.taxes.tables import published_tables
from functions.finance.domain.taxes.withholdings import assess
from functions.finance.extraction.accuracy import Labelled, Verdict, answers_of, judge
from functions.finance.extraction.reading import read
from functions.finance.extraction.refusal import Refused
from local.samples.generator.__main__ import INVOICES, write

MANIFEST: list[dict[str, Any]] = json.loads((INVOICES / "manifest.json").read_text())
ASSUMED: dict[str, Any] = json.loads((INVOICES / "assumptions.json").read_text())
SUPPLIERS = {one["nit"]: one for one in ASSUMED["suppliers"]}
LARGEST = 3_000_000


def of(*kinds: str, outcome: str = "state") -> pytest.MarkDecorator:
    """The samples of kinds that begin like this and whose outcome says something, or all if it says `state`."""
    chosen = [one for one in MANIFEST if one["kind"].startswith(kinds) and outcome in one["outcome"]]
    return pytest.mark.parametrize("entry", chosen, ids=lambda entry: entry["file"])


def test_the_generator_makes_these_files_and_no_others(tmp_path: Path) -> None:
    write(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(INVOICES): path.read_bytes() for path in INVOICES.rglob("*") if path.is_file()}
    kept.pop(Path("README.md"))
    assert sorted(made) == sorted(kept)
    assert [path for path in made if made[path] != kept[path]] == []


@of("")
def test_the_manifest_knows_the_file(entry: dict[str, Any]) -> None:
    content = (INVOICES / entry["file"]).read_bytes()
    assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))


def test_all_of_them_are_small() -> None:
    assert sum(entry["bytes"] for entry in MANIFEST) < LARGEST


@of("xml", "pdf", "image", "zip")
def test_amounts_add_up(entry: dict[str, Any]) -> None:
    truth = entry["truth"]
    if "subtotal" in truth:
        assert Decimal(truth["subtotal"]) + Decimal(truth["tax_total"]) == Decimal(truth["total"])
    if "total" in truth:
        prior = Decimal(truth.get("prior_balance", 0))
        assert Decimal(truth["total"]) + prior == Decimal(truth["payable"])


@of("")
def test_check_digits_are_right_but_for_the_one_that_is_not(entry: dict[str, Any]) -> None:
    truth = entry["truth"]
    if "seller_tax_dv" in truth:
        right = standard_nit.is_valid(truth["seller_tax_id"] + truth["seller_tax_dv"])
        assert right is (entry["outcome"]["reasons"] != ["nit_dv"])


@of("xml", "zip")
def test_every_field_of_the_electronic_documents_is_read(entry: dict[str, Any]) -> None:
    extraction = read((INVOICES / entry["file"]).read_bytes())
    inner = extraction.parts[0].extraction if extraction.parts else extraction
    assert inner is not None
    verdicts = judge(Labelled.from_manifest(entry).expected, answers_of(inner))
    assert [name for name, verdict in verdicts.items() if verdict is not Verdict.RIGHT] == []


@of("hostile")
def test_hostile_files_are_refused_for_their_reason(entry: dict[str, Any]) -> None:
    assert found_in(entry["file"]) <= set(entry["outcome"]["reasons"])
    assert found_in(entry["file"])


@of("", outcome="withheld")
def test_what_is_withheld_is_what_the_rules_withhold(entry: dict[str, Any]) -> None:
    truth, withheld = entry["truth"], entry["outcome"]["withheld"]
    supplier = SUPPLIERS[truth["seller_tax_id"]]
    rate = Decimal("4015.27") if truth.get("currency") == "USD" else Decimal(1)
    line = TaxableLine(
        base=Decimal(truth.get("subtotal", truth["total"])) * rate,
        vat=Decimal(truth.get("tax_total", 0)) * rate,
        concept=supplier["concept"],
    )
    transaction = Transaction(
        lines=(line,),
        supplier=profile(supplier["profile"]),
        buyer=profile(ASSUMED["company"]["profile"]),
        issue_date=date.fromisoformat(truth["issue_date"]),
        performed_in=supplier["performed_in"],
    )
    assessment = assess(transaction, published_tables())
    for tax, amount in withheld.items():
        assert assessment.withheld(tax) == Decimal(amount), tax


def test_the_company_has_the_right_check_digit() -> None:
    number, _, digit = ASSUMED["company"]["nit"].partition("-")
    assert int(digit) == check_digit(number)


def found_in(file: str) -> set[str]:
    """What reading the file alone has to say."""
    try:
        return {finding.code.value for finding in read((INVOICES / file).read_bytes()).findings}
    except Refused as refusal:
        return {refusal.finding().code.value}


def profile(fields: dict[str, Any]) -> TaxProfile:
    return TypeAdapter(TaxProfile).validate_python(fields)
