import pytest

from functions.finance.extraction.ocr.upright import straightened
from tests.functions.finance.extraction.ocr.pictures import SLIP, drawn


def test_a_level_picture_stays_as_it_is() -> None:
    picture = drawn(SLIP)
    assert straightened(picture) is picture


@pytest.mark.parametrize("angle", [-8, -2.5, 1.5, 6])
def test_a_turned_picture_is_turned_back(angle: float) -> None:
    turned = drawn(SLIP).rotate(angle, expand=True, fillcolor=245)
    level = straightened(turned)
    assert level is not turned
    assert straightened(level) is level


def test_a_picture_without_lines_stays_as_it_is() -> None:
    picture = drawn([])
    assert straightened(picture) is picture
