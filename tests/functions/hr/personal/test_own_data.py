"""Everything about oneself: taken along, looked into, and gone for good."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.hr.api.drafts import keep_draft
from functions.hr.api.own_data import delete_own_data, export_own_data
from functions.hr.domain.consent.purposes import PURPOSES
from functions.hr.domain.consent.retention import kept_since, kept_until
from functions.hr.jobs import purge_personal_data
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.clock import utc_now
from shared.core.data_keys import KmsDataKeys
from shared.core.vault import SealBroken
from tests.functions.hr.answering import cbi
from tests.functions.hr.clinic import CALM, Clinic
from tests.lambdas import LambdaContext, Reply, ask

HEAVY = cbi(P=[100] * 6, W=[75] * 7)
PERSONAL = ("assessments", "consents", "grants", "view_log", "submission_keys", "drafts", "invitations", "person_keys")


def delete(caller: Caller) -> Reply:
    return ask(delete_own_data, "DELETE", "/hr/me", caller=caller)


def export(caller: Caller) -> Any:
    reply = ask(export_own_data, "GET", "/hr/me/export", caller=caller)
    assert reply.status == 200, reply.body
    return reply.json


def a_life(clinic: Clinic) -> tuple[Caller, UUID]:
    """Somebody with a row of everything."""
    caller = clinic.person(*PURPOSES)
    clinic.submit(CALM, caller, key="one")
    assessment_id = UUID(clinic.submit(HEAVY, caller).json["assessmentId"])
    ask(keep_draft, "PUT", "/hr/drafts/core", body={"answers": {"cbi.P1": 75}}, caller=caller)
    doctor = clinic.person()
    clinic.show(assessment_id, caller, doctor, (utc_now() + timedelta(days=1)).isoformat())
    clinic.look(assessment_id, doctor)
    return caller, assessment_id


def test_the_export_has_everything(clinic: Clinic) -> None:
    caller, assessment_id = a_life(clinic)
    clinic.answered()
    taken = export(caller)
    assert taken["userId"] == str(caller.id)
    assert [one["answers"] for one in taken["assessments"]] == [HEAVY, CALM]
    assert taken["assessments"][0]["assessmentId"] == str(assessment_id)
    scores = {one["subscale"]: one["value"] for one in taken["assessments"][0]["outcome"]["scores"]}
    assert (scores["cbi.personal"], scores["cbi.work"]) == ("100", "475/7")
    assert sorted(one["purpose"] for one in taken["consents"]) == sorted(PURPOSES)
    assert [one["answers"] for one in taken["drafts"]] == [{"cbi.P1": 75}]
    assert len(taken["grants"]) == len(taken["looks"]) == 1
    assert {"consent.given", "person.exported"} <= {one["action"] for one in taken["audit"]}


def test_a_deletion_makes_everything_unreadable_at_once(clinic: Clinic) -> None:
    caller, assessment_id = a_life(clinic)
    (key,) = clinic.rows("person_keys", user_id=caller.id)
    sealed = clinic.rows("assessments", id=assessment_id)[0]
    opened = KmsDataKeys().open(bytes(key["wrapped"]), company_id=clinic.company_id, user_id=caller.id)
    place = f"assessments/{assessment_id}/answers"
    assert b"cbi.P1" in opened.open(bytes(sealed["answers_ciphertext"]), place=place)
    assert delete(caller).status == 200
    (key,) = clinic.rows("person_keys", user_id=caller.id)
    assert (key["wrapped"], key["destroyed_at"] is None) == (None, False)
    assert clinic.look(assessment_id, caller).status == 404
    assert clinic.overview(caller) == export(caller)["assessments"] == export(caller)["drafts"] == []
    another = KmsDataKeys().make(company_id=clinic.company_id, user_id=caller.id).key
    with pytest.raises(SealBroken):
        another.open(bytes(sealed["answers_ciphertext"]), place=place)


def test_a_deletion_ends_consents_and_says_what_follows(clinic: Clinic) -> None:
    caller, _ = a_life(clinic)
    told = delete(caller).json
    assert told["assessments"] == 2
    purged = datetime.fromisoformat(told["purgedBy"]) - datetime.fromisoformat(told["deletedAt"])
    assert purged == timedelta(days=30)
    assert told["modelsRetrainedBy"]
    assert clinic.submit(CALM, caller).status == 403
    assert delete(clinic.person("assessment")).json["modelsRetrainedBy"] is None


def test_the_job_purges_rows_and_leaves_a_tombstone(clinic: Clinic) -> None:
    caller, assessment_id = a_life(clinic)
    kept, kept_assessment = clinic.answered()
    delete(caller)
    assert purge_personal_data({}, LambdaContext())["people"] >= 1
    assert {row["user_id"] for row in clinic.rows("assessments")} == {kept.id}
    assert {row["user_id"] for row in clinic.rows("consents")} == {kept.id}
    for table in ("grants", "view_log", "submission_keys"):
        assert clinic.rows(table, assessment_id=assessment_id) == []
    assert clinic.look(kept_assessment, kept).status == 200
    (tombstone,) = clinic.rows("hr_audit", action="person.deleted")
    assert set(tombstone["details"]) == {"assessments", "retrain_by"}
    assert tombstone["subject_id"] == caller.id
    assert clinic.rows("hr_audit", action="person.purged")[0]["subject_id"] == caller.id


def test_who_begins_anew_keeps_what_is_new(clinic: Clinic) -> None:
    caller, _ = a_life(clinic)
    delete(caller)
    clinic.agree(caller, "assessment")
    again = clinic.submit(CALM, caller)
    assert again.json["status"] == "completed"
    purge_personal_data({}, LambdaContext())
    assert clinic.look(UUID(again.json["assessmentId"]), caller).json["answers"] == CALM
    assert clinic.submit(HEAVY, caller).json["status"] == "corrected"


def test_answers_go_after_two_years_and_scores_stay(clinic: Clinic) -> None:
    caller, old = clinic.answered()
    other, recent = clinic.answered()
    today = utc_now().date()
    oldest_kept = datetime.combine(kept_since("answers", today), datetime.min.time(), UTC)
    clinic.change("UPDATE assessments SET created_at = %s WHERE id = %s", oldest_kept - timedelta(seconds=1), old)
    clinic.change("UPDATE assessments SET created_at = %s WHERE id = %s", oldest_kept, recent)
    purge_personal_data({}, LambdaContext())
    seen, kept = clinic.look(old, caller).json, clinic.look(recent, other).json
    assert (seen["answers"], kept["answers"]) == (None, CALM)
    assert seen["subscales"][0]["score"] == kept["subscales"][0]["score"] == 25.0


def test_drafts_and_requests_are_forgotten_sooner(clinic: Clinic) -> None:
    a_life(clinic)
    clinic.change("UPDATE drafts SET updated_at = now() - interval '31 days'")
    clinic.change("UPDATE submission_keys SET created_at = now() - interval '25 hours'")
    purge_personal_data({}, LambdaContext())
    assert clinic.rows("drafts") == clinic.rows("submission_keys") == []


@pytest.mark.parametrize("day", ["2026-02-28", "2026-03-01", "2028-02-29", "2026-11-25", "2026-12-31"])
def test_nothing_is_kept_a_day_too_long_or_too_short(day: str) -> None:
    today = datetime.fromisoformat(day).date()
    since = kept_since("answers", today)
    assert kept_until("answers", since) > today >= kept_until("answers", since - timedelta(days=1))


def test_a_program_takes_and_deletes_nothing(clinic: Clinic) -> None:
    program = clinic.program(Scope.HR_SELF)
    assert ask(export_own_data, "GET", "/hr/me/export", caller=program).status == 403
    assert delete(program).status == 403
