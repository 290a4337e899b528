"""What is in a file, each once: an archive holds an invoice and its picture."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.extraction.contents import contents
from functions.finance.extraction.document import Document
from functions.finance.extraction.kinds import Identity, Kind
from functions.finance.extraction.reading import read
from functions.finance.extraction.result import Extraction, Part
from functions.finance.extraction.values import Evidence, Money, Source, Value
from tests.functions.finance.extraction.dian_documents import CUFE, dian, event
from tests.functions.finance.extraction.files import archive

HIDDEN = Finding(ReasonCode.HIDDEN_TEXT, "page 1", "total")


def on_page(**values: Any) -> Document:
    """What a page says of an invoice: its amount, and what else is given."""
    found: dict[str, Any] = {name: Value.found(value, Source.TEXT, Evidence(page=1)) for name, value in values.items()}
    payable = Value.found(Money(amount=Decimal(1_190_000), currency="COP"), Source.TEXT, Evidence(page=1))
    return replace(Document(payable=payable), **found)


def beside_xml(page: Document) -> Extraction:
    """An archive with a page, then the invoice as XML."""
    parts = (
        Part(position=0, extraction=_of_pdf(page)),
        Part(position=1, extraction=read(dian().encode())),
    )
    return Extraction(identity=Identity(kind=Kind.ZIP), sha256="0", content=Kind.ZIP, parts=parts)


def _of_pdf(page: Document) -> Extraction:
    return Extraction(identity=Identity(kind=Kind.PDF), sha256="1", content=Kind.PDF, document=page, findings=(HIDDEN,))


def test_a_file_of_one_document_is_that_document() -> None:
    found = contents(read(dian().encode()))
    assert [one.document.cufe.value for one in found.documents if one.document] == [CUFE]
    assert (found.events, found.findings, found.refusals) == ((), (), ())


def test_a_page_beside_its_xml_is_the_same_document_and_xml_wins() -> None:
    pages = [on_page(), on_page(number="FEV 1001"), on_page(cufe=CUFE.upper())]
    for page in pages:
        (one,) = contents(beside_xml(page)).documents
        assert one.document
        assert one.document.payable.source is Source.XML
        assert one.findings == (HIDDEN,)


def test_a_page_of_another_invoice_is_another_document() -> None:
    first, second = contents(beside_xml(on_page(number="FEV 1002"))).documents
    assert first.document
    assert second.document
    assert (first.document.number.value, second.document.number.value) == ("FEV1001", "FEV 1002")


def test_events_and_refusals_are_told_apart() -> None:
    found = contents(read(archive(event(), b"MZ")))
    assert found.documents == ()
    assert [one.code.value for one in found.events] == ["030"]
    assert [one.code for one in found.refusals] == [ReasonCode.BAD_MAGIC]
