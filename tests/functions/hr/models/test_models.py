"""Which model speaks about a company's people: asked, registered, promoted, rolled back, and watched."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from functions.hr.api.models import (
    check_models,
    list_models,
    predict,
    promote_model,
    roll_back_model,
    set_shadow_model,
)
from functions.hr.domain.models.evidence import Manifest
from functions.hr.domain.scoring.learning import DRIVERS
from functions.hr.prediction.artefacts import PACKAGED, packaged_manifest
from functions.hr.prediction.shelf import FileShelf
from functions.hr.service.models.watching import ModelWatch
from functions.hr.tasks import register_model
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from shared.storage.objects import ObjectStore, uploads
from tests.aws import Cloud
from tests.functions.hr.models.candidates import a_model
from tests.lambdas import LambdaContext, Reply, ask, caller_of

REASON = "Better on the same people, and its card was read."
BETTER = {"auc": 0.78, "brier": 0.138}
DISCLOSED = sorted(one.check for one in packaged_manifest("turnover_intention").exceptions)
SIGNED = [{"check": check, "reason": REASON} for check in DISCLOSED]


@pytest.fixture(autouse=True)
def named_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADS_BUCKET", "astramech-test")


@pytest.fixture
def bucket(admin: Caller, cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    assert admin.company_id  # after the environment without any service
    for name in ("AWS_ENDPOINT_URL", "UPLOADS_BUCKET"):
        monkeypatch.setenv(name, cloud.environment[name])
    return uploads(utc_now)


def what_if(caller: Caller, **features: Any) -> Reply:
    body = {"features": dict.fromkeys(DRIVERS, 50) | features}
    return ask(predict, "POST", "/hr/ml/predict", body=body, caller=caller)


def register(bucket: ObjectStore, company: UUID, version: str, **ours: float) -> Manifest:
    manifest, content = a_model(version, **ours)
    key = f"{company}/models/2026/11/{new_id()}.ubj"
    bucket.put(key, content, content_type="application/octet-stream")
    request = {"company_id": str(company), "event_id": str(new_id()), "correlation_id": "test", "file_path": key}
    register_model({**request, "manifest": manifest.model_dump(mode="json")}, LambdaContext())
    return manifest


def decide(function: Any, caller: Caller, verb: str, **body: Any) -> Reply:
    method = "PUT" if verb == "shadow" else "POST"
    path = f"/hr/ml/models/turnover_intention/{verb}"
    return ask(function, method, path, body={"reason": REASON, **body}, caller=caller)


def champion(caller: Caller) -> str:
    models = ask(list_models, "GET", "/hr/ml/models", caller=caller).json["models"]
    (found,) = [one for one in models if one["isChampion"] and one["name"] == "turnover_intention"]
    return str(found["version"])


def test_a_what_if_is_answered_with_its_basis_its_range_and_points_that_add_up(admin: Caller) -> None:
    answered = what_if(admin, pay=None)
    turnover, burnout = answered.json["turnoverIntention"], answered.json["burnout"]
    assert (answered.status, turnover["basis"], turnover["calibration"]) == (200, "intention:fevs-2018", "not_local")
    assert turnover["range"][0] <= turnover["p"] <= turnover["range"][1]
    assert turnover["text"].startswith("Estimación de intención de cambiar de empleo")
    assert len(turnover["contributions"]) == len(DRIVERS)
    assert (burnout["basis"], burnout["evidence"], burnout["text"]) == ("synthetic", "none", None)
    assert answered.json["model"]["sha256"] == packaged_manifest("turnover_intention").sha256


@pytest.mark.parametrize(
    "features", [{"age": 40}, {"pay": 101}, {"pay": -1}, {"pay": "NaN"}, {"pay": "50"}, {"intention": True}], ids=str
)
def test_nothing_but_drivers_from_0_to_100_is_a_feature(admin: Caller, features: dict[str, Any]) -> None:
    assert what_if(admin, **features).status == 422


def test_eleven_drivers_give_no_estimate(admin: Caller) -> None:
    answered = what_if(admin, **dict.fromkeys(DRIVERS[:4]))
    assert (answered.status, answered.json["title"]) == (422, "Too few drivers")


@pytest.mark.parametrize("role", [Role.USER, Role.VIEWER])
def test_only_who_may_see_the_model_asks_it_what_if(company: UUID, role: Role) -> None:
    assert what_if(caller_of(company, role)).status == 403


def test_the_deployed_models_work(admin: Caller) -> None:
    answered = ask(check_models, "GET", "/hr/ml/health", caller=admin)
    assert (answered.status, answered.json["status"]) == (200, "healthy")
    for one in answered.json["models"]:
        assert one["hashMatches"]
        assert one["additivity"] <= 1e-5
        assert one["parity"] <= 1e-5
        assert one["basis"] in ("intention:fevs-2018", "synthetic")


class NothingKept:
    """A company without decisions."""

    def decisions(self, *_: object) -> list[Any]:
        return []

    def fitted(self, _sha256: str) -> None:
        return None

    def checked(self, _sha256: str) -> None:
        return None


def test_one_flipped_byte_is_unhealthy(tmp_path: Path) -> None:
    shutil.copytree(PACKAGED, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "burnout.ubj"
    content = bytearray(file.read_bytes())
    content[1000] ^= 1
    file.write_bytes(content)
    watch = ModelWatch(NothingKept(), FileShelf(uploads(utc_now), tmp_path))  # type: ignore[arg-type]
    health = watch.examine()
    assert health.status == "unhealthy"
    assert health.http_status() == 503
    assert {one.name: one.hash_matches for one in health.models} == {"turnover_intention": True, "burnout": False}


def test_a_better_model_is_promoted_by_somebody_and_rolled_back(
    bucket: ObjectStore, company: UUID, admin: Caller
) -> None:
    better = register(bucket, company, "2026.2", **BETTER)
    assert champion(admin) == "2026.1"
    assert decide(promote_model, admin, "promotions", version="2026.2", exceptions=SIGNED).status == 201
    assert champion(admin) == "2026.2"
    assert what_if(admin).json["model"]["sha256"] == better.sha256
    assert decide(roll_back_model, admin, "rollbacks").status == 201
    assert champion(admin) == "2026.1"
    assert decide(roll_back_model, admin, "rollbacks").status == 409
    decisions = ask(list_models, "GET", "/hr/ml/models", caller=admin).json["decisions"]
    assert [(one["act"], one["version"], one["decidedBy"]) for one in decisions] == [
        ("rolled_back", "2026.1", str(admin.id)),
        ("promoted", "2026.2", str(admin.id)),
    ]


def test_class_weights_are_not_promoted_whoever_accepts_it(bucket: ObjectStore, company: UUID, admin: Caller) -> None:
    register(bucket, company, "2026.3", auc=0.7764, brier=0.1932, ece=0.2209)
    accepted = [*SIGNED, {"check": "ece.random", "reason": REASON}]
    refused = decide(promote_model, admin, "promotions", version="2026.3", exceptions=accepted)
    assert (refused.status, refused.json["title"]) == (409, "Gate closed")
    assert "ece.random" in {one["check"] for one in refused.json["findings"]}
    assert champion(admin) == "2026.1"


def test_an_equal_model_is_not_promoted(bucket: ObjectStore, company: UUID, admin: Caller) -> None:
    register(bucket, company, "2026.4")
    refused = decide(promote_model, admin, "promotions", version="2026.4", exceptions=SIGNED)
    assert {one["check"] for one in refused.json["findings"]} == {"auc.current", "brier.current"}


def test_nobody_promotes_what_is_only_disclosed(bucket: ObjectStore, company: UUID, admin: Caller) -> None:
    register(bucket, company, "2026.8", **BETTER)
    refused = decide(promote_model, admin, "promotions", version="2026.8", exceptions=SIGNED[1:])
    assert (refused.status, [one["check"] for one in refused.json["findings"]]) == (409, DISCLOSED[:1])


def unconfirmed(caller: Caller) -> list[str]:
    models = ask(check_models, "GET", "/hr/ml/health", caller=caller).json["models"]
    return sorted(next(one for one in models if one["name"] == "turnover_intention")["unconfirmedExceptions"])


def test_a_named_person_confirms_what_the_deployed_model_does_not_pass(admin: Caller) -> None:
    assert unconfirmed(admin) == DISCLOSED
    assert decide(promote_model, admin, "promotions", version="2026.1").status == 409
    assert decide(promote_model, admin, "promotions", version="2026.1", exceptions=SIGNED).status == 201
    assert unconfirmed(admin) == []
    assert decide(promote_model, admin, "promotions", version="2026.1", exceptions=SIGNED).status == 409
    assert decide(roll_back_model, admin, "rollbacks").status == 409


def test_a_shadow_speaks_to_nobody(bucket: ObjectStore, company: UUID, admin: Caller) -> None:
    register(bucket, company, "2026.5", **BETTER)
    before = what_if(admin).json
    shadowed = decide(set_shadow_model, admin, "shadow", version="2026.5")
    assert (shadowed.status, shadowed.json["isShadow"], shadowed.json["isChampion"]) == (200, True, False)
    assert what_if(admin).json == before
    assert decide(set_shadow_model, admin, "shadow", version=None).json["isShadow"] is False


def test_what_was_put_in_the_place_of_an_approved_file_is_not_used(
    bucket: ObjectStore, company: UUID, admin: Caller
) -> None:
    manifest, content = a_model("2026.6", **BETTER)
    key = f"{company}/models/2026/11/{new_id()}.ubj"
    bucket.put(key, content + b"x", content_type="application/octet-stream")
    request = {"company_id": str(company), "event_id": str(new_id()), "correlation_id": "test", "file_path": key}
    with pytest.raises(Exception, match="not the one that was approved"):
        register_model({**request, "manifest": manifest.model_dump(mode="json")}, LambdaContext())
    assert decide(promote_model, admin, "promotions", version="2026.6").status == 404


def test_a_company_sees_no_other_companys_models(
    bucket: ObjectStore, company: UUID, new_company: Callable[[], UUID]
) -> None:
    register(bucket, company, "2026.7", **BETTER)
    stranger = caller_of(new_company())
    versions = {one["version"] for one in ask(list_models, "GET", "/hr/ml/models", caller=stranger).json["models"]}
    assert versions == {"2026.1"}
    assert decide(promote_model, stranger, "promotions", version="2026.7").status == 404
