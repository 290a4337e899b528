"""An archive's files are read one by one; a bad one spoils no other; copies of one invoice count once."""

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.reading import read
from tests.functions.finance.extraction.dian_documents import dian, envelope, event
from tests.functions.finance.extraction.files import archive, pdf, png


def test_the_usual_delivery_is_one_document_with_its_page() -> None:
    found = read(archive(envelope(dian()), pdf()))
    assert found.content is Kind.ZIP
    contents = [part.extraction.content for part in found.parts if part.extraction]
    assert contents == [Kind.DIAN_INVOICE, Kind.PDF]
    assert [document.number.value for document in found.documents] == ["FEV1001"]


def test_the_same_invoice_twice_counts_once_and_another_counts() -> None:
    found = read(archive(envelope(dian()), dian(), dian(number="FEV1002", uuid="d00d" * 24), event()))
    assert [document.number.value for document in found.documents] == ["FEV1001", "FEV1002"]


def test_the_same_number_under_another_code_is_another_document() -> None:
    assert len(read(archive(dian(), dian(uuid="d00d" * 24))).documents) == 2
    assert len(read(archive(dian(), dian(number="FEV-1001", uuid="C0FFEE" * 16))).documents) == 1


def test_documents_without_a_code_are_told_apart_by_seller_kind_and_number() -> None:
    found = read(archive(dian(uuid=""), dian(uuid="", number="FEV1002"), dian(uuid="")))
    assert [document.number.value for document in found.documents] == ["FEV1001", "FEV1002"]


def test_a_bad_member_is_refused_alone() -> None:
    found = read(archive("<!DOCTYPE a><a/>", b"MZ\x90", dian(), png(20_000, 20_000)))
    refusals = [part.refusal.code if part.refusal else None for part in found.parts]
    assert refusals == [ReasonCode.XML_DOCTYPE, ReasonCode.BAD_MAGIC, None, ReasonCode.DECODE_LIMIT]
    assert len(found.documents) == 1
