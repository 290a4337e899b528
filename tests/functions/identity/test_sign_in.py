"""Signing in with a password: who is let in, what a stranger learns, and how fast they may try."""

import time
from collections.abc import Callable

import argon2
import httpx
import psycopg
import pytest

from functions.identity.service.throttle import PER_ADDRESS, PER_EMAIL, WINDOW
from tests.functions.identity.conftest import Api, Person, new_email
from tests.stage import Stage


def refused(answer: httpx.Response, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, object] = answer.json()
    assert body["status"] == status
    return body


def without_ids(problem: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in problem.items() if name != "correlation_id"}


def test_a_password_gives_tokens_that_work(admin: Person) -> None:
    assert admin.tokens["token_type"] == "Bearer"
    assert admin.tokens["expires_in"] == 900
    me = admin.ask("GET", "/auth/me").json()
    assert (me["kind"], me["email"], me["role"]) == ("user", admin.email, "admin")
    assert me["company"] == {"id": str(admin.company_id), "name": "Hotel Brisa"}
    assert me["scopes"] == admin.tokens["scope"].split()


def test_tokens_are_not_cached(admin: Person) -> None:
    assert admin.try_sign_in().headers["cache-control"] == "no-store"


def test_an_address_is_the_same_in_any_case(admin: Person) -> None:
    admin.email = admin.email.upper()
    assert admin.try_sign_in().status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(admin: Person, api: Api) -> None:
    wrong = refused(admin.try_sign_in("wrong password here"), 401)
    unknown = refused(Person(api, new_email()).try_sign_in(), 401)
    assert without_ids(wrong) == without_ids(unknown)
    assert wrong["detail"] == "E-mail or password is not right."


def test_a_wrong_password_and_an_unknown_address_take_the_same_time(new_admin: Callable[[], Person], api: Api) -> None:
    """Time of this thread alone: argon2 is most of it, and an answer without it would take a third."""
    person = new_admin()

    def cost(someone: Person) -> float:
        started = time.thread_time()
        assert someone.try_sign_in("wrong password here").status_code == 401
        return time.thread_time() - started

    costs = [(cost(person), cost(Person(api, new_email()))) for _ in range(PER_EMAIL)]
    known, unknown = (min(column) for column in zip(*costs, strict=True))
    assert 0.7 < unknown / known < 1.4


def test_a_disabled_user_neither_signs_in_nor_refreshes(admin: Person) -> None:
    person = admin.add()
    assert admin.ask("PATCH", f"/users/{person.id}", {"status": "disabled"}).status_code == 200
    assert refused(person.try_sign_in(), 401)["detail"] == "This user is disabled."
    refused(person.refresh(), 401)
    assert refused(person.try_sign_in("wrong password here"), 401)["detail"] == "E-mail or password is not right."


def test_signing_in_renews_a_hash_of_weaker_parameters(admin: Person, stage: Stage) -> None:
    weaker = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(admin.password)
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute("UPDATE users SET password_hash = %s WHERE id = %s", [weaker, admin.id])
    admin.sign_in()
    with psycopg.connect(stage.database.url()) as owner:
        row = owner.execute("SELECT password_hash, last_login_at FROM users WHERE id = %s", [admin.id]).fetchone()
    assert row
    assert argon2.extract_parameters(row[0]).memory_cost == 19 * 1024
    assert row[1] is not None
    assert admin.try_sign_in().status_code == 200


def test_too_many_attempts_at_one_address_must_wait(admin: Person) -> None:
    for _ in range(PER_EMAIL):
        assert admin.try_sign_in("wrong password here").status_code == 401
    slowed = admin.try_sign_in()
    refused(slowed, 429)
    assert 0 < int(slowed.headers["retry-after"]) <= WINDOW


def test_the_unknown_are_slowed_like_the_known(api: Api) -> None:
    nobody = Person(api, new_email())
    answers = [nobody.try_sign_in().status_code for _ in range(PER_EMAIL + 1)]
    assert answers == [401] * PER_EMAIL + [429]


def test_signing_in_forgives_the_attempts_before(admin: Person) -> None:
    for _ in range(2):
        for _ in range(PER_EMAIL - 1):
            assert admin.try_sign_in("wrong password here").status_code == 401
        assert admin.try_sign_in().status_code == 200


def test_one_source_cannot_try_many_addresses(api: Api, admin: Person) -> None:
    statuses = [Person(api, new_email()).try_sign_in().status_code for _ in range(PER_ADDRESS + 1)]
    assert statuses == [401] * PER_ADDRESS + [429]
    refused(admin.try_sign_in(), 429)


def test_signing_in_often_slows_nobody(admin: Person, stage: Stage) -> None:
    assert stage
    for _ in range(PER_ADDRESS // 10):
        admin.sign_in()
    assert source_hits(stage) == 0


def source_hits(stage: Stage) -> int:
    from shared.core.cache import Cache  # noqa: PLC0415

    assert stage
    return sum(int(hits) for key, hits in Cache().under("sign-in") if key.startswith("source#"))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"grant_type": "password", "email": "no address", "password": "x"}, "password.email"),
        ({"grant_type": "password", "email": "a@people.example", "password": ""}, "password.password"),
        ({"grant_type": "password", "email": "a@people.example", "password": "\ud800"}, "password.password"),
        ({"grant_type": "password", "email": "a@people.example", "password": "x" * 513}, "password.password"),
        ({"grant_type": "password", "email": ["a"], "password": {}}, "password.email"),
        ({"grant_type": "api_key"}, "api_key.api_key"),
        ({"grant_type": "magic"}, "body"),
        ({}, "body"),
    ],
)
def test_what_is_no_grant_is_described(api: Api, body: object, field: str) -> None:
    problem = refused(api.post("/auth/token", body), 422)
    errors = problem["errors"]
    assert isinstance(errors, list)
    assert field in [error["field"] for error in errors]
    assert "x" * 50 not in str(problem)
