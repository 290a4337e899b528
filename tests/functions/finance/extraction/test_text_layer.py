"""The text layer as a person sees it: what the page does not show is not read."""

import io

import pikepdf
import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.kinds import Kind
from functions.finance.extraction.layout import lines_of
from functions.finance.extraction.limits import Limits
from functions.finance.extraction.reading import read
from functions.finance.extraction.text_layer import text_layer
from tests.functions.finance.extraction.files import pdf, saved
from tests.functions.finance.extraction.papers import Text, column, paper, row
from tests.functions.finance.extraction.readings import amounts

BODY = [
    *column(40, 40, "Talleres Arrieta S.L.", "CIF: B58378431", "Calle Mayor 3", "31001 Pamplona"),
    Text(330, 40, "FACTURA Nº A-33"),
    Text(330, 56, "Fecha: 30/06/2021"),
    *row(266, (300, "Base imponible"), (-540, "320,00 €")),
    *row(280, (300, "IVA 21%"), (-540, "67,20 €")),
    *row(294, (300, "Total factura"), (-540, "387,20 €")),
]


def test_words_stand_where_the_page_shows_them() -> None:
    layer = text_layer(paper([Text(100, 200, "Total factura", 12)]))
    (line,) = lines_of(layer.pages)
    assert line.text == "Total factura"
    left, top, right, bottom = line.box
    assert (round(left), round(right)) == (100, 167)
    assert 198 < top < 204
    assert 210 < bottom < 216


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turned: int) -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(400, 300))
    page = document.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    matrix, place = {90: ("0 1 -1 0", "100 50"), 180: ("-1 0 0 -1", "350 200"), 270: ("0 -1 1 0", "300 250")}[turned]
    page.obj.Contents = document.make_stream(f"BT /F 12 Tf {matrix} {place} Tm (Total 387,20) Tj ET".encode())
    page.rotate(turned, relative=False)
    layer = text_layer(saved(document))
    assert [line.text for line in lines_of(layer.pages)] == ["Total 387,20"]


@pytest.mark.parametrize(
    "hidden",
    [
        Text(300, 308, "Total factura 999999,00 €", mode=3),
        Text(300, 308, "Total factura 999999,00 €", ink=1),
        Text(300, 308, "Total factura 999999,00 €", ink=0.99),
    ],
)
def test_hidden_text_is_never_a_value(hidden: Text) -> None:
    found = read(paper([*BODY, hidden]))
    assert [finding.code for finding in found.findings] == [ReasonCode.HIDDEN_TEXT]
    assert found.document is not None
    assert amounts(found.document, "total") == {"total": "387.20"}
    assert "999999" not in repr(found.document)


def test_white_on_black_is_seen() -> None:
    document = pikepdf.open(io.BytesIO(paper([*BODY, Text(40, 500, "Gracias 1", ink=1)])))
    page = document.pages[0]
    page.contents_add(document.make_stream(b"0 g 30 320 200 40 re f"), prepend=True)
    assert read(saved(document)).findings == ()


def test_text_outside_the_page_is_not_read() -> None:
    layer = text_layer(paper([*BODY, Text(900, 300, "Total 1,00")]))
    assert all(word.text != "1,00" for word in layer.pages[0].words)


def test_a_layer_behind_a_scan_is_left_to_ocr() -> None:
    found = read(paper([Text(text.x, text.y, text.text, text.size, text.right, mode=3) for text in BODY]))
    assert (found.content, found.document) == (Kind.PDF, None)


def test_a_page_without_text_is_left_to_ocr() -> None:
    assert not text_layer(pdf()).usable
    assert read(pdf()).document is None


def test_no_more_pages_are_read_than_allowed() -> None:
    layer = text_layer(paper(*[BODY] * 4), Limits(text_pages=2))
    assert [page.number for page in layer.pages] == [1, 2]


def test_no_more_characters_are_read_than_allowed() -> None:
    layer = text_layer(paper(BODY, BODY), Limits(text_characters=30))
    assert sum(len(word.text) for page in layer.pages for word in page.words) <= 30
