"""The benchmark of reading, as it is called."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.invoices.labels import Document
from benchmarks.invoices.reader import Reading
from benchmarks.invoices.worker import is_posted_wrong
from functions.finance.extraction.accuracy import Labelled
from local.samples.generator.__main__ import INVOICES
from tests.benchmarks.invoices.sets import labelled_set

SET = ("xml/papeleria.xml", "xml/evento_acuse.xml", "pdf/tiquete_pos.pdf", "hostile/con_doctype.xml")
FLOOR = "pdfplumber + regex"


def test_it_tells_what_each_reader_read_and_how_fast(tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "figures.json"
    told = bench(labelled_set(tmp_path / "set", *SET), "--json", str(kept))
    assert told.returncode == 0, told.stderr
    figures = json.loads(kept.read_text())
    ours, floor = figures["ours"], figures["peers"][FLOOR]
    assert sorted(ours) == sorted(floor) == ["hostile", "pdf", "xml_dian_event", "xml_dian_invoice"]
    assert ours["xml_dian_invoice"]["documents"] == 1
    assert ours["xml_dian_invoice"]["fields"]["total"] == {"right": 1, "wrong": 0, "abstained": 0}
    assert floor["xml_dian_invoice"]["fields"]["total"] == {"right": 0, "wrong": 0, "abstained": 1}
    assert floor["pdf"]["fields"]["total"]["right"] == 1
    assert ours["hostile"]["outcomes"] == {"refused": 1}
    assert ours["xml_dian_event"]["outcomes"] == {"refused": 1}
    assert ours["xml_dian_invoice"]["outcomes"] == {"approved": 1}
    assert 0 < ours["pdf"]["seconds_p50"] <= ours["pdf"]["seconds_p95"]
    assert ours["pdf"]["auto_posted_wrong"] == 0
    assert figures["peak_rss_mb"] > 0
    assert "xml_dian_invoice" in told.stdout
    assert FLOOR in told.stdout


def test_pages_are_read_alone(tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    told = bench(labelled_set(tmp_path / "set", *SET), "--pages", "--no-peers", "--files", "--json", str(kept))
    assert told.returncode == 0, told.stderr
    assert list(json.loads(kept.read_text())["ours"]) == ["pdf"]


def test_documents_end_where_validation_sends_them(tmp_path: Path) -> None:
    files = ("xml/papeleria.xml", "xml/servidores.xml", "xml/digito_errado.xml", "duplicate/papeleria_otra_vez.xml")
    folder = labelled_set(tmp_path / "set", *files)
    shutil.copyfile(INVOICES / "assumptions.json", folder / "assumptions.json")
    told = bench(folder, "--no-peers", "--files")
    for line in (
        "xml/papeleria.xml: approved",
        "xml/servidores.xml: ready",
        "xml/digito_errado.xml: needs_review nit_dv",
        "duplicate/papeleria_otra_vez.xml: duplicate duplicate_exact",
    ):
        assert line in told.stdout.splitlines()


def test_assumptions_that_are_not_understood_are_told(tmp_path: Path) -> None:
    (labelled_set(tmp_path, "xml/papeleria.xml") / "assumptions.json").write_text('{"company": {}}')
    told = bench(tmp_path, "--no-peers")
    assert told.returncode == 1
    assert "assumptions.json is not understood" in told.stderr


def test_a_set_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = bench(tmp_path)
    assert told.returncode == 1
    assert told.stderr == f"There is no {tmp_path / 'manifest.json'}.\n"


@pytest.mark.parametrize(
    ("answers", "posts", "wrong"),
    [
        ({"total": "10.00", "seller_tax_id": "900"}, True, False),
        ({"total": "11.00", "seller_tax_id": "900"}, True, True),
        ({"total": "10.00", "seller_tax_id": "901"}, True, True),
        ({"total": "10.00", "tax_total": "3.00"}, True, True),
        ({"total": "11.00"}, False, False),
        ({"number": "8"}, True, False),
    ],
)
def test_what_is_posted_is_held_to_the_whole_truth(answers: dict[str, Any], posts: bool, wrong: bool) -> None:  # noqa: FBT001
    truth = {"total": "10.00", "tax_total": "1.60", "seller_tax_id": "900", "number": "7"}
    label = Labelled(file="a.pdf", kind="pdf", truth=truth, visible={"total": False})
    assert is_posted_wrong(Document(label, b""), Reading(outcome="ready", answers=answers, posts=posts)) is wrong


def test_without_a_tax_id_the_name_is_the_supplier() -> None:
    label = Labelled(file="a.jpg", kind="image", truth={"seller_name": "La Vega"}, visible=None)
    reading = Reading(outcome="ready", answers={"seller_name": "La Vaga"}, posts=True)
    assert is_posted_wrong(Document(label, b""), reading)


def bench(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "local.cli", "bench", "invoices", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
