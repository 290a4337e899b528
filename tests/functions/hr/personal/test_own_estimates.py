"""What a person is told by the deployed models, over HTTP: when handing answers in, and when asking again."""

from pathlib import Path
from uuid import UUID

import pytest

from functions.hr.api.models import predict
from functions.hr.domain.consent.purposes import PURPOSES
from functions.hr.domain.instruments.parts import Value
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.prediction.artefacts import packaged_manifest
from functions.hr.prediction.predictor import TreePredictor
from functions.hr.prediction.shelf import FileShelf
from functions.hr.schemas.assessments import AssessmentResult, Submission
from shared.auth.caller import Caller
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from shared.storage.objects import uploads
from tests.functions.hr.answering import cbi, instrument_of
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.served import served
from tests.lambdas import Reply, ask

STARTS = {"es": "Estimación de intención de cambiar de empleo: ", "en": "Estimated intention to change jobs: "}


@pytest.fixture
def clinic(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")
    return clinic


def with_drivers(number: int) -> dict[str, Value | None]:
    items = [item.id for item in instrument_of("fevs").items if item.subscale in DRIVERS[:number]]
    return cbi(P=[50] * 6) | dict.fromkeys(items, 2)


def estimated(assessment_id: str | UUID, caller: Caller) -> Reply:
    return ask(predict, "POST", "/hr/ml/predict", body={"assessmentId": str(assessment_id)}, caller=caller)


@pytest.mark.parametrize("locale", ["es", "en"])
def test_handing_in_tells_what_the_deployed_model_says(clinic: Clinic, locale: str) -> None:
    told = clinic.submit(with_drivers(12), clinic.person(*PURPOSES), locale=locale)
    assert told.status == 200, told.body
    turnover = told.json["probabilities"]["turnoverIntention"]
    assert 0.05 < turnover["p"] < 0.95
    assert (turnover["basis"], turnover["calibration"]) == ("intention:fevs-2018", "not_local")
    assert told.json["probabilities"]["burnout"]["evidence"] == "none"
    explanation = told.json["explanations"][0]
    assert explanation["text"].startswith(STARTS[locale])
    start = explanation["baseValue"] + sum(one["phi"] for one in explanation["contributions"])
    assert start == pytest.approx(explanation["margin"], abs=1e-5)
    assert told.json["model"]["sha256"] == packaged_manifest("turnover_intention").sha256


def test_eleven_drivers_and_no_consent_have_no_estimate(clinic: Clinic) -> None:
    few = clinic.submit(with_drivers(11), clinic.person(*PURPOSES)).json
    closed = clinic.submit(with_drivers(15), clinic.person("assessment")).json
    assert (few["probabilities"], few["probabilitiesReason"]) == (None, "too_few_drivers")
    assert (closed["probabilities"], closed["probabilitiesReason"]) == (None, "no_consent")


def test_without_the_file_there_are_scores(clinic: Clinic, tmp_path: Path) -> None:
    for name in ("turnover_intention", "burnout"):
        manifest = packaged_manifest(name).model_copy(update={"sha256": "0" * 64})
        (tmp_path / f"{name}.json").write_text(manifest.model_dump_json())
        (tmp_path / f"{name}.ubj").write_bytes(b"another file")
    shelf, caller = FileShelf(uploads(utc_now), tmp_path), clinic.person(*PURPOSES)
    model = TreePredictor(lambda name: shelf.engine(shelf.packaged(name)), lambda _engine: None)
    sent = Submission.model_validate({"userId": caller.id, "answers": with_drivers(15)})
    with served(clinic.company_id, model) as submissions:
        told = submissions.submit(sent, caller, None)
    assert isinstance(told, AssessmentResult)
    assert (told.probabilities, told.probabilities_reason) == (None, "model_unavailable")
    assert {one.id: one.score for one in told.subscales}["workload"] == 25.0


def test_the_person_asks_again_and_nobody_else_does(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    handed_in = clinic.submit(with_drivers(15), caller).json
    again = estimated(handed_in["assessmentId"], caller)
    assert again.status == 200, again.body
    assert again.json["turnoverIntention"]["p"] == pytest.approx(
        handed_in["probabilities"]["turnoverIntention"]["p"], abs=1e-4
    )
    stranger, unknown = estimated(handed_in["assessmentId"], clinic.person(*PURPOSES)), estimated(new_id(), caller)
    assert (stranger.status, unknown.status) == (404, 404)
    assert stranger.json["detail"] == unknown.json["detail"]
    clinic.withdraw(caller, "ml_prediction")
    refused = estimated(handed_in["assessmentId"], caller)
    assert (refused.status, refused.json["type"]) == (403, "urn:astramech:problem:consent-required")


def test_one_thing_is_asked_at_a_time(clinic: Clinic) -> None:
    caller = clinic.person(*PURPOSES)
    for body in ({}, {"assessmentId": str(new_id()), "features": {}}):
        assert ask(predict, "POST", "/hr/ml/predict", body=body, caller=caller).status == 422
