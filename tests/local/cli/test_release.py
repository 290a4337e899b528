"""A stage in AWS: refused without credentials, deployed in the right order with them."""

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from local.cli.cloud import Cloud
from local.cli.errors import DeployFailed, MissingPrerequisite
from local.cli.paths import Home
from local.cli.release import Release, plan_of
from local.cli.steps import Steps

PREFIX = "astramech-staging-"


class Account(Cloud):
    """An account whose functions write down that they were called."""

    def __init__(self, diary: Path) -> None:
        super().__init__(None)
        self.diary = diary

    def invoke(self, function: str, _payload: Any = None) -> Any:
        with self.diary.open("a") as diary:
            diary.write(f"invoke {function}\n")
        return {"from_revision": "", "to_revision": "0005"}


def a_release(folder: Path, *, code: int = 0) -> Release:
    program = folder / "cdk"
    program.write_text(f'#!/bin/sh\necho "$@" >> {folder}/diary\nexit {code}\n')
    program.chmod(0o755)
    steps = Steps(Console(file=io.StringIO()))
    inputs = {"domain": "api.example.com"}
    return Release(Home(folder), steps, "staging", inputs, cloud=Account(folder / "diary"), cdk=program)


def diary(folder: Path) -> list[str]:
    return (folder / "diary").read_text().splitlines()


def test_the_schema_is_migrated_before_the_agents_get_new_code(tmp_path: Path) -> None:
    a_release(tmp_path).run(ask=True)
    done = [line.split(" --app")[0] for line in diary(tmp_path)]
    assert done == [
        f"deploy {PREFIX}platform",
        f"deploy {PREFIX}agent-platform",
        "invoke staging-platform-migrate-database",
        "deploy --all",
        "invoke staging-identity-rotate-signing-keys",
    ]
    assert len(plan_of("staging")) == len(done)


@pytest.mark.parametrize(("ask", "approval"), [(True, "broadening"), (False, "never")])
def test_more_rights_are_given_only_with_approval(tmp_path: Path, approval: str, *, ask: bool) -> None:
    a_release(tmp_path).run(ask=ask)
    deployments = [line for line in diary(tmp_path) if line.startswith("deploy")]
    assert all(f"--require-approval {approval}" in line for line in deployments)
    assert all("--context stage=staging" in line and "domain=api.example.com" in line for line in deployments)


def test_nothing_follows_a_stack_that_failed(tmp_path: Path) -> None:
    with pytest.raises(DeployFailed, match="platform"):
        a_release(tmp_path, code=1).run(ask=True)
    assert len(diary(tmp_path)) == 1


def test_without_credentials_nothing_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    with pytest.raises(MissingPrerequisite, match="no AWS credentials") as error:
        a_release(tmp_path).account()
    assert "aws sso login" in error.value.advice
