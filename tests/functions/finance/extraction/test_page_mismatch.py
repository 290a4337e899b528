"""XML wins over the page; a page that clearly says otherwise is a finding."""

import io

import pikepdf
import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.reading import read
from functions.finance.extraction.result import Extraction
from functions.finance.extraction.values import Source
from tests.functions.finance.extraction.european_documents import cii
from tests.functions.finance.extraction.files import saved
from tests.functions.finance.extraction.papers import Text, paper, row

SHOWN = {"number": "RE-7", "issued": "01.03.2026", "net": "900,00 €", "tax": "225,00 €", "total": "1.125,00 €"}


def hybrid(**shown: str) -> Extraction:
    """A PDF that carries an invoice as XML, and shows the same on its page, or what it is given."""
    said = {**SHOWN, **shown}
    page = [
        Text(40, 40, "Nordlys GmbH · Hafenstr. 4 · 24103 Kiel", 8),
        Text(40, 120, f"Rechnung Nr. {said['number']} vom {said['issued']}", 14),
        *row(200, (300, "Nettobetrag"), (-540, said["net"])),
        *row(214, (300, "25 % Umsatzsteuer"), (-540, said["tax"])),
        *row(228, (300, "Bruttobetrag"), (-540, said["total"])),
    ]
    document = pikepdf.open(io.BytesIO(paper(page)))
    document.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(document, cii().encode())
    return read(saved(document))


def test_a_page_that_says_the_same_is_no_finding() -> None:
    assert hybrid().findings == ()


@pytest.mark.parametrize(
    ("shown", "fields"),
    [
        ({"number": "RE-8"}, ["number"]),
        ({"issued": "02.03.2026"}, ["issue_date"]),
        ({"net": "800,00 €", "tax": "200,00 €", "total": "1.000,00 €"}, ["tax_total", "total"]),
        ({"net": "900,00 $", "tax": "225,00 CHF", "total": "1.125,00 CHF"}, ["currency"]),
    ],
)
def test_a_page_that_clearly_differs_is_a_finding(shown: dict[str, str], fields: list[str]) -> None:
    found = hybrid(**shown)
    assert [(finding.code, finding.field) for finding in found.findings] == [
        (ReasonCode.PAGE_XML_MISMATCH, field) for field in fields
    ]


def test_the_xml_wins() -> None:
    found = hybrid(number="RE-8")
    assert found.document is not None
    assert (found.document.number.value, found.document.number.source) == ("RE-7", Source.EMBEDDED)


def test_a_page_that_is_not_sure_contradicts_nothing() -> None:
    assert hybrid(total="2.000,00 €").findings == ()


def test_signs_and_punctuation_are_no_difference() -> None:
    assert hybrid(number="RE7", net="-900,00 €", tax="-225,00 €", total="-1.125,00 €").findings == ()
