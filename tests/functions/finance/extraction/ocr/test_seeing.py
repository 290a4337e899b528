"""From the bytes of a picture or a scanned PDF to a document, or to the reason why there is none."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.document import DocumentKind
from functions.finance.extraction.isolation import Template
from functions.finance.extraction.limits import LIMITS
from functions.finance.extraction.ocr import tesseract
from functions.finance.extraction.reading import read
from functions.finance.extraction.result import Extraction
from functions.finance.extraction.values import Source
from tests.functions.finance.extraction.ocr.pictures import SLIP, drawn, encoded

SAMPLES = Path(__file__).parents[5] / "local" / "samples" / "invoices" / "image"


def scanned(*pictures: Image.Image) -> bytes:
    """A PDF whose pages are pictures."""
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=110)
    return buffer.getvalue()


def codes(found: Extraction) -> set[ReasonCode]:
    return {finding.code for finding in found.findings}


def amount(found: Extraction) -> Decimal | None:
    assert found.document is not None
    return found.document.total.value.amount if found.document.total.value else None


@pytest.mark.parametrize("data", [encoded(drawn(SLIP)), encoded(drawn(SLIP), "JPEG", quality=60), scanned(drawn(SLIP))])
def test_a_slip_is_read_from_a_picture_and_from_a_scanned_pdf(data: bytes) -> None:
    found = read(data)
    assert found.document is not None
    assert amount(found) == Decimal("22.58")
    assert found.document.total.source is Source.OCR
    assert found.document.total.evidence is not None
    assert found.document.total.evidence.box is not None
    assert found.document.subtotal.value is not None
    assert found.document.subtotal.value.amount == Decimal("21.50")
    assert str(found.document.issue_date.value) == "2025-11-12"
    assert found.findings == ()


def test_a_turned_shaded_photo_is_read() -> None:
    shade = Image.linear_gradient("L").resize(drawn(SLIP).size).point(lambda tone: 120 + tone // 2)
    photo = Image.composite(drawn(SLIP), Image.new("L", shade.size, 30), shade).rotate(5, expand=True, fillcolor=90)
    assert amount(read(encoded(photo, "JPEG"))) == Decimal("22.58")


def test_a_blurred_picture_waits_for_a_person() -> None:
    found = read((SAMPLES / "foto_borrosa.jpg").read_bytes())
    assert found.document is None or found.document.total.value is None
    assert ReasonCode.LOW_CONFIDENCE in codes(found)


@pytest.mark.parametrize(
    ("file", "total"),
    [("foto_recibo.jpg", "123158"), ("foto_energia.jpg", "287270"), ("escaneo_ferreteria.png", "414001")],
)
def test_photos_and_scans_of_bills_are_read_to_the_peso(file: str, total: str) -> None:
    assert amount(read((SAMPLES / file).read_bytes())) == Decimal(total)


def test_a_slip_without_a_title_is_a_ticket() -> None:
    found = read(encoded(drawn(SLIP)))
    assert found.document is not None
    assert found.document.kind.value is DocumentKind.POS_TICKET


def test_only_the_first_pages_of_a_long_scan_are_seen_and_that_is_told() -> None:
    page = drawn(["Hoja de servicio numero 12"])
    found = read(scanned(*[page] * 3), replace(LIMITS, ocr_pages=2))
    assert ReasonCode.TOO_MANY_PAGES in codes(found)


def test_a_scan_that_takes_too_long_is_given_up_with_what_was_seen() -> None:
    found = read(scanned(drawn(SLIP)), replace(LIMITS, ocr_seconds=0))
    assert found.document is None
    assert ReasonCode.TIMEOUT in codes(found)


def test_without_the_program_a_picture_waits_for_a_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract.data_option.cache_clear()
    found = read(encoded(drawn(SLIP)))
    tesseract.data_option.cache_clear()
    assert found.document is None
    assert [(finding.code, finding.detail) for finding in found.findings] == [
        (ReasonCode.UNREADABLE, "OCR not available")
    ]


def test_noise_is_no_invoice() -> None:
    noise = Image.effect_noise((300, 400), 90).filter(ImageFilter.GaussianBlur(2))
    found = read(encoded(noise))
    assert found.document is None or found.document.total.value is None
    assert codes(found) & {ReasonCode.LOW_CONFIDENCE, ReasonCode.TIMEOUT}


def test_the_child_process_sees_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    reader = Template()
    found = reader.read(encoded(drawn(SLIP)), LIMITS)
    reader.close()
    assert amount(found) == Decimal("22.58")
    assert list(tmp_path.iterdir()) == []
