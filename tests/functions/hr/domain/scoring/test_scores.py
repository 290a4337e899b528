"""Scores: the acceptance cases, and what holds for every item and every set of answers."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.instruments.catalogue import Questionnaire
from functions.hr.domain.instruments.instrument import Instrument
from functions.hr.domain.instruments.parts import Band, Item, Subscale, Value
from functions.hr.domain.scoring.scores import Score, change, rounded
from tests.functions.hr.answering import (
    CORE,
    GATE,
    PERSONAL,
    SKIPPED,
    WORK,
    cbi,
    fevs,
    instrument_of,
    scored,
    shown,
    worded,
)

WHO5, TIS6 = worded("well-being", "who5"), worded("intention", "tis6")
CORE_ITEMS = [pair for pair in CORE.items().values() if pair[1].subscale]
ITEMS = [pair for questionnaire in (CORE, WHO5, TIS6) for pair in questionnaire.items().values() if pair[1].subscale]


@pytest.mark.parametrize(
    ("sent", "subscale", "value", "band"),
    [
        (cbi(P=[75, 50, 75, 25, 50, 25]), "cbi.personal", "50.0", "moderate"),
        (cbi(W=[50, 25, 50, 75, 25, 25, 75]), "cbi.work", "39.3", "low"),
        (cbi(W=[50] * 7), "cbi.work", "50.0", "moderate"),
        (cbi(W=[25, 50, 25, None, None, None, 75]), "cbi.work", "31.3", "low"),
        (cbi(W=[100, None, None, 100, 75, None, 0]), "cbi.work", "93.8", "high"),
        (cbi(W=[100] * 6 + [0]), "cbi.work", "100.0", "severe"),
        (cbi(P=[75, 100, None, 50, None, None]), "cbi.personal", "75.0", "high"),
        (cbi(P=[100] * 6, W=[100] * 7), "cbi.personal", "100.0", "severe"),
        (cbi(P=[100] * 6, W=[100] * 7), "cbi.work", "85.7", "high"),
        (cbi(C=[25, 25, 0, 50, 50, 25]), "cbi.client", "29.2", "low"),
        (fevs({9: 2, 10: 3}), "workload", "37.5", "attention"),
        (fevs({9: "X", 10: 2}), "workload", "25.0", "attention"),
        (fevs({63: 4, 64: 1}), "voice", "37.5", "attention"),
        (fevs({48: 5, 51: 5}), "supervisor", "100.0", "strength"),
        (fevs({40: 3, 69: 4}), "satisfaction", "62.5", "fair"),
    ],
)
def test_the_acceptance_cases_of_the_core_form(
    sent: dict[str, Value | None], subscale: str, value: str, band: str
) -> None:
    assert shown(sent, subscale) == (Decimal(value), band)


@pytest.mark.parametrize(
    ("sent", "subscale", "reason"),
    [
        (cbi(P=[50] * 6, W=[50, None, None, 50, None, None, 50]), "cbi.work", "too_few_answers"),
        (cbi(P=[50, 50, None, None, None, None], W=[50] * 7), "cbi.personal", "too_few_answers"),
        (cbi(P=[50] * 6) | {GATE: False}, "cbi.client", "not_applicable"),
        (cbi(P=[50] * 6), "cbi.client", "not_applicable"),
        (cbi(P=[50] * 6) | {GATE: True, "cbi.C1": 50, "cbi.C2": 50}, "cbi.client", "too_few_answers"),
        (cbi(P=[50] * 6) | fevs({9: "X", 10: "X"}), "workload", "too_few_answers"),
        (cbi(P=[50] * 6), "career", "too_few_answers"),
    ],
)
def test_there_is_no_score_and_no_zero_without_enough_answers(
    sent: dict[str, Value | None], subscale: str, reason: str
) -> None:
    assert shown(sent, subscale) == (None, reason)


def test_the_spanish_order_scores_the_same_items() -> None:
    published = instrument_of("cbi").in_order("es")[:13]
    values = {item.id: {10: 100, 13: 100}.get(n, 0) for n, item in enumerate(published, 1)}
    assert shown(dict(values), "cbi.personal")[0] == Decimal("0.0")
    assert (values["cbi.W1"], values["cbi.W7"]) == (100, 100)
    assert shown(dict(values), "cbi.work")[0] == Decimal("14.3")


@pytest.mark.parametrize(
    ("values", "score", "band"),
    [
        ([3, 2, 2, 1, 3], 44, "low"),
        ([2, 1, 1, 1, 2], 28, "low"),
        ([2, 2, 1, 1, 2], 32, "low"),
        ([3, 3, 2, 2, 2], 48, "low"),
        ([3, 3, 3, 2, 2], 52, "not_low"),
    ],
)
def test_the_acceptance_cases_of_well_being(values: list[int], score: int, band: str) -> None:
    found = scored({f"who5.{n}": value for n, value in enumerate(values, 1)}, WHO5)["who5.well_being"]
    assert (found.value, found.band) == (Fraction(score), band)


@pytest.mark.parametrize(
    ("values", "score", "band"), [([4, 2, 3, 4, 3, 2], 22, "intends"), ([3] * 6, 18, "does_not_intend")]
)
def test_the_acceptance_cases_of_turnover_intention(values: list[int], score: int, band: str) -> None:
    found = scored({f"tis6.{n}": value for n, value in enumerate(values, 1)}, TIS6)["tis6.intention"]
    assert (found.value, found.band) == (Fraction(score), band)


@pytest.mark.parametrize(("instrument", "item"), ITEMS, ids=[item.id for _, item in ITEMS])
def test_every_item_moves_its_subscale_by_what_its_answer_is_worth(instrument: Instrument, item: Item) -> None:
    """From the least to the most that can be answered, and down instead of up where the item is reversed."""
    questionnaire = next(one for one in (CORE, WHO5, TIS6) if item.id in one.items())
    siblings = instrument.items_of(item.subscale or "")
    numbers = sorted(instrument.scale_of(item).numbers)
    sent: dict[str, Value | None] = dict.fromkeys([one.id for one in siblings], numbers[0])
    sent |= {GATE: True} if instrument.is_gated(item) else {}
    values = [scored(sent | {item.id: number}, questionnaire)[item.subscale or ""].value for number in numbers]
    steps = [later - one for one, later in pairwise(values) if later is not None and one is not None]
    parts = len(siblings) if instrument.statistic == "mean" else 1
    worth = Fraction((numbers[1] - numbers[0]) * instrument.factor, parts) * (-1 if item.reverse else 1)
    assert steps == [worth] * (len(numbers) - 1)


@pytest.mark.parametrize(("instrument", "item"), CORE_ITEMS, ids=[item.id for _, item in CORE_ITEMS])
def test_every_item_may_be_skipped_and_nothing_takes_its_place(instrument: Instrument, item: Item) -> None:
    subscale = str(item.subscale)
    others = [one for one in instrument.items_of(subscale) if one.id != item.id]
    value = sorted(instrument.scale_of(item).numbers)[1]
    elsewhere = dict.fromkeys(WORK if item.id in PERSONAL else PERSONAL, 50)
    sent: dict[str, Value | None] = {**elsewhere, **dict.fromkeys([one.id for one in others], value)}
    sent |= {GATE: True} if instrument.is_gated(item) else {}
    score = scored(sent)[subscale]
    points = [instrument.points(one, value) for one in others]
    assert (score.answered, score.of) == (len(others), len(others) + 1)
    assert score.value == (sum(points, Fraction(0)) / len(points) if points else None)
    assert scored(sent | {item.id: SKIPPED})[subscale] == score


@pytest.mark.parametrize(("questionnaire", "item_id"), [(one, item) for one in (WHO5, TIS6) for item in one.items()])
def test_a_sum_needs_every_item(questionnaire: Questionnaire, item_id: str) -> None:
    with pytest.raises(ValueError, match="nothing_to_score"):
        scored({one: 3 for one in questionnaire.items() if one != item_id}, questionnaire)


ANSWERED = st.fixed_dictionaries(
    {}, optional={item_id: st.sampled_from([0, 25, 50, 75, 100]) for item_id in (*PERSONAL, *WORK)}
)


@settings(deadline=None)  # the machine may be busy
@given(ANSWERED)
def test_a_score_lies_between_its_ends_and_its_band_fits(given_answers: dict[str, int]) -> None:
    scores = scored({**given_answers, "fevs.1": 3})
    for subscale_id, items in (("cbi.personal", PERSONAL), ("cbi.work", WORK)):
        score, subscale = scores[subscale_id], CORE.subscales()[subscale_id][1]
        answered = sum(item in given_answers for item in items)
        assert score.answered == answered
        assert (score.value is None) == (answered < subscale.minimum)
        if score.value is not None:
            assert 0 <= score.value <= 100
            assert score.band == subscale.band_of(score.value).id


@settings(deadline=None)  # the machine may be busy
@given(st.fractions(min_value=-100, max_value=100))
def test_a_shown_value_is_within_half_a_tenth_and_halves_go_away_from_zero(value: Fraction) -> None:
    shown_value = rounded(value)
    assert abs(Fraction(shown_value) - value) <= Fraction(1, 20)
    assert rounded(-value) == -shown_value
    assert shown_value.as_tuple().exponent == -1


def bounds_of_bands() -> list[tuple[Subscale, Band, Band]]:
    return [
        (subscale, lower, upper)
        for questionnaire in (CORE, WHO5, TIS6)
        for _, subscale in questionnaire.subscales().values()
        for lower, upper in pairwise(subscale.bands)
    ]


@pytest.mark.parametrize(("subscale", "lower", "upper"), bounds_of_bands(), ids=lambda one: getattr(one, "id", ""))
def test_a_band_begins_exactly_at_its_bound(subscale: Subscale, lower: Band, upper: Band) -> None:
    hair = Fraction(1, 10**9)
    at = upper if upper.at_least is not None else lower
    assert subscale.band_of(upper.bound - hair) == lower
    assert subscale.band_of(Fraction(upper.bound)) == at
    assert subscale.band_of(upper.bound + hair) == upper


@pytest.mark.parametrize(
    ("instrument_id", "subscale", "before", "after", "points", "is_clear"),
    [
        ("cbi", "cbi.work", 50, 65, "15.0", True),
        ("cbi", "cbi.work", 65, 50, "-15.0", True),
        ("cbi", "cbi.work", 50, Fraction(649, 10), "14.9", False),
        ("who5", "who5.well_being", 44, 56, "12.0", True),
        ("who5", "who5.well_being", 44, 52, "8.0", False),
        ("fevs", "career", 0, 100, "100.0", False),
    ],
)
def test_a_change_is_a_plain_number_and_clear_only_from_a_known_size_on(
    instrument_id: str, subscale: str, before: Fraction, after: Fraction, points: str, *, is_clear: bool
) -> None:
    found = change(instrument_of(instrument_id), a_score(subscale, before), a_score(subscale, after))
    assert found is not None
    assert (found.points, found.is_clear) == (Decimal(points), is_clear)


def test_nothing_changes_between_a_score_and_none_or_another_subscale() -> None:
    instrument = instrument_of("cbi")
    assert change(instrument, a_score("cbi.work", None), a_score("cbi.work", Fraction(50))) is None
    assert change(instrument, a_score("cbi.work", Fraction(50)), a_score("cbi.work", None)) is None
    with pytest.raises(ValueError, match="cannot be compared"):
        change(instrument, a_score("cbi.work", Fraction(50)), a_score("cbi.client", Fraction(50)))


def a_score(subscale: str, value: Fraction | None) -> Score:
    return Score(subscale=subscale, value=None if value is None else Fraction(value), band=None, answered=4, of=7)
