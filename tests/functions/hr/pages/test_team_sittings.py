"""Who gets to the pages about teams: by a link of one's own, once, for an hour, as long as one may see risks."""

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from uuid import UUID

import pytest

from functions.hr.api.team_page.links import create_overview_link
from functions.registry import registry
from shared.auth.scopes import Role, Scope
from shared.core.function import Http
from shared.core.resources import DATABASE
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.pages.conftest import Invite
from tests.functions.hr.pages.visitor import Visitor, route
from tests.functions.hr.teams.company import Company
from tests.lambdas import ask
from tests.stage import Stage

PAGE = "/hr/overview/page"
OVER = "Tu sesión terminó"
DEAD = "Este enlace no sirve, o ya no"


@pytest.fixture
def eva(firm: Company) -> Visitor:
    """An administrator with a link."""
    return Visitor(firm.link().json["url"], PAGE)


def test_a_link_is_made_by_who_may_see_risks_and_is_a_person(firm: Company, clinic: Clinic) -> None:
    made = firm.link()
    assert (made.status, made.json["userId"]) == (201, str(firm.boss.id))
    assert made.json["url"].startswith(f"https://api.example.com/api/v1{PAGE}#astramech_overview_link_")
    for role in (Role.USER, Role.VIEWER):
        assert firm.link(clinic.person(role=role)).status == 403
    assert firm.link(clinic.program(Scope.HR_RISKS)).status == 403


def test_a_link_is_exchanged_once_for_a_cookie_of_these_pages_alone(eva: Visitor) -> None:
    assert eva.get().status == 200
    reply = eva.begin()
    assert (reply.status, reply.headers["location"]) == (303, "page/teams?lang=es")
    parts = eva.set.split("; ")
    assert parts[0].startswith("hr_overview=astramech_overview_sitting_")
    assert set(parts[1:]) == {f"Path=/api/v1{PAGE}", "Max-Age=3600", "HttpOnly", "SameSite=Strict", "Secure"}
    assert eva.get("/teams").status == 200
    assert DEAD in Visitor(eva.link, PAGE).begin().body


def test_a_link_works_for_ten_minutes(eva: Visitor, clinic: Clinic) -> None:
    (row,) = clinic.rows("invitations")
    assert row["expires_at"] - row["created_at"] == pytest.approx(timedelta(minutes=10), abs=timedelta(minutes=1))
    clinic.change("UPDATE invitations SET expires_at = now() WHERE company_id = %s", clinic.company_id)
    assert eva.begin().status == 404


def test_a_link_to_ones_answers_opens_no_teams_and_the_other_way_round(
    eva: Visitor, firm: Company, invite: Invite
) -> None:
    mine = Visitor(invite(firm.boss))
    assert (Visitor(mine.link, PAGE).begin().status, Visitor(eva.link).begin().status) == (404, 404)
    secret = mine.link.partition("#")[2].removeprefix("astramech_invitation_")
    assert Visitor(f"#astramech_overview_link_{secret}", PAGE).begin().status == 404
    mine.begin()
    token = mine.cookie.partition("=")[2]
    for forged in (token, token.replace("astramech_sitting_", "astramech_overview_sitting_")):
        eva.cookie = f"hr_overview={forged}"
        assert eva.get("/teams").status == 401


def test_being_asked_how_work_is_ends_no_sitting_at_the_teams(eva: Visitor, firm: Company, invite: Invite) -> None:
    eva.begin()
    invite(firm.boss)
    assert eva.get("/teams").status == 200
    firm.link()
    assert eva.get("/teams").status == 401


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE users SET role = 'user' WHERE company_id = %s",
        "UPDATE users SET status = 'disabled' WHERE company_id = %s",
        "UPDATE invitations SET sitting_until = now() WHERE company_id = %s",
    ],
    ids=["another role", "disabled", "an hour"],
)
def test_a_sitting_ends_with_the_role_the_account_and_the_hour(eva: Visitor, clinic: Clinic, change: str) -> None:
    eva.begin()
    (row,) = clinic.rows("invitations")
    assert row["sitting_until"] - row["used_at"] == pytest.approx(timedelta(hours=1), abs=timedelta(minutes=1))
    clinic.change(change, clinic.company_id)
    for reply in (eva.get("/teams"), eva.post("/teams", team="company")):
        assert reply.status == 401
        assert OVER in reply.body


def test_a_link_is_dead_once_its_person_lost_the_role(eva: Visitor, clinic: Clinic) -> None:
    clinic.change("UPDATE users SET role = 'user' WHERE company_id = %s", clinic.company_id)
    assert eva.begin().status == 404


def test_a_sitting_ends_by_leaving(eva: Visitor) -> None:
    eva.begin()
    cookie = eva.cookie
    assert (eva.post("/leave").status, eva.cookie) == (200, "")
    eva.cookie = cookie
    assert eva.get("/teams").status == 401


@pytest.mark.parametrize("cookie", ["", "hr_overview=x", "hr_overview=astramech_overview_sitting_AAAA"])
def test_without_a_sitting_every_page_says_that_it_is_over(eva: Visitor, cookie: str) -> None:
    pages = [
        one.trigger
        for one in registry()
        if isinstance(one.trigger, Http) and one.trigger.path.startswith(f"{PAGE}/") and one.trigger.admission
    ]
    assert len(pages) == 2
    for trigger in pages:
        eva.cookie = cookie
        page = trigger.path.removeprefix(PAGE)
        reply = eva.get(page) if trigger.method == "GET" else eva.post(page, team="company")
        assert (reply.status, OVER in reply.body) == (401, True)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_refused(eva: Visitor, site: str) -> None:
    eva.begin()
    eva.headers = {"sec-fetch-site": site}
    assert eva.post("/teams", team="company").status == 403


def test_a_page_of_teams_runs_nothing_loads_nothing_and_is_kept_nowhere(eva: Visitor) -> None:
    eva.begin()
    for query in ("lang=es", "team=company&lang=es"):
        reply = eva.get("/teams", query)
        policy = dict(part.split(" ", 1) for part in reply.headers["content-security-policy"].split("; "))
        style = reply.body.partition("<style>")[2].partition("</style>")[0]
        assert policy == {
            "default-src": "'none'",
            "style-src": f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'",
            "script-src": "'none'",
            "connect-src": "'none'",
            "form-action": "'self'",
            "img-src": "data:",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }
        assert "<script" not in reply.body
        assert "http" not in reply.body
        assert (reply.headers["cache-control"], reply.headers["referrer-policy"]) == ("no-store", "no-referrer")


def test_secrets_are_kept_and_logged_nowhere(eva: Visitor, clinic: Clinic, logged: StringIO) -> None:
    eva.begin()
    eva.get("/teams")
    secrets = [eva.link.partition("#")[2], eva.cookie.partition("=")[2]]
    told = logged.getvalue() + str(clinic.rows("invitations")) + str(clinic.rows("hr_audit"))
    assert not [one for one in secrets if one in told]
    assert {row["action"] for row in clinic.rows("hr_audit")} >= {"overview_link.made", "overview_link.used"}


def test_a_sitting_sees_its_own_company_alone(
    eva: Visitor, stage: Stage, new_company: Callable[[], UUID], firm: Company
) -> None:
    elsewhere = Company(Clinic(stage.database, new_company()))
    elsewhere.answered(5)
    theirs = elsewhere.team("Recepción ajena", range(1, 6))
    eva.begin()
    assert "Recepción ajena" not in eva.get("/teams").body
    assert eva.post("/teams", team=theirs).headers["location"] == f"teams?team={theirs}&lang=es"
    reply = eva.get("/teams", f"team={theirs}&lang=es")
    assert (reply.status, "Recepción ajena" in reply.body) == (404, False)
    assert elsewhere.clinic.rows("team_results") == elsewhere.clinic.rows("release_ledger") == []
    assert firm.clinic.rows("team_results") == []


def test_what_shows_teams_holds_no_key_and_announces_nothing() -> None:
    assert {one.kind for one in route("GET", f"{PAGE}/teams").resources} == {DATABASE.kind}
    for method, page in (("GET", ""), ("POST", ""), ("POST", "/leave")):
        assert route(method, PAGE + page).resources == {DATABASE}
    assert create_overview_link.resources == {DATABASE}
    assert route("POST", f"{PAGE}/teams").resources > {DATABASE}


def test_a_link_is_for_the_caller_whatever_is_sent(firm: Company, clinic: Clinic) -> None:
    other = clinic.person(role=Role.ADMIN)
    body = {"userId": str(other.id)}
    reply = ask(create_overview_link, "POST", "/hr/overview/links", body=body, caller=firm.boss)
    assert reply.json["userId"] == str(firm.boss.id)
