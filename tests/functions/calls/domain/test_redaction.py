"""What is not kept of what somebody said."""

import pytest

from functions.calls.domain.redaction import redacted


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Es la 4111 1111 1111 1111, sí", "Es la [card], sí"),
        ("4111-1111-1111-1112", "[card]"),
        ("mi cédula es 1.032.456.789", "mi cédula es [id]"),
        ("my social is 078-05-1120", "my social is [id]"),
        ("cuesta 1.500.000 pesos", "cuesta 1.500.000 pesos"),
        ("son $ 12.500.000 al año", "son $ 12.500.000 al año"),
        ("a las 10 y 30 del 2026", "a las 10 y 30 del 2026"),
        ("tenemos 120 habitaciones", "tenemos 120 habitaciones"),
    ],
)
def test_cards_and_ids_go_and_money_and_times_stay(said: str, kept: str) -> None:
    assert redacted(said) == kept
