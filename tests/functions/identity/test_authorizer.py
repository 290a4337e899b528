"""The door: what the authorizer says about a request, what the API answers then, and what it costs to open."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.identity.api.authorizer import authorize
from shared.auth.caller import Caller
from shared.auth.jwt import issue
from shared.auth.key_store import SecretKeyStore
from shared.auth.keys import SigningKey
from shared.auth.scopes import Role, Scope
from shared.core.aws import call
from shared.core.settings import settings
from tests.aws import Cloud
from tests.functions.identity.conftest import Api, Person
from tests.functions.identity.test_sign_in import refused
from tests.lambdas import LambdaContext

NOTHING_SENT = "Send an access token: 'Authorization: Bearer …'."


def say(**headers: str) -> dict[str, Any]:
    """What the authorizer answers to a request with these headers."""
    answer = authorize({"version": "2.0", "headers": headers}, LambdaContext())
    assert answer["isAuthorized"] is True
    context: dict[str, Any] = answer["context"]
    return context


def forged(admin: Person, *, key: SigningKey | None = None, now: datetime | None = None, **changes: Any) -> str:
    """A token for the admin, signed with the stage's key unless another is given."""
    assert admin.id
    assert admin.company_id
    fields: dict[str, Any] = {"id": admin.id, "company_id": admin.company_id}
    fields |= {"role": Role.ADMIN, "scopes": frozenset(Scope)}
    ring, _ = SecretKeyStore(settings.signing_keys_secret).read()
    return issue(Caller(**fields | changes), key or ring.keys[-1], now=now or datetime.now(UTC))


def test_it_names_the_caller_in_strings(admin: Person) -> None:
    context = say(authorization=f"Bearer {admin.tokens['access_token']}")
    assert context["caller_id"] == str(admin.id)
    assert context["company_id"] == str(admin.company_id)
    assert all(isinstance(value, str) for value in context.values())
    assert say(Authorization=f"bearer  {admin.tokens['access_token']} ") == context


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer "},
        {"authorization": "Basic YTpi"},
        {"x-authorization": "Bearer x"},
    ],
)
def test_without_a_token_it_says_what_to_send(cloud: Cloud, headers: dict[str, str]) -> None:
    assert cloud
    assert say(**headers) == {"fault": NOTHING_SENT}
    assert authorize({"version": "2.0"}, LambdaContext())["context"] == {"fault": NOTHING_SENT}


def test_a_fault_repeats_nothing_of_the_token(admin: Person) -> None:
    token = forged(admin, key=SigningKey.new(signs_from=datetime.now(UTC)))
    fault = say(authorization=f"Bearer {token}")["fault"]
    assert fault == "The key of the access token is not known."


def test_two_tokens_in_one_header_are_none(admin: Person) -> None:
    token = admin.tokens["access_token"]
    assert say(authorization=f"Bearer {token},Bearer {token}") == {"fault": "The access token is malformed."}


def test_without_published_keys_it_says_that_it_cannot_know(cloud: Cloud, admin: Person) -> None:
    token = admin.tokens["access_token"]
    call("ssm", "DeleteParameter", {"Name": cloud.environment["JWKS_PARAMETER"]})
    assert say(authorization=f"Bearer {token}").keys() == {"unavailable"}
    problem = refused(admin.ask("GET", "/users"), 503)
    assert problem["detail"] == "Access tokens cannot be verified just now. Try again shortly."


def test_attacks_on_a_protected_endpoint_are_refused_with_their_fault(admin: Person, api: Api) -> None:
    head, body, _ = admin.tokens["access_token"].split(".")
    attacks = {
        None: NOTHING_SENT,
        "x": "The access token is malformed.",
        f"{head}.{body}.": "The signature of the access token is wrong.",
        f"{head}.{body}.{forged(admin).rpartition('.')[2]}": "The signature of the access token is wrong.",
        forged(admin, now=datetime.now(UTC) - timedelta(minutes=16)): "The access token has expired.",
        forged(admin, now=datetime.now(UTC) + timedelta(minutes=1)): "The access token is not valid yet.",
        forged(admin, key=SigningKey.new(signs_from=datetime.now(UTC))): "The key of the access token is not known.",
    }
    for token, fault in attacks.items():
        answer = api.request("GET", "/users", headers={"authorization": f"Bearer {token}"} if token else {})
        assert refused(answer, 401)["detail"] == fault
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_of_another_stage_is_refused_even_under_the_same_key(
    admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("STAGE", "elsewhere")
        token = forged(admin)
    assert refused(admin.ask("GET", "/users", token=token), 401)["detail"].startswith("The access token ")  # type: ignore[attr-defined]


def test_a_token_without_the_scope_is_refused_before_its_body_is_read(admin: Person) -> None:
    token = forged(admin, scopes=frozenset({Scope.USERS_READ}))
    problem = refused(admin.ask("POST", "/users", {"nonsense": True}, token=token), 403)
    assert problem["required_scope"] == "users:write"


def test_a_token_for_a_company_that_is_not_there_sees_nothing(admin: Person) -> None:
    token = forged(admin, company_id=uuid4())
    assert admin.ask("GET", "/users", token=token).json() == {"items": [], "next_cursor": None}
    refused(admin.ask("GET", f"/users/{admin.id}", token=token), 404)
    refused(admin.ask("GET", "/auth/me", token=token), 401)


def test_public_endpoints_need_no_token_and_mind_no_wrong_one(api: Api) -> None:
    for headers in ({}, {"authorization": "Bearer nonsense"}):
        assert api.request("GET", "/.well-known/jwks.json", headers=headers).status_code == 200


LOADED = """
import json, sys
from {module} import {name}
{name}.lambda_handler
print(json.dumps(sorted(sys.modules)))
"""

OURS = {"functions", "shared"}


def loaded(module: str, name: str) -> set[str]:
    """Modules in memory once a function is ready for its first event."""
    code = LOADED.format(module=module, name=name)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stdout))


def test_a_cold_start_loads_no_framework_and_no_database() -> None:
    modules = loaded("functions.identity.api.authorizer", "authorize")
    assert "asyncio" not in modules
    packages = {module.split(".")[0] for module in modules} - set(sys.stdlib_module_names)
    installed = {package for package in packages if not package.startswith("_") and package not in OURS}
    # Powertools takes the top module of botocore with it, which is small, and none of the rest.
    assert installed <= {"aws_lambda_powertools", "botocore", "cryptography", "jmespath", "jwt", "typing_extensions"}
    assert "botocore.session" not in modules


def test_a_cold_start_loads_no_more_than_it_did() -> None:
    modules = loaded("functions.identity.api.authorizer", "authorize")
    ours = {module for module in modules if module.startswith(("shared.", "functions."))}
    assert ours == {
        "functions.identity",
        "functions.identity.api",
        "functions.identity.api.authorizer",
        "shared.auth",
        "shared.auth.bearer",
        "shared.auth.caller",
        "shared.auth.jwt",
        "shared.auth.keys",
        "shared.auth.published_keys",
        "shared.auth.scopes",
        "shared.auth.verifier",
        "shared.core",
        "shared.core.aws",
        "shared.core.errors",
        "shared.core.function",
        "shared.core.inject",
        "shared.core.invocation",
        "shared.core.log",
        "shared.core.resources",
        "shared.core.runtime",
        "shared.core.runtime.authorizer",
        "shared.core.runtime.call",
        "shared.core.runtime.observed",
        "shared.core.settings",
    }


def test_a_cold_start_loads_less_than_half_of_what_create_lead_does() -> None:
    door = loaded("functions.identity.api.authorizer", "authorize")
    lead = loaded("functions.crm.api.registration", "create_lead")
    assert len(door) <= len(lead) / 2
