"""DIAN's envelope, its answer inside, and events: unwrapped strictly, never deeper than twice, never a bill."""

import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.reading import read
from functions.finance.extraction.refusal import Refused
from tests.functions.finance.extraction.dian_documents import BUYER, CUFE, dian, envelope, event
from tests.functions.finance.extraction.files import SAMPLES

ANSWER = (
    "<cac:ParentDocumentLineReference><cac:DocumentReference><cbc:ID>FEV1001</cbc:ID><cbc:UUID>{cufe}</cbc:UUID>"
    "{inside}</cac:DocumentReference></cac:ParentDocumentLineReference>"
)
VERIFIED = (
    "<cac:ResultOfVerification><cbc:ValidationResultCode>02</cbc:ValidationResultCode>"
    "<cbc:ValidationDate>2025-10-11</cbc:ValidationDate></cac:ResultOfVerification>"
)
ATTACHED = (
    "<cac:Attachment><cac:ExternalReference><cbc:Description><![CDATA[{}]]></cbc:Description>"
    "</cac:ExternalReference></cac:Attachment>"
)


def refusal(text: str) -> ReasonCode:
    with pytest.raises(Refused) as refused:
        read(text.encode())
    return refused.value.reason


def test_the_invoice_in_the_envelope_is_the_document() -> None:
    wrapped, plain = read(envelope(dian()).encode()), read(dian().encode())
    assert wrapped.identity.kind is Kind.DIAN_ATTACHED_DOCUMENT
    assert wrapped.content is plain.content is Kind.DIAN_INVOICE
    assert wrapped.document is not None
    assert plain.document is not None
    assert wrapped.document.cufe.value == plain.document.cufe.value == CUFE
    assert wrapped.document.total.value == plain.document.total.value


def test_evidence_leads_through_the_envelope() -> None:
    found = read(envelope(dian()).encode()).document
    assert found is not None
    assert found.number.evidence is not None
    inside = "/AttachedDocument/cac:Attachment/cac:ExternalReference/cbc:Description!/Invoice/cbc:ID"
    assert found.number.evidence.path == inside


def test_notes_travel_in_envelopes_too() -> None:
    assert read(envelope(dian("CreditNote", type_code="91")).encode()).content is Kind.DIAN_CREDIT_NOTE


def test_the_answer_of_dian_comes_with_the_document() -> None:
    answer = ANSWER.format(cufe=CUFE, inside=VERIFIED)
    found = read(envelope(dian(), answer=answer).encode()).document
    assert found is not None
    assert found.validation is not None
    assert (found.validation.code.value, found.validation.cufe.value) == ("02", CUFE)
    assert str(found.validation.on.value) == "2025-10-11"


def test_an_answer_that_is_only_attached_is_read_from_its_own_document() -> None:
    attached = ATTACHED.format(event("02", "Documento validado por la DIAN"))
    answer = ANSWER.format(cufe="", inside=attached)
    found = read(envelope(dian(), answer=answer).encode()).document
    assert found is not None
    assert found.validation is not None
    assert (found.validation.code.value, found.validation.cufe.value) == ("02", CUFE)


@pytest.mark.parametrize("inside", ["", ATTACHED.format("no XML"), ATTACHED.format("<!DOCTYPE a><a/>")])
def test_an_answer_that_cannot_be_read_is_none(inside: str) -> None:
    found = read(envelope(dian(), answer=ANSWER.format(cufe="", inside=inside)).encode()).document
    assert found is not None
    assert found.validation is None


def test_two_envelopes_are_opened_and_a_third_is_not() -> None:
    assert read(envelope(envelope(dian())).encode()).content is Kind.DIAN_INVOICE
    assert refusal(envelope(envelope(envelope(dian())))) is ReasonCode.XML_DEPTH


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", ReasonCode.UNREADABLE),
        ("no XML at all", ReasonCode.UNREADABLE),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', ReasonCode.XML_DOCTYPE),
        ("<a>" * 70 + "</a>" * 70, ReasonCode.XML_DEPTH),
        ((SAMPLES / "fatturapa.xml").read_text(), ReasonCode.UNSUPPORTED_FORMAT),
    ],
)
def test_what_is_inside_is_parsed_as_strictly_as_what_is_outside(content: str, reason: ReasonCode) -> None:
    assert refusal(envelope(content)) is reason


@pytest.mark.parametrize("text", [event("034", "Aceptación Tácita"), envelope(event("034", "Aceptación Tácita"))])
def test_an_event_names_its_invoice_and_is_never_a_bill(text: str) -> None:
    found = read(text.encode())
    assert found.content is Kind.DIAN_EVENT
    assert found.document is None
    assert found.documents == ()
    assert found.event is not None
    assert (found.event.code.value, found.event.description.value) == ("034", "Aceptación Tácita")
    assert (found.event.sender.tax_id.value, found.event.sender.dv.value) == (BUYER, "1")
    assert found.event.invoice is not None
    assert (found.event.invoice.number.value, found.event.invoice.cufe.value) == ("FEV1001", CUFE)


def test_foreign_xml_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        read((SAMPLES / "fatturapa.xml").read_bytes())
    assert (refused.value.reason, refused.value.detail) == (ReasonCode.UNSUPPORTED_FORMAT, "fatturapa")
