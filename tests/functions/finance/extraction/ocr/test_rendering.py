import pikepdf
import pypdfium2
import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.limits import LIMITS
from functions.finance.extraction.ocr.rendering import draw
from functions.finance.extraction.refusal import Refused
from tests.functions.finance.extraction.files import saved


def page_of(width: float, height: float) -> pypdfium2.PdfPage:
    document = pikepdf.new()
    document.add_blank_page(page_size=(width, height))
    return pypdfium2.PdfDocument(saved(document))[0]


def test_a_page_is_drawn_at_the_resolution_that_is_asked_for() -> None:
    drawn = draw(page_of(595, 842), 1, 300)
    assert (drawn.width, drawn.height) == (595, 842)
    assert drawn.picture.mode == "L"
    assert drawn.picture.width == pytest.approx(595 * 300 / 72, abs=2)


def test_a_large_page_is_drawn_coarser_and_keeps_the_limit_of_pixels() -> None:
    drawn = draw(page_of(2400, 3400), 1, 300)
    assert drawn.picture.width * drawn.picture.height <= LIMITS.render_pixels * 1.01


def test_a_page_that_would_only_show_specks_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(Refused) as refused:
        draw(page_of(14_000, 14_000), 1, 300)
    assert refused.value.reason is ReasonCode.DECODE_LIMIT
