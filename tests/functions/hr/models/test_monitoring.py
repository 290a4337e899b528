"""What a wave that is over tells about the model: looked at once, by people who agreed, without anybody in it."""

import json
import random
from datetime import timedelta
from uuid import UUID

import pytest

from functions.hr.api.models import check_models, predict
from functions.hr.domain.consent.purposes import Purpose, agreed
from functions.hr.domain.instruments.parts import Value
from functions.hr.domain.records import KeptAssessment
from functions.hr.domain.scoring.answers import checked
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.domain.scoring.outcome import Outcome
from functions.hr.domain.scoring.scores import scores_of
from functions.hr.jobs import watch_models
from functions.hr.providers.rooms import OpenRooms
from shared.auth.caller import Caller
from shared.core.clock import utc_now
from shared.core.data_keys import KmsDataKeys
from shared.core.invocation import new_id
from shared.db.session import company_transactions
from tests.functions.hr.answering import CORE, instrument_of
from tests.functions.hr.clinic import Clinic
from tests.lambdas import LambdaContext, ask

TRAINING: tuple[Purpose, ...] = ("assessment", "model_training")
ITEMS = [item.id for item in instrument_of("fevs").items]


@pytest.fixture(autouse=True)
def named_bucket(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clinic.company_id  # after the environment without any service
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")


def a_wave(clinic: Clinic, ended_days_ago: int, people: int, *options: int, leaving: float = 0.4) -> UUID:
    """So many people who agreed and answered with some options, in a wave that is over."""
    today, chance = utc_now().date(), random.Random(people)  # noqa: S311 - no secret
    closed = today - timedelta(days=ended_days_ago)
    wave_id = clinic.set_wave(closed - timedelta(days=5), closed)
    with company_transactions()(clinic.company_id)() as session:
        opened = OpenRooms.of(session, clinic.company_id, KmsDataKeys(), utc_now)
        for user_id in users(clinic, people):
            answers: dict[str, Value | None] = {item: chance.choice(options) for item in ITEMS}
            answers["intent.1"] = "C" if chance.random() < leaving else "A"
            for purpose in TRAINING:
                opened.rooms.consents.add(user_id, agreed(purpose, "1", "es", utc_now()))
            opened.rooms.assessments.add(kept(opened, user_id, wave_id, answers))
    return wave_id


def users(clinic: Clinic, people: int) -> list[UUID]:
    ids = [new_id() for _ in range(people)]
    with clinic.owner() as owner, owner.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, 'x', 'user')",
            [(one, clinic.company_id, f"{one}@x.example") for one in ids],
        )
    return ids


def kept(opened: OpenRooms, user_id: UUID, wave_id: UUID, answers: dict[str, Value | None]) -> KeptAssessment:
    assessment_id, safe = new_id(), opened.safe
    outcome = Outcome(scores=scores_of(checked(CORE, answers)), quality=None, estimates=None, no_estimate="no_consent")
    return KeptAssessment(
        id=assessment_id,
        user_id=user_id,
        wave_id=wave_id,
        key_id=safe.key_of(user_id)[0],
        definition=CORE.stamp,
        locale="es",
        answers=safe.seal_answers(user_id, assessment_id, answers),
        outcome=safe.seal_outcome(user_id, assessment_id, outcome),
        supersedes=None,
        superseded_at=None,
        created_at=utc_now(),
    )


def health(caller: Caller) -> tuple[str, dict[str, object]]:
    answered = ask(check_models, "GET", "/hr/ml/health", caller=caller).json
    return answered["status"], next(one for one in answered["models"] if one["name"] == "turnover_intention")


def what_if(caller: Caller) -> dict[str, float | str]:
    body = {"features": dict.fromkeys(DRIVERS, 50)}
    return dict(ask(predict, "POST", "/hr/ml/predict", body=body, caller=caller).json["turnoverIntention"])


def test_a_wave_gives_the_company_its_level_and_the_next_one_tells_who_moved(clinic: Clinic, admin: Caller) -> None:
    before = what_if(admin)
    a_wave(clinic, 20, 200, 3)
    assert watch_models({}, LambdaContext()) == {"checked": 1, "failed": 0}
    status, found = health(admin)
    assert (status, found["drift"], found["calibration"], found["labels"]) == ("healthy", "ok", "local", 200)
    after = what_if(admin)
    assert (before["calibration"], after["calibration"]) == ("not_local", "local")
    assert after["p"] != pytest.approx(before["p"], abs=0.001)
    assert watch_models({}, LambdaContext())["checked"] == 0
    a_wave(clinic, 1, 200, 1, 2)
    assert watch_models({}, LambdaContext())["checked"] == 1
    status, found = health(admin)
    assert (status, found["drift"]) == ("degraded", "retrain")
    report = found["driftReport"]
    assert isinstance(report, dict)
    assert "moved.pay" in report["alarms"]
    assert report["people"] == "200-499"
    assert "baseline" not in report
    for row in clinic.rows("users"):
        assert str(row["id"]) not in json.dumps(clinic.rows("model_checks"), default=str)


def test_where_few_agreed_nobody_is_looked_at(clinic: Clinic, admin: Caller) -> None:
    wave_id = a_wave(clinic, 3, 3, 2, 3, 4)
    (withdrawn,) = users(clinic, 1)
    with company_transactions()(clinic.company_id)() as session:
        opened = OpenRooms.of(session, clinic.company_id, KmsDataKeys(), utc_now)
        opened.rooms.consents.add(withdrawn, agreed("assessment", "1", "es", utc_now()))
        opened.rooms.assessments.add(kept(opened, withdrawn, wave_id, dict.fromkeys(ITEMS, 3)))
    assert watch_models({}, LambdaContext())["checked"] == 0
    assert health(admin)[1]["drift"] is None
    assert clinic.rows("model_calibrations") == []
