"""Explanations: points that add up, and words that claim no cause."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.explanations.contributions import (
    Calibration,
    Explanation,
    NotAdditiveError,
    explain,
    sigmoid,
)
from functions.hr.domain.explanations.narrative import narrative, range_of, shown
from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Locale
from functions.hr.domain.scoring.learning import DRIVERS
from tests.functions.hr.answering import instrument_of

BASIS = "intention:fevs-2018"
BASE = -1.386294
PHIS = st.dictionaries(st.sampled_from(DRIVERS), st.floats(-3, 3), min_size=1)


def explained(
    phis: dict[str, float], values: dict[str, float | None] | None = None, calibration: Calibration | None = None
) -> Explanation:
    return explain(BASE, phis, BASE + math.fsum(phis.values()), values or {}, calibration)


def text_of(explanation: Explanation, locale: Locale = "es") -> str:
    return str(narrative(explanation, BASIS, instrument_of("fevs"), locale))


def test_points_walk_from_the_base_to_the_estimate() -> None:
    found = explained({"worklife": -0.441833, "career": 0.980829})
    assert [one.driver for one in found.contributions] == ["career", "worklife"]
    assert [round(one.points, 1) for one in found.contributions] == [20.0, -10.0]
    assert [one.direction for one in found.contributions] == ["raises", "lowers"]
    assert round(found.probability, 4) == 0.3


@settings(deadline=None)  # the machine may be busy
@given(PHIS, st.floats(-4, 4), st.floats(0.2, 3), st.floats(-2, 2))
def test_points_add_up_whatever_the_contributions(
    phis: dict[str, float], base: float, slope: float, shift: float
) -> None:
    found = explain(base, phis, base + math.fsum(phis.values()), {}, Calibration(slope, shift, labels=200))
    assert math.fsum(one.points for one in found.contributions) == pytest.approx(
        100 * (found.probability - sigmoid(found.base)), abs=1e-9
    )
    assert found.margin == pytest.approx(slope * (base + math.fsum(phis.values())) + shift, abs=1e-9)
    assert all(one.points * one.phi >= 0 for one in found.contributions)
    sizes = [abs(one.phi) for one in found.contributions]
    assert sizes == sorted(sizes, reverse=True)


def test_a_shift_of_the_intercept_moves_the_estimate_and_no_contribution() -> None:
    found = explain(BASE, {"career": 0.0}, BASE, {}, Calibration(shift=0.405465, labels=200))
    assert round(found.probability, 4) == 0.2727
    assert [one.phi for one in found.contributions] == [0.0]
    assert found.calibration == "local"


def test_a_calibration_on_too_few_answers_is_left_out() -> None:
    found = explain(BASE, {"career": 0.0}, BASE, {}, Calibration(shift=0.405465, labels=199))
    assert (round(found.probability, 4), found.calibration) == (0.2, "not_local")


@pytest.mark.parametrize("slope", [0.0, -1.0, math.nan])
def test_a_calibration_never_turns_contributions_around(slope: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Calibration(slope)


@pytest.mark.parametrize("gap", [2e-5, -2e-5, 1.0, math.nan])
def test_contributions_that_do_not_add_up_are_refused(gap: float) -> None:
    with pytest.raises(NotAdditiveError):
        explain(BASE, {"career": 0.5}, BASE + 0.5 + gap, {})
    assert explain(BASE, {"career": 0.5}, BASE + 0.5 + 9e-6, {}).contributions


@pytest.mark.parametrize("log_odds", [-1000.0, 0.0, 1000.0])
def test_extreme_log_odds_are_probabilities_too(log_odds: float) -> None:
    assert 0 <= sigmoid(log_odds) <= 1
    assert sigmoid(log_odds) + sigmoid(-log_odds) == 1


AS_DOCUMENTED = {
    "es": (
        "Estimación de intención de cambiar de empleo: 28 % (en organizaciones comparables, 18\u201335 %). "
        "Lo que más la sube: oportunidades de carrera (25/100, +10 puntos). "
        "Lo que más la baja: apoyo de quien te supervisa (100/100, \u22122). "
        "Es una asociación estadística, no una causa ni una decisión."
    ),
    "en": (
        "Estimated intention to change jobs: 28% (18\u201335% in comparable organisations). "
        "What raises it most: career opportunities (25/100, +10 points). "
        "What lowers it most: support from your supervisor (100/100, \u22122). "
        "This is a statistical association, not a cause and not a decision."
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_an_estimate_is_told_in_words(locale: Locale) -> None:
    up = log_odds(0.30) - BASE
    down = log_odds(0.28) - log_odds(0.30)
    found = explained({"career": up, "supervisor": down}, {"career": 25.0, "supervisor": 100.0})
    assert text_of(found, locale) == AS_DOCUMENTED[locale]


def test_three_that_raise_two_that_lower_and_nothing_below_half_a_point() -> None:
    raising = {"career": 0.5, "pay": 0.4, "voice": 0.3, "workload": 0.2, "meaning": 0.001}
    lowering = {"supervisor": -0.5, "worklife": -0.4, "leadership": -0.3}
    up, down = shown(explained(raising | lowering | {"satisfaction": 0.9}))
    assert [one.driver for one in up] == ["career", "pay", "voice"]
    assert [one.driver for one in down] == ["supervisor", "worklife"]


def test_satisfaction_stands_on_a_line_of_its_own() -> None:
    found = explained({"satisfaction": 0.5}, {"satisfaction": 12.5})
    assert "Ninguna condición de trabajo la mueve" in text_of(found)
    assert "Aparte, como resumen de lo demás: satisfacción general (13/100, +9 puntos)." in text_of(found)


def test_a_driver_without_a_score_is_told_as_not_answered_and_one_point_is_singular() -> None:
    found = explained({"career": 0.06})
    assert "oportunidades de carrera (sin respuesta, +1 punto)" in text_of(found)
    assert "career opportunities (not answered, +1 point)" in text_of(found, "en")


@settings(deadline=None)  # the machine may be busy
@given(PHIS, st.sampled_from(LOCALES))
def test_no_text_claims_a_cause(phis: dict[str, float], locale: Locale) -> None:
    text = text_of(explained(phis, dict.fromkeys(DRIVERS, 40.0)), locale).lower()
    *told, closing = text.split(". ")
    assert closing == AS_DOCUMENTED[locale].lower().split(". ")[-1]
    claims = ("porque", "debido", "causa", "provoca", "because", "due to", "cause", "leads to", "{", "}")
    assert not [claim for claim in claims for sentence in told if claim in sentence]


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (0.0, (2, 6)),
        (0.0499, (2, 6)),
        (0.05, (4, 10)),
        (0.0999, (4, 10)),
        (0.10, (9, 22)),
        (0.20, (18, 35)),
        (0.3499, (18, 35)),
        (0.35, (29, 52)),
        (0.50, (46, 62)),
        (1.0, (46, 62)),
    ],
)
def test_the_range_of_other_organisations(probability: float, expected: tuple[int, int]) -> None:
    band = range_of(probability, BASIS)
    assert (band.low, band.high) == expected


def test_another_basis_has_no_ranges() -> None:
    with pytest.raises(LookupError, match="synthetic"):
        range_of(0.2, "synthetic")


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))
