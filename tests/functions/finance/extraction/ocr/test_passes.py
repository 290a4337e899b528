from pathlib import Path

import pytest
from PIL import Image

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.layout import lines_of
from functions.finance.extraction.ocr import tesseract
from functions.finance.extraction.ocr.passes import PAGE_WIDTH, look
from functions.finance.extraction.refusal import Refused
from functions.finance.extraction.values import Source
from tests.functions.finance.extraction.ocr.pictures import SLIP, drawn


def test_two_passes_see_the_lines_of_a_slip_with_boxes_in_points() -> None:
    sight = look(drawn(SLIP), 3, seconds=20)
    assert len(sight.pages) == 2
    assert sight.legibility > 2
    for page in sight.pages:
        assert (page.number, page.source, page.width) == (3, Source.OCR, PAGE_WIDTH)
        text = [line.text for line in lines_of([page])]
        assert "TOTAL  22.58" in text
        total = next(word for word in page.words if word.text == "22.58")
        assert 0.85 * PAGE_WIDTH < total.box[2] < PAGE_WIDTH
        assert 0 < total.confidence <= 1


@pytest.mark.parametrize("quarter", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_picture_that_lies_on_its_side_or_its_head_is_set_up(quarter: Image.Transpose) -> None:
    sight = look(drawn(SLIP).transpose(quarter), 1, seconds=30)
    assert any("22.58" in line.text for line in lines_of(sight.pages[:1]))


def test_empty_paper_has_no_words() -> None:
    assert not look(drawn([]), 1, seconds=20).pages[0].words


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Refused) as refused:
        look(drawn(SLIP), 1, seconds=0.05)
    assert refused.value.reason is ReasonCode.TIMEOUT


def test_a_machine_without_the_program_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract.data_option.cache_clear()
    with pytest.raises(Refused, match="OCR not available"):
        look(drawn(SLIP), 1, seconds=10)
    tesseract.data_option.cache_clear()


def test_a_program_that_does_not_start_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tesseract").write_text("#!/bin/sh\necho 'error while loading shared libraries' >&2\nexit 127\n")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    tesseract.data_option.cache_clear()
    with pytest.raises(Refused, match="OCR not available"):
        look(drawn(SLIP), 1, seconds=10)
    tesseract.data_option.cache_clear()
