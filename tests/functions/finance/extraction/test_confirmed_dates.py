"""Dates that are only called dates: what else on the page says that they are the day of issue."""

from datetime import date

import pytest

from functions.finance.extraction.document import Document
from functions.finance.extraction.values import Value
from functions.finance.service.acceptance.fields import CLEAR
from tests.functions.finance.extraction.papers import Text, column, read_paper, row


def issued(*dates: str) -> Value[date]:
    return read_paper(
        [
            *column(40, 40, "COMERCIAL LOS ALPES S.A.S.", "NIT 900123456-8", "Calle 10 # 5-20, Bogotá D.C."),
            Text(330, 40, "Factura de venta No. FX-402"),
            *column(40, 100, *dates),
            *row(200, (40, "Subtotal"), (-300, "100.000,00")),
            *row(214, (40, "IVA 19%"), (-300, "19.000,00")),
            *row(228, (40, "Total"), (-300, "119.000,00")),
        ]
    ).issue_date


def letter(*head: str) -> Document:
    return read_paper(
        [
            *column(60, 60, *head),
            *column(200, 120, "CUENTA DE COBRO", "COMERCIAL LOS ALPES S.A.S.", "NIT 900123456-8", "DEBE A:"),
            *column(200, 190, "María Fernanda Ocampo", "C.C. 43.111.222"),
            Text(60, 260, "La suma de: $ 250.000"),
        ]
    )


def test_a_date_alone_is_believed_but_not_clear() -> None:
    found = issued("Fecha: 05/11/2026")
    assert found.value == date(2026, 11, 5)
    assert found.confidence < CLEAR


@pytest.mark.parametrize(
    "dates",
    [
        ("Fecha: 05/11/2026 10:24:36",),
        ("Fecha: 05/11/2026 - 10:24",),
        ("Fecha: 05/11/2026", "Fecha de vencimiento: 05/12/2026"),
        ("Fecha: 05/11/2026", "Vence: 05/11/2026"),
    ],
)
def test_the_time_of_day_or_a_day_to_pay_by_confirm_it(dates: tuple[str, ...]) -> None:
    found = issued(*dates)
    assert found.value == date(2026, 11, 5)
    assert found.confidence >= CLEAR


def test_the_time_of_day_may_stand_in_a_column_of_its_own() -> None:
    found = read_paper(
        [
            *column(40, 40, "COMERCIAL LOS ALPES S.A.S.", "NIT 900123456-8", "Calle 10 # 5-20, Bogotá D.C."),
            *row(100, (40, "Fecha"), (120, "05/11/2026"), (220, "18:05")),
            *row(228, (40, "Total"), (-300, "$ 119.000,00")),
        ]
    ).issue_date
    assert found.value == date(2026, 11, 5)
    assert found.confidence >= CLEAR


@pytest.mark.parametrize("due", ["04/11/2026", "05/11/2027"])
def test_a_day_to_pay_by_that_is_earlier_or_far_off_confirms_nothing(due: str) -> None:
    assert issued("Fecha: 05/11/2026", f"Fecha de vencimiento: {due}").confidence < CLEAR


def test_the_only_date_is_not_the_day_of_issue_when_it_is_the_day_to_pay_by() -> None:
    found = read_paper(
        [
            *column(40, 40, "COMERCIAL LOS ALPES S.A.S.", "NIT 900123456-8", "Calle 10 # 5-20, Bogotá D.C."),
            *row(100, (40, "Vence"), (120, "05/12/2026")),
            *row(228, (40, "Total"), (-300, "$ 119.000,00")),
        ]
    )
    assert (found.due_date.value, found.issue_date.value) == (date(2026, 12, 5), None)


def test_a_letter_is_dated_behind_its_place() -> None:
    found = letter("Medellín, 3 de noviembre de 2026").issue_date
    assert found.value == date(2026, 11, 3)
    assert found.confidence >= CLEAR


def test_a_date_without_place_or_label_is_not_clear() -> None:
    found = letter("3 de noviembre de 2026").issue_date
    assert found.value == date(2026, 11, 3)
    assert found.confidence < CLEAR
