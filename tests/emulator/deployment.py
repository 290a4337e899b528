"""The deployed stacks as tests see them: addresses, people, clients, and the database behind."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import boto3
import httpx
import psycopg
from botocore.config import Config

from shared.core.invocation import new_id

PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Member:
    """A person of a company, signed in.

    Attributes:
        http: a client of the API with the person's token.
    """

    company_id: UUID
    email: str
    token: str
    http: httpx.Client


@dataclass(frozen=True)
class Company:
    """A company of one test, with a person of every role."""

    id: UUID
    admin: Member
    user: Member
    viewer: Member


class Deployment:
    """The stacks on this machine.

    Args:
        stack: what `astramech up` wrote to ``stack.json``.
    """

    def __init__(self, stack: dict[str, Any]) -> None:
        self.stack = stack
        self._open = ExitStack()

    @classmethod
    def at(cls, file: Path) -> "Deployment":
        return cls(json.loads(file.read_text()))

    def close(self) -> None:
        """Close every client of the API."""
        self._open.close()

    def client(self, service: str) -> Any:
        """A boto3 client of the emulator."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.stack["emulator_url"],
            region_name=self.stack["region"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"max_attempts": 0}, inject_host_prefix=False),
        )

    def http(self, token: str | None = None) -> httpx.Client:
        """A client of the HTTP API."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        client = httpx.Client(base_url=self.stack["api_url"], headers=headers, timeout=30)
        return self._open.enter_context(client)

    def owner(self) -> psycopg.Connection[Any]:
        """The database as its owner, who sees everything."""
        return psycopg.connect(self.stack["database_owner_url"])

    def application(self, company: UUID | None) -> psycopg.Connection[Any]:
        """The database as the application's role, within a company or without one."""
        connection = psycopg.connect(self.stack["database_url"])
        if company:
            connection.execute("SELECT set_config('app.company_id', %s, false)", [str(company)])
        return connection

    def invoke(self, function: str, payload: object = None) -> Any:
        """Call a Lambda and wait for what it returns."""
        answer = self.client("lambda").invoke(FunctionName=function, Payload=json.dumps(payload or {}))
        result = json.loads(answer["Payload"].read() or "null")
        assert "FunctionError" not in answer, result
        return result

    @contextmanager
    def environment_of(self, function: str, **changes: str) -> Iterator[None]:
        """Change a Lambda's environment for a while; an empty value removes a variable."""
        functions = self.client("lambda")
        before = functions.get_function_configuration(FunctionName=function)["Environment"]["Variables"]
        changed = {name: value for name, value in {**before, **changes}.items() if value}
        functions.update_function_configuration(FunctionName=function, Environment={"Variables": changed})
        try:
            yield
        finally:
            functions.update_function_configuration(FunctionName=function, Environment={"Variables": before})

    def new_company(self, name: str = "Hotel Brisa") -> Company:
        """A company that no other test has."""
        email = f"{new_id()}@hotelbrisa.example"
        request = {"name": name, "admin_email": email, "admin_password": PASSWORD}
        company = UUID(self.invoke("local-identity-register-company", request)["company_id"])
        admin = self.sign_in(company, email)
        return Company(company, admin, self.join(admin, "user"), self.join(admin, "viewer"))

    def sign_in(self, company: UUID, email: str) -> Member:
        grant = {"grant_type": "password", "email": email, "password": PASSWORD}
        token = self.http().post("/auth/token", json=grant).raise_for_status().json()["access_token"]
        return Member(company, email, token, self.http(token))

    def join(self, admin: Member, role: str) -> Member:
        """A person more in a company."""
        email = f"{new_id()}@hotelbrisa.example"
        draft = {"email": email, "name": role, "role": role, "password": PASSWORD}
        admin.http.post("/users", json=draft).raise_for_status()
        return self.sign_in(admin.company_id, email)

    @staticmethod
    def wait_for(condition: Callable[[], object], *, seconds: float = 60) -> None:
        """Wait until a condition holds, asking ten times a second."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"did not happen within {seconds} s"
            time.sleep(0.1)
