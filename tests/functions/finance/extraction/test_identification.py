"""What a file is, by its content; what it is refused for, before anything decodes it."""

import struct
import zipfile

import pikepdf
import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.identification import identify
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.limits import Limits
from functions.finance.extraction.refusal import Refused
from tests.functions.finance.extraction.dian_documents import dian, envelope, event
from tests.functions.finance.extraction.european_documents import cii, ubl
from tests.functions.finance.extraction.files import SAMPLES, archive, jpeg, pdf, png, saved


def refusal(data: bytes, limits: Limits | None = None) -> ReasonCode:
    with pytest.raises(Refused) as refused:
        identify(data, limits or Limits())
    return refused.value.reason


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (dian().encode(), Kind.DIAN_INVOICE),
        (dian("CreditNote", type_code="91").encode(), Kind.DIAN_CREDIT_NOTE),
        (dian("DebitNote", type_code=None).encode(), Kind.DIAN_DEBIT_NOTE),
        (envelope(dian()).encode(), Kind.DIAN_ATTACHED_DOCUMENT),
        (event().encode(), Kind.DIAN_EVENT),
        (ubl().encode(), Kind.UBL_INVOICE),
        (ubl("CreditNote", type_code="381").encode(), Kind.UBL_CREDIT_NOTE),
        (cii().encode(), Kind.CII_INVOICE),
        ((SAMPLES / "zugferd_1p0_basic.xml").read_bytes(), Kind.CII_INVOICE),
        (pdf(3), Kind.PDF),
        (png(800, 600), Kind.PNG),
        (jpeg(800, 600), Kind.JPEG),
        (archive(dian(), pdf()), Kind.ZIP),
    ],
)
def test_every_kind_is_known_by_its_content(data: bytes, kind: Kind) -> None:
    assert identify(data).kind is kind


def test_measures_come_with_the_kind() -> None:
    assert identify(pdf(3)).pages == 3
    assert (identify(png(800, 600)).width, identify(png(800, 600)).height) == (800, 600)
    assert (identify(jpeg(801, 601)).width, identify(jpeg(801, 601)).height) == (801, 601)


FOREIGN = "urn:oasis:names:specification:ubl:schema:xsd:"
BARE = f'<Invoice xmlns="{FOREIGN}Invoice-2" xmlns:cac="{FOREIGN}CommonAggregateComponents-2" '
BARE += f'xmlns:cbc="{FOREIGN}CommonBasicComponents-2" xmlns:ext="{FOREIGN}CommonExtensionComponents-2">{{}}</Invoice>'


@pytest.mark.parametrize(
    "mark",
    [
        "<cbc:ProfileID>DIAN 2.1: Factura Electrónica de Venta</cbc:ProfileID>",
        '<cbc:UUID schemeName="CUFE-SHA384">ab</cbc:UUID>',
        '<cbc:UUID schemeName="CUDS-SHA384">ab</cbc:UUID>',
        (
            "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent/></ext:UBLExtension><ext:UBLExtension>"
            '<ext:ExtensionContent><DianExtensions xmlns="dian:gov:co:facturaelectronica:Structures-2-1"/>'
            "</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
        ),
        (
            "<cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme>"
            '<cbc:CompanyID schemeAgencyID="195">900</cbc:CompanyID></cac:PartyTaxScheme></cac:Party>'
            "</cac:AccountingSupplierParty>"
        ),
    ],
)
def test_any_one_of_its_marks_makes_a_document_dians(mark: str) -> None:
    assert identify(BARE.format(mark).encode()).kind is Kind.DIAN_INVOICE
    assert identify(BARE.format("").encode()).kind is Kind.UBL_INVOICE


@pytest.mark.parametrize(
    ("data", "dialect"),
    [
        ((SAMPLES / "fatturapa.xml").read_bytes(), "fatturapa"),
        (b'<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Total="100"/>', "cfdi"),
        (b'<fe:Facturae xmlns:fe="http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml"/>', "facturae"),
        (b'<nfeProc xmlns="http://www.portalfiscal.inf.br/nfe"/>', "nfe"),
        (b'<NominaIndividual xmlns="dian:gov:co:facturaelectronica:NominaIndividual"/>', "dian_payroll"),
        (ubl(profile="TR1.2").encode(), "ubl_tr"),
        (ubl(extra_namespace='xmlns:sac="urn:sunat:names:specification:ubl:peru"').encode(), "ubl_sunat"),
        (f'<DebitNote xmlns="{FOREIGN}DebitNote-2"/>'.encode(), "DebitNote"),
        (b"<invoice><total>100</total></invoice>", "invoice"),
        (b'<Invoice xmlns="urn:example:our-own"><ID>1</ID></Invoice>', "Invoice"),
    ],
)
def test_foreign_xml_is_named_and_never_taken_for_ours(data: bytes, dialect: str) -> None:
    identity = identify(data)
    assert (identity.kind, identity.dialect) == (Kind.FOREIGN_XML, dialect)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", ReasonCode.UNREADABLE),
        (b"Total: 100", ReasonCode.BAD_MAGIC),
        (b"MZ\x90\x00" + bytes(200), ReasonCode.BAD_MAGIC),
        (b"<!DOCTYPE html><html><body>Factura</body></html>", ReasonCode.BAD_MAGIC),
        (b"\xef\xbb\xbf  <HTML><script>alert(1)</script></HTML>", ReasonCode.BAD_MAGIC),
        (b"<html><!-- " + pdf() + b" --></html>", ReasonCode.BAD_MAGIC),
        (b" " + pdf(), ReasonCode.BAD_MAGIC),
        (b"GIF89a" + struct.pack("<HH", 65535, 65535), ReasonCode.UNSUPPORTED_FORMAT),
        (b"II*\0" + bytes(80), ReasonCode.UNSUPPORTED_FORMAT),
        (b"RIFF\x10\0\0\0WEBPVP8 ", ReasonCode.UNSUPPORTED_FORMAT),
        (b"\0\0\0\x18ftypheic", ReasonCode.UNSUPPORTED_FORMAT),
        (b"%PDF-1.7\nnothing else", ReasonCode.UNREADABLE),
        (pdf()[:150], ReasonCode.UNREADABLE),
        (b"<Invoice><open>", ReasonCode.UNREADABLE),
        (b"PK\x03\x04 and no more", ReasonCode.UNREADABLE),
    ],
)
def test_what_is_not_read_is_refused_with_its_reason(data: bytes, reason: ReasonCode) -> None:
    assert refusal(data) is reason


def test_size_is_refused_before_content() -> None:
    assert refusal(bytes(1001), Limits(file_bytes=1000)) is ReasonCode.TOO_LARGE
    assert refusal(dian().encode(), Limits(xml_bytes=1000)) is ReasonCode.TOO_LARGE
    assert identify(pdf(), Limits(xml_bytes=10)).kind is Kind.PDF


def test_pages_are_counted_to_the_limit_and_no_further() -> None:
    assert identify(pdf(5), Limits(pdf_pages=5)).pages == 5
    assert refusal(pdf(6), Limits(pdf_pages=5)) is ReasonCode.TOO_MANY_PAGES


def test_an_empty_password_opens_a_pdf_and_a_needed_one_is_asked_of_people() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    assert identify(saved(document, password="")).pages == 1
    assert refusal(saved(document, password="open sesame")) is ReasonCode.PASSWORD_REQUIRED


@pytest.mark.parametrize("make", [png, jpeg])
@pytest.mark.parametrize(("width", "height"), [(20_000, 2_001), (1, 10_001), (8_000, 5_001)])
def test_a_picture_beyond_the_limits_is_refused_by_its_header(make: type, width: int, height: int) -> None:
    assert refusal(make(width, height)) is ReasonCode.DECODE_LIMIT


def test_a_picture_at_the_limit_is_read() -> None:
    assert identify(png(8_000, 5_000)).width == 8_000


def test_a_thumbnail_inside_a_photograph_is_not_its_size() -> None:
    thumbnail = jpeg(160, 120)
    exif = b"\xff\xe1" + struct.pack(">H", 2 + len(thumbnail)) + thumbnail
    assert identify(jpeg(3000, 2000, before=exif)).width == 3000


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        png(0, 5),
        jpeg(5, 0),
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0\xff",
        b"\xff\xd8" + b"\xff" * 50,
    ],
)
def test_a_broken_picture_is_unreadable(data: bytes) -> None:
    assert refusal(data) is ReasonCode.UNREADABLE


def test_an_archive_of_too_many_files_is_refused_by_its_directory() -> None:
    assert identify(archive(*["a"] * 20)).kind is Kind.ZIP
    assert refusal(archive(*["a"] * 21)) is ReasonCode.ZIP_ENTRIES


def test_a_bomb_is_refused_by_ratio_and_by_size() -> None:
    assert refusal(archive(bytes(20_000_000))) is ReasonCode.ZIP_RATIO
    assert refusal(archive(bytes(11_000_000), bytes(11_000_000), bytes(11_000_000))) is ReasonCode.ZIP_RATIO


def test_an_archive_that_lies_about_its_sizes_is_still_bounded() -> None:
    honest = archive(bytes(20_000_000))
    small = struct.pack("<I", 1_000)
    lying = honest.replace(struct.pack("<I", 20_000_000), small)
    assert refusal(lying) is ReasonCode.UNREADABLE


@pytest.mark.parametrize("inner", [archive("factura"), b"PK\x05\x06" + bytes(18)])
def test_an_archive_in_an_archive_is_refused(inner: bytes) -> None:
    assert refusal(archive(dian(), inner)) is ReasonCode.ZIP_NESTED


def test_an_encrypted_archive_asks_for_its_password() -> None:
    packed = bytearray(archive("factura"))
    packed[6] |= 1
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(packed)) is ReasonCode.PASSWORD_REQUIRED


def test_compressions_other_than_deflate_are_refused() -> None:
    assert identify(archive("factura", compression=zipfile.ZIP_STORED)).kind is Kind.ZIP
    assert refusal(archive("factura" * 50, compression=zipfile.ZIP_LZMA)) is ReasonCode.UNSUPPORTED_FORMAT


def test_a_damaged_archive_is_unreadable() -> None:
    packed = bytearray(archive(dian()))
    packed[60] ^= 0xFF
    assert refusal(bytes(packed)) is ReasonCode.UNREADABLE
    assert refusal(archive(dian())[:-30]) is ReasonCode.UNREADABLE
