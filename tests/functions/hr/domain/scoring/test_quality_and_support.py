"""Straight lines, help before scores, and what models may see."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Locale, Value
from functions.hr.domain.scoring.answers import checked
from functions.hr.domain.scoring.learning import DRIVERS, TooFewDriversError, features_of, intention_of
from functions.hr.domain.scoring.quality import quality_of
from functions.hr.domain.scoring.support import needs_support, support_in, support_table
from tests.functions.hr.answering import CORE, DAY, all_items_of, cbi, fevs, scored, worded

ALL_DRIVERS = [int(item_id.removeprefix("fevs.")) for item_id in all_items_of("fevs")]


@pytest.mark.parametrize("value", [0, 25, 75, 100])
def test_one_value_at_all_burnout_items_is_a_straight_line(value: int) -> None:
    assert quality_of(checked(CORE, cbi(P=[value] * 6, W=[value] * 7))) == "straight_line"
    assert quality_of(checked(CORE, cbi(P=[value] * 6, W=[value] * 7, C=[value] * 6))) == "straight_line"


@pytest.mark.parametrize(
    "sent",
    [
        cbi(P=[50] * 6, W=[50] * 7),
        cbi(P=[100] * 6, W=[100] * 6 + [0]),
        cbi(P=[100] * 6, W=[100] * 6 + [None]),
        cbi(P=[100] * 6, W=[100] * 7, C=[100] * 5 + [75]),
        cbi(P=[100] * 6, W=[100] * 7, C=[None] * 6),
        cbi(P=[100] * 6),
        fevs(dict.fromkeys(ALL_DRIVERS[1:], 3)),
        fevs(dict.fromkeys(ALL_DRIVERS, 3) | {9: "X"}),
    ],
)
def test_what_may_well_be_meant_is_no_straight_line(sent: dict[str, Value | None]) -> None:
    assert quality_of(checked(CORE, sent)) is None


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
def test_one_value_at_all_drivers_is_a_straight_line(value: int) -> None:
    assert quality_of(checked(CORE, fevs(dict.fromkeys(ALL_DRIVERS, value)))) == "straight_line"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (cbi(W=[100, None, None, 100, 75, None, 0]), True),
        (cbi(P=[75, 100, None, 50, None, None]), True),
        (cbi(P=[75, 75, 75, 75, 75, 50]), False),
        (cbi(C=[100] * 6), False),
        (cbi(P=[0] * 6, W=[0] * 6 + [100]), False),
    ],
)
def test_help_comes_first_from_75_on_at_personal_or_work_burnout(
    sent: dict[str, Value | None], *, expected: bool
) -> None:
    assert needs_support(CORE, scored(sent)) is expected


@pytest.mark.parametrize(("values", "expected"), [([2, 1, 1, 1, 2], True), ([2, 2, 1, 1, 2], False)])
def test_help_comes_first_down_from_28_at_well_being(values: list[int], *, expected: bool) -> None:
    questionnaire = worded("well-being", "who5")
    scores = scored({f"who5.{n}": value for n, value in enumerate(values, 1)}, questionnaire)
    assert needs_support(questionnaire, scores) is expected


@pytest.mark.parametrize(("country", "numbers"), [("CO", ["106"]), ("ES", ["024"]), ("US", []), ("MX", []), (None, [])])
def test_only_lines_that_somebody_confirmed_are_shown(country: str | None, numbers: list[str]) -> None:
    assert [line.number for line in support_in(country, "es", DAY).lines] == numbers


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_line_the_text_promises_none(locale: Locale) -> None:
    with_lines, without = support_in("ES", locale, DAY), support_in("MX", locale, DAY)
    promise = {"es": "líneas", "en": "lines"}[locale]
    assert promise in with_lines.text
    assert promise not in without.text
    assert {"es": "emergencias", "en": "emergency"}[locale] in without.text


def test_a_line_is_shown_from_its_first_day_to_its_last() -> None:
    line = next(one for one in support_table().lines if one.number == "024")
    assert [line.is_shown("ES", day) for day in (date(2022, 5, 9), date(2022, 5, 10), DAY)] == [False, True, True]
    ended = line.model_copy(update={"valid_to": date(2023, 1, 1)})
    assert [ended.is_shown("ES", day) for day in (date(2023, 1, 1), date(2023, 1, 2))] == [True, False]


def drivers_without(*numbers: int) -> dict[str, Value | None]:
    return fevs({number: 4 for number in ALL_DRIVERS if number not in numbers})


def test_an_estimate_needs_twelve_drivers() -> None:
    features = features_of(scored(drivers_without(1, 11, 4)))
    assert [driver for driver, value in zip(DRIVERS, features, strict=True) if math.isnan(value)] == [
        "development",
        "skill_use",
        "meaning",
    ]
    assert features[DRIVERS.index("workload")] == 75.0
    with pytest.raises(TooFewDriversError):
        features_of(scored(drivers_without(1, 11, 4, 6)))


@pytest.mark.parametrize(("answer", "label"), [(None, None), ("A", False), ("D", False), ("C", True)])
def test_only_another_job_is_a_yes_and_nothing_is_no_label(answer: str | None, *, label: bool | None) -> None:
    assert intention_of(checked(CORE, drivers_without() | {"intent.1": answer})) is label


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from(["A", "C", "D", None]), st.sampled_from([0, 25, 50, 75, 100]))
def test_neither_the_intention_nor_burnout_moves_what_an_estimate_rests_on(answer: str | None, value: int) -> None:
    sent = drivers_without() | {"intent.1": answer} | cbi(P=[value] * 6, W=[value] * 7)
    assert features_of(scored(sent)) == features_of(scored(drivers_without()))
