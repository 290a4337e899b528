"""`stack.json`: every address and name of the cloud that runs, and the credentials that open it."""

import json
import os
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from local.cli.errors import NotRunning, Trouble

PRIVATE = 0o600


class Account(BaseModel):
    """Somebody who can sign in."""

    company: str
    role: str
    email: str
    password: str


class Stack(BaseModel):
    """The cloud, for people and programs; later parts add fields of their own.

    Attributes:
        api_url: the HTTP API, ending in /api/v1.
        websocket_url: the WebSocket API.
        emulator_url: where AWS answers.
        database_url: PostgreSQL as the application's role, behind row-level security.
        database_owner_url: PostgreSQL as the owner of the schema.
        buckets: names by purpose.
        functions: names of the Lambdas, by stack.
        workflows: ARNs of the state machines, by name.
        containers: origins of the programs that are always on, by name.
        vendors: base addresses of the simulated vendors, by name.
        admin: who may do everything in the first company.
        accounts: everybody else that `astramech token` created.
    """

    model_config = ConfigDict(extra="allow")

    stage: str
    region: str
    api_url: str
    websocket_url: str
    emulator_url: str
    database_url: str
    database_owner_url: str
    buckets: dict[str, str]
    bus: str
    archive: str
    table: str
    signing_keys_secret: str
    jwks_parameter: str
    dead_letter_prefix: str
    functions: dict[str, list[str]]
    workflows: dict[str, str]
    containers: dict[str, str] = {}
    vendors: dict[str, str] = {}
    admin: Account
    accounts: list[Account] = []
    logs: str

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read what `up` wrote.

        Raises:
            NotRunning: there is no such file.
            Trouble: it is damaged.
        """
        try:
            return cls.model_validate(read(file))
        except ValidationError as error:
            raise Trouble(f"{file} is not what this version writes: {error}", advice="Run `astramech up`.") from None

    def save(self, file: Path) -> None:
        """Write it so that only its owner can read it, and never half."""
        text = json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
        write_private(file, text)

    def account(self, company: str, role: str) -> Account | None:
        """Who is known to have a role in a company."""
        known = [self.admin, *self.accounts]
        return next((one for one in known if (one.company, one.role) == (company, role)), None)


def read(file: Path) -> dict[str, Any]:
    """The file as it is.

    Raises:
        NotRunning: there is none.
        Trouble: it is damaged.
    """
    try:
        content: dict[str, Any] = json.loads(file.read_text())
    except FileNotFoundError:
        raise NotRunning(f"There is no cloud here yet: {file} is missing.", advice="Run `astramech up`.") from None
    except ValueError as error:
        raise Trouble(f"{file} is damaged: {error}", advice="Remove it and run `astramech up`.") from None
    return content


def write_private(file: Path, text: str) -> None:
    """Replace a file by one that only its owner can read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(text)
    partial.replace(file)
