"""PDFs that carry their invoice as XML: found by content, believed over the page, hostile ones survived."""

import tracemalloc
from datetime import date
from decimal import Decimal
from typing import Any

import pikepdf
import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.limits import Limits
from functions.finance.extraction.reading import read
from functions.finance.extraction.result import Extraction
from functions.finance.extraction.values import Source
from tests.functions.finance.extraction.dian_documents import dian
from tests.functions.finance.extraction.european_documents import cii
from tests.functions.finance.extraction.files import SAMPLES, pdf, saved

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
FX = 'xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"'


def findings(extraction: Extraction) -> list[ReasonCode]:
    """The codes but for that of pages that show nothing, which these are."""
    return [finding.code for finding in extraction.findings if finding.code is not ReasonCode.LOW_CONFIDENCE]


def a_document(**root: Any) -> pikepdf.Pdf:
    document = pikepdf.new()
    document.add_blank_page()
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    return document


def test_a_real_hybrid_is_read_from_its_xml() -> None:
    found = read((SAMPLES / "zugferd_2p1_en16931.pdf").read_bytes())
    assert (found.identity.kind, found.identity.pages, found.content) == (Kind.PDF, 2, Kind.CII_INVOICE)
    assert found.profile == "EN 16931"
    document = found.document
    assert document is not None
    assert (document.number.value, document.issue_date.value) == ("471113", date(2018, 6, 13))
    assert document.total.value is not None
    assert (document.total.value.amount, document.total.value.currency) == (Decimal("23.54"), "EUR")
    assert document.total.source is Source.EMBEDDED
    assert findings(found) == []


def test_the_xml_is_found_by_content_under_any_name() -> None:
    found = read(pdf(files={"anexo.bin": dian(), "photo.xml": b"not xml"}))
    assert found.content is Kind.DIAN_INVOICE
    assert found.document is not None
    assert found.document.number.source is Source.EMBEDDED


def test_the_usual_name_comes_before_another_invoice() -> None:
    found = read(pdf(files={"a.xml": dian(), "factur-x.xml": cii()}))
    assert found.content is Kind.CII_INVOICE


def test_a_file_that_is_only_associated_is_found() -> None:
    document = a_document()
    stream = document.make_stream(cii().encode())
    spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="factur-x.xml", EF=pikepdf.Dictionary(F=stream))
    document.Root["/AF"] = pikepdf.Array([document.make_indirect(spec)])
    assert read(saved(document)).content is Kind.CII_INVOICE


def test_a_hybrid_behind_an_empty_password_is_read() -> None:
    document = a_document()
    document.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(document, cii().encode())
    found = read(saved(document, password=""))
    assert found.content is Kind.CII_INVOICE


@pytest.mark.parametrize(
    "description",
    [
        f"<rdf:Description {FX}><fx:ConformanceLevel>BASIC WL</fx:ConformanceLevel></rdf:Description>",
        f'<rdf:Description {FX} fx:ConformanceLevel="BASIC WL"/>',
    ],
)
def test_the_claimed_profile_is_read_from_either_form(description: str) -> None:
    document = a_document()
    document.Root["/Metadata"] = document.make_stream(XMP.format(description).encode())
    assert read(saved(document)).profile == "BASIC WL"


@pytest.mark.parametrize("metadata", [b"", b"no xml", b"<!DOCTYPE a><a/>", XMP.format("").encode()])
def test_metadata_without_a_profile_claims_none(metadata: bytes) -> None:
    document = a_document()
    document.Root["/Metadata"] = document.make_stream(metadata)
    assert read(saved(document)).profile is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', ReasonCode.XML_DOCTYPE),
        ("<a><b></a>", ReasonCode.UNREADABLE),
        ("<a>" * 70 + "</a>" * 70, ReasonCode.XML_DEPTH),
    ],
)
def test_hostile_xml_inside_is_a_finding_and_the_pages_remain(content: str, reason: ReasonCode) -> None:
    found = read(pdf(files={"factur-x.xml": content}))
    assert (found.content, found.document) == (Kind.PDF, None)
    assert findings(found) == [reason]


def test_a_bomb_inside_is_inflated_to_the_limit_only() -> None:
    document = a_document()
    bomb = b"<a>" + b" " * 60_000_000 + b"</a>"
    document.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(document, bomb)
    data = saved(document)
    assert len(data) < 100_000
    tracemalloc.start()
    found = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.content, findings(found)) == (Kind.PDF, [ReasonCode.TOO_LARGE])
    assert peak < 30_000_000


def test_foreign_xml_inside_leaves_a_plain_pdf() -> None:
    found = read(pdf(files={"order.xml": "<Order/>", "f.xml": (SAMPLES / "fatturapa.xml").read_bytes()}))
    assert (found.content, found.document, findings(found)) == (Kind.PDF, None, [])


def test_a_pdf_of_empty_pages_says_nothing_and_that_it_cannot_be_read() -> None:
    found = read(pdf())
    assert (found.content, found.document, found.event) == (Kind.PDF, None, None)
    assert [finding.code for finding in found.findings] == [ReasonCode.LOW_CONFIDENCE]


@pytest.mark.parametrize(
    "root",
    [
        {"OpenAction": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")},
        {"AA": pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))},
        {"Names": pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))},
    ],
)
def test_active_content_is_flagged_and_never_opened(root: dict[str, Any]) -> None:
    assert findings(read(saved(a_document(**root)))) == [ReasonCode.ACTIVE_CONTENT]


def test_an_escaped_name_hides_no_action() -> None:
    data = saved(a_document(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")))
    disguised = data.replace(b"/JavaScript", b"/J#61vaScrip#74").replace(b"/JS", b"/#4aS")
    assert b"/JavaScript" not in disguised
    assert findings(read(disguised)) == [ReasonCode.ACTIVE_CONTENT]


def test_an_executable_inside_is_active_content() -> None:
    assert findings(read(pdf(files={"factura.pdf": b"MZ\x90\0 this program"}))) == [ReasonCode.ACTIVE_CONTENT]


def test_a_pdf_of_too_many_objects_is_not_searched() -> None:
    found = read(pdf(3, {"factur-x.xml": cii()}), Limits(pdf_objects=5))
    assert (found.content, findings(found)) == (Kind.PDF, [ReasonCode.DECODE_LIMIT])
