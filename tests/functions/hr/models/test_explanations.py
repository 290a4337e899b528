"""A model that begins to speak is explained as a whole: beside its file, of that file, and by nobody's answers."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest

from functions.hr.api.models import explain_model, promote_model
from functions.hr.domain.models.overall import PEOPLE, drawn
from functions.hr.events import on_model_promoted
from functions.hr.prediction.artefacts import packaged, packaged_manifest
from functions.hr.prediction.engine import load
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.storage.objects import ObjectStore, uploads
from tests.aws import Cloud
from tests.functions.hr.clinic import Clinic
from tests.lambdas import LambdaContext, Reply, ask, caller_of, event_of

REASON = "Its card was read, and each of these was looked at."
MANIFEST = packaged_manifest("turnover_intention")
SIGNED = [{"check": one.check, "reason": REASON} for one in MANIFEST.exceptions]


@pytest.fixture
def bucket(admin: Caller, cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    assert admin.company_id  # after the environment without any service
    for name in ("AWS_ENDPOINT_URL", "UPLOADS_BUCKET"):
        monkeypatch.setenv(name, cloud.environment[name])
    return uploads(utc_now)


def explanation(caller: Caller) -> Reply:
    return ask(explain_model, "GET", "/hr/ml/models/turnover_intention/explanation", caller=caller)


def promoted(clinic: Clinic, caller: Caller) -> dict[str, str]:
    """What promoting announces."""
    body = {"version": MANIFEST.version, "reason": REASON, "exceptions": SIGNED}
    path = "/hr/ml/models/turnover_intention/promotions"
    assert ask(promote_model, "POST", path, body=body, caller=caller).status == 201
    (announced,) = [row for row in clinic.rows("events_log") if row["type"] == "model.promoted"]
    return dict(announced["payload"])


def test_a_promoted_model_is_explained_beside_its_file(
    clinic: Clinic, bucket: ObjectStore, company: UUID, admin: Caller
) -> None:
    before = explanation(admin).json
    assert (before["byFile"], before["reason"]) == (None, "not_promoted")
    assert list(before["byCard"]["importance"].items()) == list(MANIFEST.importance.items())
    data = promoted(clinic, admin)
    assert data == {"name": "turnover_intention", "release": MANIFEST.version, "sha256": MANIFEST.sha256}
    event = event_of("model.promoted", data, company)
    on_model_promoted(event, LambdaContext())
    on_model_promoted(event, LambdaContext())
    told = explanation(admin).json
    assert (told["sha256"], told["people"], told["reason"]) == (MANIFEST.sha256, PEOPLE, None)
    importance = told["byFile"]["importance"]
    assert list(importance)[:2] == list(MANIFEST.importance)[:2] == ["satisfaction", "career"]
    assert list(importance.values()) == sorted(importance.values(), reverse=True)
    assert set(told["byFile"]["interactions"][0]["drivers"]) == {"satisfaction", "career"}
    assert len(told["explanationSha256"]) == 64
    (key,) = bucket.keys(f"{company}/models/")
    assert key.endswith(f"/{MANIFEST.sha256}.json")


def test_what_is_not_of_this_file_is_not_shown(
    clinic: Clinic, bucket: ObjectStore, company: UUID, admin: Caller
) -> None:
    on_model_promoted(event_of("model.promoted", promoted(clinic, admin), company), LambdaContext())
    (key,) = bucket.keys(f"{company}/models/")
    kept = json.loads(bucket.get(key, most=100_000))
    kept["explanation"]["importance"]["pay"] = 9.0
    bucket.put(key, json.dumps(kept).encode(), content_type="application/json")
    told = explanation(admin).json
    assert (told["byFile"], told["reason"]) == (None, "not_of_this_file")


def test_a_company_reads_no_other_companys_explanation(
    clinic: Clinic, bucket: ObjectStore, company: UUID, admin: Caller, new_company: Callable[[], UUID]
) -> None:
    on_model_promoted(event_of("model.promoted", promoted(clinic, admin), company), LambdaContext())
    assert len(list(bucket.keys(f"{company}/models/"))) == 1
    assert explanation(caller_of(new_company())).json["byFile"] is None
    assert explanation(caller_of(company, Role.USER)).status == 403


def test_interactions_add_up_to_contributions() -> None:
    engine, people = load(packaged("turnover_intention")), drawn(MANIFEST.baseline, MANIFEST.drivers)[:20]
    means = engine.interactions(people)
    sizes = [engine.contributions(person).phis for person in people]
    for place, driver in enumerate(MANIFEST.drivers):
        mean = sum(abs(one[driver]) for one in sizes) / len(sizes)
        assert means[place][place] == pytest.approx(mean, abs=1e-5)
        for other in range(place):
            assert means[place][other] == pytest.approx(means[other][place], abs=1e-6)


def test_who_is_drawn_answers_like_those_whom_the_model_was_measured_on() -> None:
    people = drawn(MANIFEST.baseline, MANIFEST.drivers)
    assert people == drawn(MANIFEST.baseline, MANIFEST.drivers)
    for driver in MANIFEST.drivers:
        content = sum(person[driver] == 100 for person in people) / PEOPLE
        assert content == pytest.approx(MANIFEST.baseline.shares[driver][-1], abs=0.1)
