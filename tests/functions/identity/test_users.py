"""The users of a company: who may let whom in, change them, and remove them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest

from functions.identity.providers.accounts import users
from functions.identity.providers.standing import standings
from functions.identity.schemas import UserChange
from functions.identity.service.users import Users
from shared.auth.caller import Caller
from shared.auth.scopes import SCOPES_OF_ROLE, Role, Scope
from shared.core.clock import utc_now
from shared.core.errors import Forbidden, Problem
from tests.functions.identity.conftest import PASSWORD, Api, Person, eventually, new_email
from tests.functions.identity.test_sessions import session_in, waiting
from tests.functions.identity.test_sign_in import refused
from tests.stage import Stage


def a_draft(**changes: object) -> dict[str, object]:
    return {"email": new_email(), "name": "Íñigo 🌵", "role": "user", "password": PASSWORD, **changes}


def names_of(problem: dict[str, object]) -> list[str]:
    errors = problem["errors"]
    assert isinstance(errors, list)
    return [error["field"] for error in errors]


def test_an_admin_lets_a_person_in(admin: Person, api: Api) -> None:
    draft = a_draft()
    answer = admin.ask("POST", "/users", draft)
    assert answer.status_code == 201
    user = answer.json()
    assert (user["email"], user["name"], user["role"], user["status"]) == (
        draft["email"],
        "Íñigo 🌵",
        "user",
        "active",
    )
    assert "password" not in answer.text
    assert admin.ask("GET", f"/users/{user['id']}").json() == user
    person = Person(api, str(draft["email"])).sign_in()
    assert person.tokens["scope"].split() == sorted(SCOPES_OF_ROLE[Role.USER])


@pytest.mark.parametrize("role", ["user", "viewer"])
def test_only_admins_see_and_change_users(admin: Person, role: str) -> None:
    person = admin.add(role)
    for method, path, body in (
        ("GET", "/users", None),
        ("POST", "/users", a_draft()),
        ("PATCH", f"/users/{person.id}", {"role": "admin"}),
        ("DELETE", f"/users/{admin.id}", None),
        ("POST", "/api-keys", {"name": "k", "scopes": ["crm:read"]}),
    ):
        problem = refused(person.ask(method, path, body), 403)
        assert problem["required_scope"] in {"users:read", "users:write", "api-keys:write"}


def test_an_address_is_taken_once_in_any_case_and_in_any_company(
    admin: Person, new_admin: Callable[[], Person]
) -> None:
    other = new_admin()
    for email in (admin.email, admin.email.upper()):
        for asking in (admin, other):
            problem = refused(asking.ask("POST", "/users", a_draft(email=email)), 409)
            assert problem["detail"] == "A user with this e-mail address exists."


@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        ("a" * 11, False),
        ("a" * 12, True),
        ("ü" * 128, True),
        ("a" * 129, False),
        ("ﬁ" * 6, True),  # twelve letters once the ligatures are two each
        ("ﬁ" * 65, False),
        ("u\u0308" * 8, False),  # eight letters once they are composed
        ("\U0001d54f" * 12, True),
        (17, False),
        (None, False),
    ],
)
def test_a_password_has_12_to_128_characters_in_normal_form(admin: Person, password: object, accepted: bool) -> None:  # noqa: FBT001
    answer = admin.ask("POST", "/users", a_draft(password=password))
    if accepted:
        assert answer.status_code == 201, answer.text
    else:
        assert names_of(refused(answer, 422)) == ["password"]


def test_a_password_is_not_the_address(admin: Person) -> None:
    email = new_email()
    problem = refused(admin.ask("POST", "/users", a_draft(email=email, password=email.upper())), 422)
    assert names_of(problem) == ["password"]


def test_users_are_listed_in_pages_newest_first(admin: Person) -> None:
    ids = [admin.ask("POST", "/users", a_draft()).json()["id"] for _ in range(4)]
    expected = [*reversed(ids), str(admin.id)]
    found: list[str] = []
    cursor = ""
    while True:
        page = admin.ask("GET", f"/users?limit=2{cursor}").json()
        found.extend(item["id"] for item in page["items"])
        if page["next_cursor"] is None:
            break
        assert len(page["items"]) == 2
        cursor = f"&cursor={page['next_cursor']}"
    assert found == expected


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=nonsense", "cursor=%00"])
def test_a_page_that_cannot_be_is_refused(admin: Person, query: str) -> None:
    refused(admin.ask("GET", f"/users?{query}"), 422)


def test_a_change_changes_what_it_names(admin: Person) -> None:
    person = admin.add()
    changed = admin.ask("PATCH", f"/users/{person.id}", {"name": "Nuria", "role": "viewer"}).json()
    assert (changed["name"], changed["role"], changed["status"]) == ("Nuria", "viewer", "active")
    assert admin.ask("PATCH", f"/users/{person.id}", {}).json() == changed
    refused(admin.ask("PATCH", f"/users/{person.id}", {"email": new_email()}), 422)


def test_a_new_password_signs_its_user_out(admin: Person) -> None:
    person = admin.add()
    changed = admin.ask("PATCH", f"/users/{person.id}", {"password": "another good password"})
    assert changed.status_code == 200
    refused(person.refresh(), 401)
    refused(person.try_sign_in(), 401)
    assert person.try_sign_in("another good password").status_code == 200


def test_a_deleted_user_loses_tokens_and_keys(admin: Person) -> None:
    other = admin.add("admin")
    key = other.ask("POST", "/api-keys", {"name": "k", "scopes": ["crm:read"]}).json()["api_key"]
    assert admin.ask("DELETE", f"/users/{other.id}").status_code == 204
    refused(other.refresh(), 401)
    refused(other.try_sign_in(), 401)
    refused(other.api.post("/auth/token", {"grant_type": "api_key", "api_key": key}), 401)
    refused(other.ask("GET", "/auth/me"), 401)
    refused(admin.ask("GET", f"/users/{other.id}"), 404)


@pytest.mark.parametrize("change", [{"role": "user"}, {"role": "viewer"}, {"status": "disabled"}])
def test_the_last_admin_stays_an_active_admin(admin: Person, change: dict[str, str]) -> None:
    admin.add("user")
    disabled = admin.add("admin")
    assert admin.ask("PATCH", f"/users/{disabled.id}", {"status": "disabled"}).status_code == 200
    refused(admin.ask("PATCH", f"/users/{admin.id}", change), 409)
    refused(admin.ask("DELETE", f"/users/{admin.id}"), 409)
    second = admin.add("admin")
    assert second.ask("PATCH", f"/users/{admin.id}", change).status_code == 200


def test_a_demoted_admin_cannot_use_the_old_token_to_rise_again(admin: Person) -> None:
    other = admin.add("admin")
    assert admin.ask("PATCH", f"/users/{other.id}", {"role": "viewer"}).status_code == 200
    for method, path, body in (
        ("PATCH", f"/users/{other.id}", {"role": "admin"}),
        ("POST", "/users", a_draft(role="admin")),
        ("DELETE", f"/users/{admin.id}", None),
        ("POST", "/api-keys", {"name": "k", "scopes": ["users:write"]}),
    ):
        refused(other.ask(method, path, body), 403)
    assert other.ask("GET", "/auth/me").json()["scopes"] == sorted(SCOPES_OF_ROLE[Role.VIEWER])


def test_a_disabled_admin_cannot_use_the_old_token_either(admin: Person) -> None:
    other = admin.add("admin")
    admin.ask("PATCH", f"/users/{other.id}", {"status": "disabled"})
    problem = refused(other.ask("PATCH", f"/users/{other.id}", {"status": "active"}), 401)
    assert problem["detail"] == "This user is disabled."


def test_a_key_that_may_only_write_users_cannot_make_or_take_over_an_admin(admin: Person) -> None:
    viewer, rival = admin.add("viewer"), admin.add("admin")
    draft = {
        "name": "provisioning",
        "scopes": ["users:write", "users:read", "crm:read", "finance:read", "hr:self", "calls:read", "events:read"],
    }
    key = admin.ask("POST", "/api-keys", draft).json()["api_key"]
    token = admin.api.post("/auth/token", {"grant_type": "api_key", "api_key": key}).json()["access_token"]
    for method, path, body in (
        ("POST", "/users", a_draft(role="admin")),
        ("PATCH", f"/users/{viewer.id}", {"role": "admin"}),
        ("PATCH", f"/users/{rival.id}", {"password": "taken over by a key"}),
        ("DELETE", f"/users/{rival.id}", None),
    ):
        refused(admin.ask(method, path, body, token=token), 403)
    assert admin.ask("POST", "/users", a_draft(role="viewer"), token=token).status_code == 201


def test_another_companys_users_are_not_there(admin: Person, new_admin: Callable[[], Person]) -> None:
    other = new_admin()
    for method, body in (("GET", None), ("PATCH", {"role": "viewer"}), ("DELETE", None)):
        refused(other.ask(method, f"/users/{admin.id}", body), 404)
    listed = other.ask("GET", "/users").json()["items"]
    assert [user["id"] for user in listed] == [str(other.id)]
    refused(admin.ask("GET", f"/users/{uuid4()}"), 404)
    refused(admin.ask("GET", "/users/1%20or%201=1"), 422)


def test_ones_own_password_needs_the_current_one(admin: Person) -> None:
    refused(admin.ask("PATCH", f"/users/{admin.id}", {"password": "another good password"}), 403)
    change = {"current_password": "wrong password here", "new_password": "another good password"}
    refused(admin.ask("PUT", "/auth/password", change), 403)
    assert admin.ask("PUT", "/auth/password", change | {"current_password": PASSWORD}).status_code == 204
    refused(admin.refresh(), 401)
    assert admin.try_sign_in("another good password").status_code == 200
    email = {"current_password": "another good password", "new_password": admin.email}
    assert names_of(refused(admin.ask("PUT", "/auth/password", email), 422)) == ["new_password"]


def test_a_stolen_token_cannot_try_passwords_for_long(admin: Person) -> None:
    change = {"current_password": "wrong password here", "new_password": "another good password"}
    statuses = [admin.ask("PUT", "/auth/password", change).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]


def test_two_admins_who_demote_each_other_at_one_moment_leave_one(admin: Person, stage: Stage) -> None:
    other = admin.add("admin")
    outcomes: list[object] = []
    rival = threading.Thread(target=lambda: outcomes.append(demote(admin, by=other)))
    with users_of(admin) as company:
        company.change(other.id, UserChange(role=Role.VIEWER), by=caller_for(admin))  # type: ignore[arg-type]
        rival.start()
        eventually(lambda: waiting(stage), "the second demotion to wait for the first")
    rival.join(timeout=10)
    assert [type(outcome) for outcome in outcomes] == [Forbidden]
    with psycopg.connect(stage.database.url()) as owner:
        query = "SELECT id FROM users WHERE company_id = %s AND role = 'admin'"
        assert owner.execute(query, [admin.company_id]).fetchall() == [(admin.id,)]


@contextmanager
def users_of(person: Person) -> Iterator[Users]:
    with session_in(person.company_id) as session:
        yield users(session, standings(session, utc_now), utc_now)


def demote(person: Person, *, by: Person) -> object:
    assert person.id
    try:
        with users_of(by) as company:
            return company.change(person.id, UserChange(role=Role.VIEWER), by=caller_for(by))
    except Problem as problem:
        return problem


def caller_for(person: Person) -> Caller:
    assert person.id
    assert person.company_id
    return Caller(id=person.id, company_id=person.company_id, role=Role.ADMIN, scopes=frozenset(Scope))
