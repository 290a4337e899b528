import pytest
from hypothesis import given
from hypothesis import strategies as st

from containers.media_stream.speech.numbers import in_words, spelled
from functions.calls.domain.conversation.actions import Language


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("es", "el martes a las 3.", "el martes a las tres."),
        ("es", "A las 10:30, sí", "A las diez treinta, sí"),
        ("es", "Son $20, el 15% menos", "Son veinte pesos, el quince por ciento menos"),
        ("es", "21, 31, 101 y 1999", "veintiuno, treinta y uno, ciento uno y mil novecientos noventa y nueve"),
        ("es", "de 100 a 555", "de cien a quinientos cincuenta y cinco"),
        ("en", "Tuesday at 3:00", "Tuesday at three"),
        ("en", "It is 2025", "It is two thousand twenty-five"),
        ("en", "$5 or 20 %", "five dollars or twenty percent"),
    ],
)
def test_numbers_are_said_in_words(language: Language, written: str, said: str) -> None:
    assert in_words(written, language) == said


@pytest.mark.parametrize(
    "text",
    [
        "300 123 4567",
        "4111-1111-1111-1111",
        "1.020.304.050",
        "1,500.50",
        "3001234567",
        "the 3rd",
        "3/11/2026",
        "Hotel-24",
        "70 22 11",
    ],
)
def test_what_may_be_a_telephone_a_card_an_id_or_a_date_stays_as_it_is(text: str) -> None:
    assert in_words(text, "es") == text


@given(st.integers(0, 9999))
def test_every_number_has_a_name_of_its_own(number: int) -> None:
    for language in ("es", "en"):
        assert spelled(number, language) != spelled((number + 1) % 10000, language)
        assert "  " not in spelled(number, language)


@pytest.mark.parametrize("number", [-1, 10000])
def test_larger_numbers_have_none(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        spelled(number, "en")
