"""Who hands in, who sees, and who is told: attacks 34 to 36."""

from datetime import timedelta
from uuid import UUID

import pytest

from functions.hr.api.assessments import withdraw_grant
from functions.hr.api.own_data import list_views
from functions.hr.domain.consent.purposes import PURPOSES, Purpose
from shared.auth.caller import Caller
from shared.auth.scopes import Role, Scope
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.functions.hr.answering import cbi
from tests.functions.hr.clinic import CALM, Clinic, fields
from tests.lambdas import ask

HEAVY = cbi(P=[100] * 6, W=[75] * 7)


def soon(**span: float) -> str:
    return (utc_now() + timedelta(**span)).isoformat()


@pytest.mark.parametrize("agreed", [(), PURPOSES[1:]], ids=["nothing", "all_but_assessment"])
def test_nothing_is_taken_without_consent_to_an_assessment(clinic: Clinic, agreed: tuple[Purpose, ...]) -> None:
    reply = clinic.submit(CALM, clinic.person(*agreed))
    assert reply.status == 403
    assert reply.json["type"] == "urn:astramech:problem:consent-required"
    assert (reply.json["purpose"], reply.json["version"]) == ("assessment", "1")
    assert clinic.rows("assessments") == []


def test_a_withdrawal_acts_at_once(clinic: Clinic) -> None:
    caller, _ = clinic.answered()
    assert clinic.withdraw(caller, "assessment").status == 204
    assert clinic.submit(HEAVY, caller).status == 403


@pytest.mark.parametrize("role", [Role.ADMIN, Role.USER, Role.VIEWER])
def test_nobody_hands_in_for_somebody_else(clinic: Clinic, role: Role) -> None:
    other, caller = clinic.person(*PURPOSES), clinic.person(*PURPOSES, role=role)
    reply = clinic.submit(CALM, caller, userId=str(other.id))
    assert reply.status == 403
    assert clinic.submit(CALM, caller, userId=str(new_id())).json["detail"] == reply.json["detail"]
    assert clinic.rows("assessments") == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.USER])
def test_nobody_sees_somebody_elses_assessment(clinic: Clinic, role: Role) -> None:
    _, assessment_id = clinic.answered()
    intruder = clinic.person(*PURPOSES, role=role)
    theirs, unknown = clinic.look(assessment_id, intruder), clinic.look(new_id(), intruder)
    assert (
        (theirs.status, theirs.json["detail"])
        == (unknown.status, unknown.json["detail"])
        == (404, unknown.json["detail"])
    )
    assert clinic.overview(intruder) == []
    assert clinic.show(assessment_id, intruder, intruder, soon(days=1)).status == 404


def test_a_program_is_told_only_that_the_answers_arrived(clinic: Clinic) -> None:
    person, program = clinic.person(*PURPOSES), clinic.program(Scope.HR_SUBMIT)
    reply = clinic.submit(HEAVY, program, userId=str(person.id))
    assert reply.status == 200
    assert reply.json == {"assessmentId": clinic.overview(person)[0]["assessmentId"], "status": "received"}
    assert clinic.look(UUID(reply.json["assessmentId"]), program).status == 403


def test_a_program_finds_nobody_who_is_unknown_or_of_another_company(clinic: Clinic, other: Clinic) -> None:
    program, foreign = clinic.program(Scope.HR_SUBMIT), other.person(*PURPOSES)
    replies = [clinic.submit(CALM, program, userId=str(user_id)) for user_id in (foreign.id, new_id())]
    assert [reply.status for reply in replies] == [404, 404]
    assert replies[0].json["detail"] == replies[1].json["detail"]


def test_a_program_needs_the_persons_consent_and_the_scope(clinic: Clinic) -> None:
    person = clinic.person()
    assert clinic.submit(CALM, clinic.program(Scope.HR_SUBMIT), userId=str(person.id)).status == 403
    assert clinic.submit(CALM, clinic.program(Scope.HR_SELF), userId=str(person.id)).status == 403


def test_a_program_has_no_rights_of_a_person(clinic: Clinic) -> None:
    program = clinic.program(Scope.HR_SELF)
    assert clinic.agree(program, "assessment").status == 403
    assert clinic.submit(CALM, program).status == 404


def test_a_professional_sees_scores_alone_while_a_grant_holds(clinic: Clinic) -> None:
    owner, assessment_id = clinic.answered(HEAVY)
    doctor = clinic.person()
    assert clinic.look(assessment_id, doctor).status == 404
    assert clinic.show(assessment_id, owner, doctor, soon(days=30)).status == 201
    shown = clinic.look(assessment_id, doctor)
    assert shown.status == 200
    assert set(shown.json) == {"assessmentId", "waveId", "questionnaire", "locale", "createdAt", "subscales"}
    assert shown.json["subscales"][0]["score"] == 100.0
    clinic.change("UPDATE grants SET until = %s", utc_now())
    assert clinic.look(assessment_id, doctor).status == 404


def test_a_grant_ends_when_it_is_withdrawn(clinic: Clinic) -> None:
    owner, assessment_id = clinic.answered()
    doctors = [clinic.person(), clinic.person()]
    for doctor in doctors:
        clinic.show(assessment_id, owner, doctor, soon(days=1))
    path, query = f"/hr/assessments/{assessment_id}/grants", f"professional_id={doctors[0].id}"
    assert ask(withdraw_grant, "DELETE", path, caller=owner, query=query).status == 204
    assert [clinic.look(assessment_id, doctor).status for doctor in doctors] == [404, 200]
    assert ask(withdraw_grant, "DELETE", path, caller=owner).status == 204
    assert clinic.look(assessment_id, doctors[1]).status == 404


def test_a_grant_shows_nothing_once_the_assessment_is_not_agreed_to(clinic: Clinic) -> None:
    owner, assessment_id = clinic.answered()
    doctor = clinic.person()
    clinic.show(assessment_id, owner, doctor, soon(days=1))
    clinic.withdraw(owner, "assessment")
    assert clinic.look(assessment_id, doctor).status == 404


@pytest.mark.parametrize(("span", "pointer"), [({"days": 31}, "/until"), ({"seconds": -1}, "/until")])
def test_a_grant_ends_within_thirty_days(clinic: Clinic, span: dict[str, float], pointer: str) -> None:
    owner, assessment_id = clinic.answered()
    assert fields(clinic.show(assessment_id, owner, clinic.person(), soon(**span))) == [(pointer, "grant_refused")]


def test_a_grant_is_to_somebody_else_of_the_company(clinic: Clinic, other: Clinic) -> None:
    owner, assessment_id = clinic.answered()
    nobody = Caller(id=new_id(), company_id=clinic.company_id, role=Role.USER, scopes=frozenset())
    replies = [clinic.show(assessment_id, owner, to, soon(days=1)) for to in (other.person(), nobody)]
    assert [fields(reply) for reply in replies] == [[("/professionalId", "unknown_person")]] * 2
    assert fields(clinic.show(assessment_id, owner, owner, soon(days=1))) == [("/professionalId", "grant_refused")]


def test_each_look_is_told_to_the_person(clinic: Clinic) -> None:
    owner, assessment_id = clinic.answered()
    doctor = clinic.person()
    clinic.show(assessment_id, owner, doctor, soon(days=1))
    clinic.look(assessment_id, doctor)
    clinic.look(assessment_id, clinic.person())
    clinic.look(assessment_id, owner)
    told = ask(list_views, "GET", "/hr/me/views", caller=owner).json["items"]
    assert [(one["viewerId"], one["viewer"], one["seen"]) for one in told] == [
        (str(owner.id), f"{owner.id}@x.example", "everything"),
        (str(doctor.id), f"{doctor.id}@x.example", "scores"),
    ]
    assert ask(list_views, "GET", "/hr/me/views", caller=doctor).json["items"] == []


def test_another_company_sees_nothing(clinic: Clinic, other: Clinic) -> None:
    _, assessment_id = clinic.answered()
    stranger = other.person(*PURPOSES)
    theirs, unknown = other.look(assessment_id, stranger), other.look(new_id(), stranger)
    assert (theirs.status, theirs.json["detail"]) == (404, unknown.json["detail"])
