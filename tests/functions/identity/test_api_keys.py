"""API keys: programs sign in with them, and never do more than their creator may."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from functions.identity.domain.opaque import API_KEY, REFRESH
from tests.functions.identity.conftest import Api, Person
from tests.functions.identity.test_sign_in import refused
from tests.stage import Stage

DRAFT = {"name": "importer", "scopes": ["crm:read", "crm:write"]}


def make(person: Person, **changes: Any) -> dict[str, Any]:
    answer = person.ask("POST", "/api-keys", {**DRAFT, **changes})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def exchange(api: Api, key: str) -> httpx.Response:
    return api.post("/auth/token", {"grant_type": "api_key", "api_key": key})


def test_a_key_is_exchanged_for_a_token_with_its_scopes(admin: Person, api: Api) -> None:
    key = make(admin)
    tokens = exchange(api, key["api_key"]).json()
    assert tokens["refresh_token"] is None
    assert tokens["scope"].split() == ["crm:read", "crm:write"]
    me = admin.ask("GET", "/auth/me", token=tokens["access_token"]).json()
    assert (me["kind"], me["id"], me["user_id"], me["name"]) == ("api_key", key["id"], str(admin.id), "importer")
    assert me["scopes"] == ["crm:read", "crm:write"]
    refused(admin.ask("GET", "/users", token=tokens["access_token"]), 403)


def test_the_secret_is_shown_once_and_kept_nowhere(admin: Person, stage: Stage) -> None:
    key = make(admin)
    listed = admin.ask("GET", "/api-keys")
    assert [item["id"] for item in listed.json()["items"]] == [key["id"]]
    secret = key["api_key"].removeprefix(API_KEY)
    assert secret not in listed.text
    with psycopg.connect(stage.database.url()) as owner:
        assert secret not in str(owner.execute("SELECT k::text FROM api_keys k").fetchall())


def test_use_is_noted(admin: Person, api: Api) -> None:
    key = make(admin)
    assert key["last_used_at"] is None
    exchange(api, key["api_key"])
    assert admin.ask("GET", "/api-keys").json()["items"][0]["last_used_at"]


def test_a_revoked_key_is_dead_and_stays_in_the_list(admin: Person, api: Api) -> None:
    key = make(admin)
    for _ in range(2):
        assert admin.ask("DELETE", f"/api-keys/{key['id']}").status_code == 204
    assert refused(exchange(api, key["api_key"]), 401)["detail"] == "This API key has expired or was revoked."
    assert admin.ask("GET", "/api-keys").json()["items"][0]["revoked_at"]
    refused(admin.ask("DELETE", f"/api-keys/{uuid4()}"), 404)


def test_a_key_expires(admin: Person, api: Api, stage: Stage) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    key = make(admin, expires_at=tomorrow.isoformat())
    assert exchange(api, key["api_key"]).status_code == 200
    with psycopg.connect(stage.database.url()) as owner:
        owner.execute("UPDATE api_keys SET expires_at = now() WHERE id = %s", [key["id"]])
    refused(exchange(api, key["api_key"]), 401)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2020-01-01T00:00:00"}, "expires_at"),
        ({"expires_at": "2027-02-30T00:00:00Z"}, "expires_at"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes.0"),
        ({"name": ""}, "name"),
        ({"name": "a\u0000b"}, "name"),
    ],
)
def test_a_key_that_cannot_be_is_refused(admin: Person, change: dict[str, Any], field: str) -> None:
    problem = refused(admin.ask("POST", "/api-keys", {**DRAFT, **change}), 422)
    assert isinstance(problem["errors"], list)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert admin.ask("GET", "/api-keys").json()["items"] == []


def test_a_key_shrinks_with_its_creator(admin: Person, api: Api) -> None:
    other = admin.add("admin")
    key = make(other, scopes=["crm:read", "crm:write", "users:write"])
    admin.ask("PATCH", f"/users/{other.id}", {"role": "viewer"})
    tokens = exchange(api, key["api_key"]).json()
    assert tokens["scope"] == "crm:read"
    admin.ask("PATCH", f"/users/{other.id}", {"status": "disabled"})
    refused(exchange(api, key["api_key"]), 401)


def test_a_key_makes_no_keys_and_has_no_password(admin: Person, api: Api) -> None:
    key = make(admin, scopes=["api-keys:write", "users:write"])
    token = exchange(api, key["api_key"]).json()["access_token"]
    refused(admin.ask("POST", "/api-keys", DRAFT, token=token), 403)
    change = {"current_password": admin.password, "new_password": "another good password"}
    refused(admin.ask("PUT", "/auth/password", change, token=token), 403)


def test_a_revoked_key_cannot_use_its_last_token_to_change_anything(admin: Person, api: Api) -> None:
    key = make(admin, scopes=["api-keys:write"])
    token = exchange(api, key["api_key"]).json()["access_token"]
    admin.ask("DELETE", f"/api-keys/{key['id']}")
    refused(admin.ask("DELETE", f"/api-keys/{key['id']}", token=token), 401)


def test_another_companys_keys_are_not_there(admin: Person, new_admin: Callable[[], Person]) -> None:
    key, other = make(admin), new_admin()
    assert other.ask("GET", "/api-keys").json()["items"] == []
    refused(other.ask("DELETE", f"/api-keys/{key['id']}"), 404)


NO_KEYS = {
    "nonsense": "nonsense",
    "the prefix alone": API_KEY,
    "not base64": API_KEY + "!" * 64,
    "a refresh token": REFRESH + "A" * 64,
    "well formed": API_KEY + "A" * 64,
}


@pytest.mark.parametrize("text", NO_KEYS.values(), ids=NO_KEYS)
def test_what_is_no_key_is_not_known(api: Api, text: str) -> None:
    assert refused(exchange(api, text), 401)["detail"] == "This API key is not known."
