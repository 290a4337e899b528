"""A cloud on this machine for one run: every stack deployed into an emulator with a PostgreSQL of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import boto3
import psycopg
from botocore.config import Config

from layers.build import layer_directory, layer_names
from layers.target import Target

ROOT = Path(__file__).parents[1]
LONGEST = 600.0  # seconds for one command, on a machine that has other work


class CloudError(RuntimeError):
    """A command failed; the message ends with what it said."""


@dataclass(frozen=True)
class Cloud:
    """A cloud that runs.

    Attributes:
        stack: its ``stack.json``.
        token: an administrator's bearer token.
        seconds: from nothing to a cloud that answers.
    """

    stack: dict[str, Any]
    token: str
    seconds: float

    def client(self, service: str) -> Any:
        """A boto3 client of the emulator."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.stack["emulator_url"],
            region_name=self.stack["region"],
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - the emulator takes any
            config=Config(retries={"max_attempts": 0}),
        )

    def owner(self) -> psycopg.Connection[Any]:
        """The database as its owner, who sees everything; each statement is a transaction."""
        return psycopg.connect(self.stack["database_owner_url"], autocommit=True)

    def company_id(self) -> UUID:
        """The first company."""
        with self.owner() as owner:
            found = owner.execute("SELECT id FROM companies WHERE name = %s", [self.stack["admin"]["company"]])
            row = found.fetchone()
        assert row
        return UUID(str(row[0]))


@contextmanager
def cloud(progress: Callable[[], None]) -> Iterator[Cloud]:
    """Bring a cloud up; it ends with the block, and leaves nothing.

    Args:
        progress: told when it is up.

    Raises:
        CloudError: it did not come up.
    """
    for layer in layer_names():  # so that the seconds are those of a deployment, not of downloads
        layer_directory(layer, Target.host())
    folder = Path(tempfile.mkdtemp(prefix="astramech-benchmark-"))
    try:
        started = time.monotonic()
        _astramech(folder, "up", "--port", "0", "--no-demo")
        seconds = time.monotonic() - started
        progress()
        stack = json.loads((folder / "stack.json").read_text(encoding="utf-8"))
        yield Cloud(stack, _astramech(folder, "token").strip(), seconds)
    finally:
        _astramech(folder, "reset", "--yes")
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(condition: Callable[[], object], *, every: float, seconds: float = 120) -> None:
    """Ask until a condition holds.

    Raises:
        CloudError: it did not within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise CloudError(f"did not happen within {seconds} s")
        time.sleep(every)


def _astramech(state: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "local.cli", "--state", str(state), *arguments]
    env = {name: value for name, value in os.environ.items() if name != "ASTRAMECH_STATE"}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=LONGEST)
    if ran.returncode:
        raise CloudError(f"astramech {arguments[0]} failed:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return ran.stdout
