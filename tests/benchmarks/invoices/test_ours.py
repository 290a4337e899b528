"""Our samples, read and judged as the flow does, end as their manifest says."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.invoices.ours import Ours
from local.samples.generator.__main__ import INVOICES
from tests.benchmarks.invoices.sets import ENTRIES

ELECTRONIC = [file for file in ENTRIES if file.endswith((".xml", ".zip")) or file == "hostile/no_es_pdf.pdf"]


@pytest.fixture(scope="module")
def ended() -> dict[str, tuple[str, set[str]]]:
    """State and reasons of every electronic document, brought in the order of the manifest."""
    ours = Ours(INVOICES)
    readings = {file: ours.read(Path(INVOICES / file).read_bytes()) for file in ELECTRONIC}
    return {file: (reading.outcome, set(reading.reasons)) for file, reading in readings.items()}


@pytest.mark.parametrize("file", ELECTRONIC)
def test_an_electronic_document_ends_as_expected(file: str, ended: dict[str, tuple[str, set[str]]]) -> None:
    expected: dict[str, Any] = ENTRIES[file]["outcome"]
    automatic = expected["state"] == "ready" and expected["approvers"] == 0
    assert ended[file] == ("approved" if automatic else expected["state"], set(expected["reasons"]))
