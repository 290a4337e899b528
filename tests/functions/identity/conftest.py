"""Identity over HTTP: the whole app, behind the authorizer, on a stage of the test's own."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from functions.gateway import app
from functions.identity.jobs import rotate_signing_keys
from functions.identity.tasks import register_company
from shared.core.function import PREFIX
from tests.lambdas import LambdaContext
from tests.stage import Stage

PASSWORD = "correct horse battery"


class Api:
    """The gateway, as its callers reach it."""

    def request(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        content = None if body is None else json.dumps(body)
        headers = {"content-type": "application/json"} | (headers or {})
        return asyncio.run(self._request(method, path, content=content, headers=headers))

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.request("POST", path, body)

    async def _request(self, method: str, path: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://api.example.com{PREFIX}") as client:
            return await client.request(method, path, **options)


@pytest.fixture
def api(stage: Stage) -> Api:
    """The API of a stage that has its first signing key."""
    assert stage
    rotate_signing_keys({}, LambdaContext())
    return Api()


@dataclass
class Person:
    """Somebody with a password and, once signed in, with tokens."""

    api: Api
    email: str
    password: str = PASSWORD
    id: UUID | None = None
    company_id: UUID | None = None
    tokens: dict[str, Any] = field(default_factory=dict)

    def sign_in(self) -> "Person":
        answer = self.try_sign_in()
        assert answer.status_code == 200, answer.text
        self.tokens = answer.json()
        return self

    def try_sign_in(self, password: str | None = None) -> httpx.Response:
        grant = {"grant_type": "password", "email": self.email, "password": password or self.password}
        return self.api.post("/auth/token", grant)

    def refresh(self, token: str | None = None) -> httpx.Response:
        return self.api.post("/auth/refresh", {"refresh_token": token or self.tokens["refresh_token"]})

    def ask(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> httpx.Response:
        authorization = {"authorization": f"Bearer {token or self.tokens['access_token']}"}
        return self.api.request(method, path, body, authorization)

    def add(self, role: str = "user", **draft: Any) -> "Person":
        """Let somebody in, and sign them in."""
        person = Person(self.api, new_email(), company_id=self.company_id)
        body = {"email": person.email, "password": person.password, "role": role, **draft}
        answer = self.ask("POST", "/users", body)
        assert answer.status_code == 201, answer.text
        person.id = UUID(answer.json()["id"])
        return person.sign_in()


def new_email() -> str:
    return f"{uuid4().hex[:12]}@people.example"


@pytest.fixture
def new_admin(api: Api) -> Callable[[], Person]:
    """Registers a company and signs its admin in."""

    def make() -> Person:
        person = Person(api, new_email())
        request = {"name": "Hotel Brisa", "admin_email": person.email, "admin_password": person.password}
        registered = register_company(request, LambdaContext())
        person.id, person.company_id = UUID(registered["admin_id"]), UUID(registered["company_id"])
        return person.sign_in()

    return make


@pytest.fixture
def admin(new_admin: Callable[[], Person]) -> Person:
    return new_admin()


def eventually(look: Callable[[], bool], what: str, *, seconds: float = 10) -> None:
    """Wait until `look` is true."""
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)
