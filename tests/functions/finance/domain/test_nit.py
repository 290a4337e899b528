"""The NIT and its check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.domain.nit import FINAL_CONSUMER, Nit, check_digit, parse_nit


@pytest.mark.parametrize(
    ("number", "digit"),
    [
        ("800197268", 4),
        ("860002964", 4),
        ("899999063", 3),
        ("890903938", 8),
        ("830099008", 5),
        ("10203040", 3),
        ("1020304050", 8),
        ("1234567", 2),
        (FINAL_CONSUMER, 7),
        ("900000009", 0),  # remainder 0
        ("900000002", 1),  # remainder 1
        ("900000001", 2),
        ("123456", 3),
    ],
)
def test_the_check_digit(number: str, digit: int) -> None:
    assert check_digit(number) == digit
    assert Nit(number, digit).is_consistent
    assert Nit(number).complete() == Nit(number, digit)


@pytest.mark.parametrize(
    ("written", "right"),
    [("12345678-9", 8), ("87654321-1", 2), ("900123456-1", 8), ("800987654-3", 4), ("860003456-2", 9)],
)
def test_a_wrong_check_digit_is_noticed(written: str, right: int) -> None:
    nit = parse_nit(written)
    assert not nit.is_consistent
    assert nit.complete().dv == right


@pytest.mark.parametrize(
    "written",
    [
        "800197268-4",
        "800.197.268-4",
        "NIT 800.197.268 - 4",
        "Nit: 800197268-4",
        "N.I.T. 800197268-4",
        " 800,197,268\u20134 ",
        "800 197 268-4",
        "NIT. No. 800197268-4",
    ],
)
def test_a_nit_is_read_as_people_write_it(written: str) -> None:
    assert parse_nit(written) == Nit("800197268", 4)


def test_only_what_follows_a_hyphen_is_a_check_digit() -> None:
    assert parse_nit("8001972684") == Nit("8001972684")
    assert parse_nit("C.C. 52.123.456") == Nit("52123456")


@pytest.mark.parametrize("text", ["", "-", "1234", "1234567890123456", "DE812871812", "800197268-44", "80019726A-4"])
def test_what_is_no_nit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no NIT"):
        parse_nit(text)


@pytest.mark.parametrize("number", ["", "12a", "1" * 16, "١٢٣٤٥٦٧"])
def test_the_check_digit_of_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        check_digit(number)


def test_leading_zeros_do_not_make_another_nit() -> None:
    assert parse_nit("0800197268-4") == parse_nit("800197268-4")


@pytest.mark.parametrize("length", [10, 12, 13])
def test_the_final_consumer_is_known_by_its_twos(length: int) -> None:
    assert Nit("2" * length).is_final_consumer
    assert not Nit("2" * 9).is_final_consumer


def test_a_nit_is_written_for_programs_and_for_people() -> None:
    nit = Nit("800197268", 4)
    assert (str(nit), nit.for_people()) == ("800197268-4", "800.197.268-4")
    assert (str(Nit("52123456")), Nit("52123456").for_people()) == ("52123456", "52.123.456")


@given(st.integers(10_000, 10**15 - 1))
def test_what_is_written_is_read_again(number: int) -> None:
    nit = Nit(str(number)).complete()
    assert parse_nit(str(nit)) == parse_nit(nit.for_people()) == nit


@given(st.integers(10**6, 10**13), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_passes_only_where_two_remainders_share_the_digit_1(
    number: int, place: int, shift: int
) -> None:
    digits = list(str(number))
    digits[place] = str((int(digits[place]) + shift) % 10)
    right = check_digit(str(number))
    assert not Nit("".join(digits), right).is_consistent or right == 1


@given(st.integers(10**6, 10**12))
def test_an_independent_implementation_agrees(number: int) -> None:
    peer = pytest.importorskip("stdnum.co.nit")
    assert str(check_digit(str(number))) == peer.calc_check_digit(str(number))
