"""Whatever stops a document is told to people in both languages."""

import pytest

from functions.finance.domain.reason_texts import text_of
from functions.finance.domain.reasons import ReasonCode


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_is_told_in_spanish_and_in_english(code: ReasonCode) -> None:
    texts = text_of(code)
    assert texts.keys() == {"es", "en"}
    assert texts["es"] != texts["en"]
    assert all(len(text) > 10 and not text.endswith(".") for text in texts.values())


def test_no_two_reasons_read_the_same() -> None:
    assert len({text_of(code)["es"] for code in ReasonCode}) == len(ReasonCode)
