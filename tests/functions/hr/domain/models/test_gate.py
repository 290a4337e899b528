"""Which models may be used."""

import pytest

from functions.hr.domain.models.evidence import Compared, Figures, Group, Manifest, Parity, SignedException
from functions.hr.domain.models.gate import findings, may_be_used
from functions.hr.prediction.artefacts import packaged_manifest

REASON = "Disclosed in the card as a known limit of this model."


@pytest.fixture
def shipped() -> Manifest:
    return packaged_manifest("turnover_intention")


def with_ours(shipped: Manifest, **changes: float) -> Manifest:
    """The same model with other figures on every split."""
    splits: dict[str, Compared] = dict(shipped.figures)
    changed = {
        name: one.model_copy(update={"ours": Figures(**{**one.ours.model_dump(), **changes})})
        for name, one in splits.items()
    }
    return shipped.model_copy(update={"figures": shipped.figures.model_copy(update=changed)})


def stopped(candidate: Manifest, current: Manifest | None = None) -> set[str]:
    return {one.check for one in findings(candidate, current) if one.stops}


def test_the_shipped_model_may_be_used_with_the_exceptions_that_its_card_prints(shipped: Manifest) -> None:
    found = findings(shipped)
    assert may_be_used(found)
    assert {one.check for one in found if one.excepted} == {one.check for one in shipped.exceptions}


def test_what_is_only_disclosed_stays_open_until_somebody_confirms_it(shipped: Manifest) -> None:
    assert {one.check for one in findings(shipped) if one.is_open} == {one.check for one in shipped.exceptions}
    signed = tuple(one.model_copy(update={"by": "somebody"}) for one in shipped.exceptions[1:])
    confirmed = shipped.model_copy(update={"exceptions": (*shipped.exceptions, *signed)})
    assert [one.check for one in findings(confirmed) if one.is_open] == [shipped.exceptions[0].check]


def test_without_its_exceptions_tenure_stops_it(shipped: Manifest) -> None:
    strict = shipped.model_copy(update={"exceptions": ()})
    assert {"ece.tenure.more_than_20_years", "ece.tenure.ten_years_or_fewer"} <= stopped(strict)


def test_class_weights_are_refused_for_their_calibration(shipped: Manifest) -> None:
    weighted = with_ours(shipped, auc=0.7764, ap=0.4529, brier=0.1932, ece=0.2209)
    assert {"ece.random", "ece.fixed", "ece.organisations", "brier.logistic_regression"} <= stopped(weighted)


def test_nobody_can_accept_a_finding_about_the_model_as_a_whole(shipped: Manifest) -> None:
    signed = SignedException(check="ece.random", reason=REASON, by="somebody")
    accepted = with_ours(shipped, ece=0.2).model_copy(update={"exceptions": (*shipped.exceptions, signed)})
    assert "ece.random" in stopped(accepted)


def test_a_model_has_to_be_better_than_what_is_in_use_not_equal(shipped: Manifest) -> None:
    assert stopped(shipped, current=shipped) == {"auc.current", "brier.current"}
    better = with_ours(shipped, auc=0.78, brier=0.138)
    assert stopped(better, current=shipped) == set()


def test_figures_of_other_people_compare_nothing(shipped: Manifest) -> None:
    elsewhere = with_ours(shipped, auc=0.9, brier=0.1).model_copy(update={"data": {"other.csv": "0" * 64}})
    assert stopped(elsewhere, current=shipped) == {"current.same_people"}


def test_the_placeholder_is_worse_than_a_line_and_may_not_be_promoted() -> None:
    placeholder = packaged_manifest("burnout")
    assert placeholder.evidence == "none"
    assert "evidence" in stopped(placeholder)


@pytest.mark.parametrize(("shap", "additivity", "check"), [(2e-5, 0.0, "parity"), (0.0, 2e-5, "additivity")])
def test_explanations_of_something_else_stop_it(shipped: Manifest, shap: float, additivity: float, check: str) -> None:
    parity = Parity(rows=1000, shap=shap, additivity=additivity)
    assert stopped(shipped.model_copy(update={"parity": parity})) == {check}


def a_group(value: str, people: int, flagged: int) -> Group:
    alike = {"base_rate": 0.2, "auc": 0.77, "ece": 0.01, "error": 0.0, "hits": 0.4, "alarms": 0.1}
    return Group(attribute="team", value=value, people=people, flagged=flagged, **alike)


@pytest.mark.parametrize(("flagged", "people", "measured", "passes"), [(30, 150, 0.8333, True), (18, 100, 0.75, False)])
def test_four_fifths(shipped: Manifest, flagged: int, people: int, measured: float, *, passes: bool) -> None:
    groups = (a_group("one", people, flagged), a_group("other", 100, 24))
    found = {one.check: one for one in findings(shipped.model_copy(update={"groups": groups}))}
    impact = found["impact.team"]
    assert impact.measured == pytest.approx(measured, abs=1e-4)
    assert (impact.limit, impact.passes) == (0.8, passes)
