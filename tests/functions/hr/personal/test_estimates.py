"""What a model is asked, and what a person is told of it."""

from typing import Any
from uuid import UUID

import pytest

from functions.hr.domain.consent.purposes import PURPOSES
from functions.hr.domain.instruments.catalogue import published
from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.instruments.parts import Value
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.events import on_assessment_completed
from functions.hr.providers.personal import backfilling_in
from functions.hr.providers.rooms import OpenRooms
from functions.hr.schemas.assessments import AssessmentResult, Submission
from functions.hr.service.backfilling import StillUnavailable
from functions.hr.service.predicting import Predictor
from shared.auth.caller import Caller
from shared.core.clock import utc_now
from shared.core.data_keys import KmsDataKeys
from shared.core.invocation import new_id
from shared.db.session import company_transactions
from shared.schemas.events import AssessmentCompleted
from tests.functions.hr.answering import CORE, a_wording, cbi
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.served import NoModel, Sure, served
from tests.lambdas import LambdaContext, event_of

FEVS = CORE.instruments[1]


def with_drivers(number: int, **more: Value | None) -> dict[str, Value | None]:
    items = [item.id for item in FEVS.items if item.subscale in DRIVERS[:number]]
    return cbi(P=[50] * 6) | dict.fromkeys(items, 4) | more


def told(clinic: Clinic, caller: Caller, answers: dict[str, Any], model: Sure, **parts: Any) -> AssessmentResult:
    sent = Submission.model_validate({"userId": caller.id, "answers": answers, **parts})
    with served(clinic.company_id, model) as submissions:
        result = submissions.submit(sent, caller, None)
    assert isinstance(result, AssessmentResult)
    return result


def test_twelve_drivers_are_enough(clinic: Clinic) -> None:
    result = told(clinic, clinic.person(*PURPOSES), with_drivers(12), model := Sure(), locale="en")
    assert result.probabilities
    turnover, burnout = result.probabilities.turnover_intention, result.probabilities.burnout
    assert (turnover.p, turnover.basis, turnover.calibration) == (0.3, "intention:fevs-2018", "not_local")
    assert turnover.range
    assert (turnover.range.low, turnover.range.high) == (0.18, 0.35)
    assert burnout
    assert (burnout.basis, burnout.evidence, burnout.range) == ("synthetic", "none", None)
    assert list(model.asked[0]) == list(DRIVERS)
    assert [name for name, value in model.asked[0].items() if value is None] == list(DRIVERS[12:])


def test_the_estimate_is_explained_in_points_that_add_up(clinic: Clinic) -> None:
    result = told(clinic, clinic.person(*PURPOSES), with_drivers(15), Sure(), locale="en")
    turnover, burnout = result.explanations
    moving = [(one.driver, round(one.points, 1), one.direction) for one in turnover.contributions[:2]]
    assert moving == [("career", 20.0, "raises"), ("supervisor", -10.0, "lowers")]
    assert turnover.text
    assert turnover.text.startswith("Estimated intention to change jobs: 30% (18")
    assert burnout.text is None
    assert result.model
    assert result.model.sha256 == "a" * 64
    codes = {notice.code for notice in result.notices}
    assert {"data_used", "intention_not_exit", "how_to_object", "burnout_is_synthetic"} <= codes


def test_eleven_are_too_few_and_the_model_is_not_asked(clinic: Clinic) -> None:
    result = told(clinic, clinic.person(*PURPOSES), with_drivers(11), model := Sure())
    assert (result.probabilities, result.probabilities_reason) == (None, "too_few_drivers")
    assert model.asked == []


@pytest.mark.parametrize("intention", [None, "D", "C"])
def test_the_intention_changes_no_estimate(clinic: Clinic, intention: str | None) -> None:
    answers = with_drivers(12) | {"intent.1": intention}
    told(clinic, clinic.person(*PURPOSES), answers, model := Sure())
    assert model.asked == [{name: 75.0 if name in DRIVERS[:12] else None for name in DRIVERS}]


def test_without_consent_the_model_is_not_asked(clinic: Clinic) -> None:
    result = told(clinic, clinic.person("assessment", "team_aggregate"), with_drivers(15), model := Sure())
    assert (result.probabilities, result.probabilities_reason, model.asked) == (None, "no_consent", [])


def test_without_a_model_there_are_scores(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    with served(clinic.company_id) as submissions:
        sent = Submission.model_validate({"userId": caller.id, "answers": with_drivers(15)})
        result = submissions.submit(sent, caller, None)
    assert isinstance(result, AssessmentResult)
    assert (result.probabilities, result.probabilities_reason) == (None, "model_unavailable")
    assert {one.id: one.score for one in result.subscales}["workload"] == 75.0


def without_a_model(clinic: Clinic, caller: Caller) -> UUID:
    with served(clinic.company_id) as submissions:
        sent = Submission.model_validate({"userId": caller.id, "answers": with_drivers(15)})
        return submissions.submit(sent, caller, None).assessment_id


def completed(clinic: Clinic, assessment_id: UUID, model: Predictor | None = None) -> None:
    """What follows when the event is delivered, in a transaction of its own."""
    event = AssessmentCompleted(assessment_id=assessment_id, wave_id=new_id(), definitions=())
    with company_transactions()(clinic.company_id)() as session:
        opened = OpenRooms.of(session, clinic.company_id, KmsDataKeys(), utc_now)
        backfilling_in(opened, model or NoModel()).complete(event)


def test_whoever_got_no_estimate_gets_it_when_the_model_works_again(clinic: Clinic) -> None:
    assessment_id = without_a_model(clinic, caller := clinic.person(*PURPOSES))
    with pytest.raises(StillUnavailable):
        completed(clinic, assessment_id)
    assert clinic.look(assessment_id, caller).json["probabilitiesReason"] == "model_unavailable"
    for _ in range(2):
        completed(clinic, assessment_id, model := Sure())
    seen = clinic.look(assessment_id, caller).json
    assert (seen["probabilities"]["turnoverIntention"]["p"], seen["probabilitiesReason"]) == (0.3, None)
    assert model.asked == [], "the second delivery asks nothing"


def test_an_estimate_that_was_withdrawn_or_given_is_not_made_again(clinic: Clinic) -> None:
    withdrawn = without_a_model(clinic, caller := clinic.person(*PURPOSES))
    clinic.withdraw(caller, "ml_prediction")
    given = told(clinic, clinic.person(*PURPOSES), with_drivers(15), Sure()).assessment_id
    for assessment_id in (withdrawn, given, new_id()):
        completed(clinic, assessment_id, model := Sure())
        assert model.asked == []
    clinic.agree(caller, "ml_prediction")
    assert clinic.look(withdrawn, caller).json["probabilities"] is None


def test_the_event_reaches_what_estimates(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")
    assessment_id = without_a_model(clinic, caller := clinic.person(*PURPOSES))
    data = {"assessment_id": str(assessment_id), "wave_id": str(new_id()), "definitions": ["core@1"]}
    on_assessment_completed(event_of("assessment.completed", data, clinic.company_id), LambdaContext())
    assert (
        clinic.look(assessment_id, caller).json["probabilities"]["turnoverIntention"]["basis"] == "intention:fevs-2018"
    )


def test_an_estimate_goes_with_the_consent_to_it(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    assessment_id = told(clinic, caller, with_drivers(12), Sure()).assessment_id
    assert clinic.look(assessment_id, caller).json["probabilities"]["turnoverIntention"]["p"] == 0.3
    clinic.withdraw(caller, "ml_prediction")
    clinic.agree(caller, "ml_prediction")
    seen = clinic.look(assessment_id, caller).json
    assert (seen["probabilities"], seen["explanations"], seen["model"]) == (None, [], None)
    assert seen["subscales"][0]["score"] == 50.0


@pytest.mark.parametrize(
    ("values", "expected", "support"),
    [
        ([3, 2, 2, 1, 3], (44.0, "low", None), False),
        ([2, 1, 1, 1, 2], (28.0, "low", None), True),
        ([2, 2, 1, 1, 2], (32.0, "low", None), False),
        ([3, 3, 3, 2, 2], (52.0, "not_low", None), False),
    ],
)
def test_well_being_is_scored_once_its_wording_is_supplied(
    clinic: Clinic, values: list[int], expected: tuple[float, str, None], *, support: bool
) -> None:
    answers = {f"who5.{number}": value for number, value in enumerate(values, 1)}
    result = answered(clinic, "well-being", "who5", answers)
    assert [(one.score, one.band, one.reason) for one in result.subscales] == [expected]
    assert (result.support is not None) is support


@pytest.mark.parametrize(("values", "expected"), [([4, 2, 3, 4, 3, 2], (22.0, "intends")), ([3] * 6, (18.0, None))])
def test_so_is_the_intention_to_leave(clinic: Clinic, values: list[int], expected: tuple[float, str | None]) -> None:
    answers = {f"tis6.{number}": value for number, value in enumerate(values, 1)}
    (one,) = answered(clinic, "intention", "tis6", answers).subscales
    assert one.score == expected[0]
    assert (one.band == "intends") is (expected[1] == "intends")


def answered(clinic: Clinic, questionnaire: str, instrument: str, answers: dict[str, int]) -> AssessmentResult:
    """In a product whose operator supplies the wording of an instrument."""
    caller = clinic.person("assessment")
    worded = published().worded(a_wording(instrument, locale) for locale in LOCALES)
    sent = Submission.model_validate({"userId": caller.id, "answers": answers, "questionnaireId": questionnaire})
    with served(clinic.company_id, catalogue=worded) as submissions:
        result = submissions.submit(sent, caller, None)
    assert isinstance(result, AssessmentResult)
    return result
