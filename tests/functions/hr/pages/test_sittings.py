"""A link lets one person in, once, in one browser; what keeps them in is shown to nobody."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest

from functions.hr.domain.entrances import ANSWERING
from functions.registry import registry
from shared.core.function import Http
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.pages.conftest import Invite
from tests.functions.hr.pages.visitor import Visitor, route

PAGES = sorted(
    (one.trigger.method, one.trigger.path)
    for one in registry()
    if isinstance(one.trigger, Http) and one.trigger.path.startswith("/hr/answer/")
)
OVER = "Tu sesión terminó"
DEAD = "Este enlace no sirve, o ya no"


@pytest.fixture
def ana(clinic: Clinic, invite: Invite) -> Visitor:
    return Visitor(invite(clinic.person()))


def test_a_link_is_exchanged_for_a_cookie_that_no_script_and_no_other_site_gets(ana: Visitor) -> None:
    reply = ana.begin()
    assert (reply.status, reply.headers["location"]) == (303, "answer/questions?lang=es")
    parts = ana.set.split("; ")
    assert parts[0].startswith("hr_sitting=astramech_sitting_")
    assert set(parts[1:]) == {"Path=/api/v1/hr/answer", "Max-Age=7200", "HttpOnly", "SameSite=Strict", "Secure"}
    assert ana.get("/questions").status == 200


def test_looking_at_a_link_does_not_use_it_up(ana: Visitor) -> None:
    assert ana.get().status == 200
    assert ana.set == ""
    assert ana.begin().status == 303


def test_a_link_works_once(ana: Visitor) -> None:
    ana.begin()
    second = Visitor(ana.link).begin()
    assert second.status == 404
    assert DEAD in second.body


def test_who_goes_back_to_their_own_link_goes_on(ana: Visitor) -> None:
    ana.begin()
    kept = ana.cookie
    again = ana.begin()
    assert (again.status, ana.set, ana.cookie) == (303, "", kept)


def test_a_used_link_of_somebody_else_opens_nothing_in_a_browser_that_is_open(
    ana: Visitor, clinic: Clinic, invite: Invite
) -> None:
    ben = Visitor(invite(clinic.person()))
    ben.begin()
    ana.begin()
    ana.link = ben.link
    assert ana.begin().status == 404


@pytest.mark.parametrize("link", ["x", "astramech_invitation_", "astramech_invitation_AAAA", "https://a.example/#é"])
def test_what_is_no_link_opens_nothing(ana: Visitor, link: str) -> None:
    ana.link = link
    reply = ana.begin()
    assert (reply.status, ana.cookie) == (404, "")
    assert DEAD in reply.body


def test_an_expired_link_opens_nothing(ana: Visitor, clinic: Clinic) -> None:
    clinic.change("UPDATE invitations SET expires_at = now() WHERE company_id = %s", clinic.company_id)
    assert ana.begin().status == 404


def test_a_new_link_ends_the_sitting_of_the_one_before(clinic: Clinic, invite: Invite) -> None:
    person = clinic.person()
    first = Visitor(invite(person))
    first.begin()
    second = Visitor(invite(person))
    assert first.get("/questions").status == 401
    assert second.begin().status == 303


def test_a_sitting_ends_by_leaving(ana: Visitor) -> None:
    ana.begin()
    cookie = ana.cookie
    gone = ana.post("/leave")
    assert (gone.status, ana.cookie) == (200, "")
    assert "Max-Age=0" in ana.set
    ana.cookie = cookie
    assert ana.get("/questions").status == 401


def test_a_sitting_ends_after_two_hours(ana: Visitor, clinic: Clinic) -> None:
    ana.begin()
    (row,) = clinic.rows("invitations")
    assert row["sitting_until"] - row["used_at"] == pytest.approx(ANSWERING.sits_for, abs=timedelta(minutes=1))
    clinic.change("UPDATE invitations SET sitting_until = now() WHERE company_id = %s", clinic.company_id)
    reply = ana.get("/questions")
    assert reply.status == 401
    assert OVER in reply.body


def test_a_sitting_ends_with_the_account(ana: Visitor, clinic: Clinic) -> None:
    ana.begin()
    clinic.change("UPDATE users SET status = 'disabled' WHERE company_id = %s", clinic.company_id)
    assert ana.get("/questions").status == 401


@pytest.mark.parametrize(("method", "path"), [one for one in PAGES if one[1] != "/hr/answer/leave"])
@pytest.mark.parametrize("cookie", ["", "hr_sitting=x", "hr_sitting=astramech_sitting_AAAA"])
def test_without_a_sitting_every_page_says_that_it_is_over(ana: Visitor, method: str, path: str, cookie: str) -> None:
    ana.cookie = cookie
    page = path.removeprefix("/hr/answer")
    reply = ana.get(page) if method == "GET" else ana.post(page)
    assert reply.status == 401
    assert reply.headers["content-type"].startswith("text/html")
    assert OVER in reply.body


def test_a_sitting_of_one_company_opens_nothing_in_another(ana: Visitor, clinic: Clinic) -> None:
    ana.begin()
    clinic.change("UPDATE invitations SET sitting_hash = NULL WHERE company_id = %s", clinic.company_id)
    assert ana.get("/questions").status == 401


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_refused(ana: Visitor, site: str) -> None:
    ana.headers = {"sec-fetch-site": site}
    assert ana.begin().status == 403
    ana.headers = {}
    ana.begun()
    ana.headers = {"sec-fetch-site": site}
    assert ana.post("/delete", sure="yes").status == 403


def test_every_page_runs_its_own_script_alone_and_is_kept_nowhere(ana: Visitor) -> None:
    ana.begun()
    for page in ("", "/questions", "/result", "/rights"):
        reply = ana.get(page, "step=1&lang=es")
        headers = reply.headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        script = reply.body.partition("<script>")[2].partition("</script>")[0]
        style = reply.body.partition("<style>")[2].partition("</style>")[0]
        assert policy == {
            "default-src": "'none'",
            "style-src": f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'",
            "script-src": f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'",
            "connect-src": "'self'",
            "form-action": "'self'",
            "img-src": "data:",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }
        assert script
        assert style
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-language"] == "es"
        assert "http" not in reply.body.replace(script, "").replace(style, "")
        assert " style=" not in reply.body
        assert " onclick=" not in reply.body


def test_secrets_are_kept_and_logged_nowhere(ana: Visitor, clinic: Clinic, logged: StringIO) -> None:
    ana.begin()
    ana.get("/questions")
    Visitor(ana.link).begin()
    secrets = [ana.link.partition("#")[2], ana.cookie.partition("=")[2]]
    told = logged.getvalue() + str(clinic.rows("invitations")) + str(clinic.rows("hr_audit"))
    assert not [one for one in secrets if one in told]


def test_the_routes_are_those_that_are_tested() -> None:
    assert ("GET", "/hr/answer/questions") in PAGES
    assert route("POST", "/hr/answer/submit").resources >= route("GET", "/hr/answer/result").resources
