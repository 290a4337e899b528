"""The CDK's environment, and what is understood of what it says."""

import io
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console

from local.cli.cdk import Cdk, emulator_environment
from local.cli.errors import DeployFailed
from local.cli.paths import Home
from local.cli.steps import Steps

ENDPOINT = "http://127.0.0.1:4566"

SUCCESS = """
✨  Synthesis time: 2.58s
astramech-local-platform: deploying... [1/2]
astramech-local-platform | 1/3 | 11:32:43 PM | CREATE_COMPLETE | AWS::SSM::Parameter | Published

 ✅  astramech-local-platform

astramech-local-crm: deploying... [2/2]

 ✅  astramech-local-crm (no changes)
"""

FAILURE = """
astramech-local-crm: deploying... [1/1]
astramech-local-crm | 1/3 | 11:32:43 PM | CREATE_FAILED | AWS::Lambda::Function | CreateLead Function too large
❌  astramech-local-crm failed: ToolkitError: The stack named astramech-local-crm failed to deploy
"""


class Terminal:
    """Standard error of a pipe."""

    def __init__(self) -> None:
        self.text = io.StringIO()
        self.steps = Steps(Console(file=self.text, width=200))


def a_cdk(folder: Path, says: str, code: int, terminal: Terminal) -> Cdk:
    """A CDK command line that says its lines and ends."""
    program = folder / "cdk"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/arguments\ncat <<"E"\n{says}E\nexit {code}\n')
    program.chmod(0o755)
    env = {"PATH": os.environ["PATH"]}
    context = {"stage": "local", "endpoint": ENDPOINT}
    return Cdk(Home(folder / "state"), terminal.steps, env, context, program=program)


def environment(**inherited: str) -> Mapping[str, str]:
    return emulator_environment(ENDPOINT, Path("/tools"), inherited)


def test_credentials_of_the_person_never_reach_the_emulator() -> None:
    env = environment(AWS_PROFILE="prod", AWS_ACCESS_KEY_ID="AKIA", AWS_SESSION_TOKEN="s", PATH="/bin")
    assert env["AWS_ACCESS_KEY_ID"] == "test"
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN"} & env.keys()
    assert env["PATH"] == "/bin"


def test_another_endpoint_of_the_person_is_replaced() -> None:
    env = environment(AWS_ENDPOINT_URL="https://elsewhere", AWS_ENDPOINT_URL_LAMBDA="https://elsewhere")
    assert env["AWS_ENDPOINT_URL"] == env["AWS_ENDPOINT_URL_S3"] == ENDPOINT
    assert "AWS_ENDPOINT_URL_LAMBDA" not in env


def test_a_proxy_is_not_asked_for_this_machine() -> None:
    assert environment(NO_PROXY="intranet")["NO_PROXY"] == "intranet,127.0.0.1,localhost"


def test_nothing_is_kept_in_the_home_directory() -> None:
    env = environment(HOME="/root")
    assert env["CDK_HOME"].startswith("/tools")
    assert env["JSII_RUNTIME_PACKAGE_CACHE_ROOT"].startswith("/tools")


def test_a_deployment_is_told_stack_by_stack(tmp_path: Path) -> None:
    terminal = Terminal()
    a_cdk(tmp_path, SUCCESS, 0, terminal).deploy([], tmp_path / "outputs.json", title="Deploying the stacks")
    told = terminal.text.getvalue()
    assert "astramech-local-platform\n" in told
    assert "✓ Deploying the stacks  2 stacks" in told


def test_the_whole_app_or_one_stack_is_deployed_without_change_sets(tmp_path: Path) -> None:
    cdk = a_cdk(tmp_path, SUCCESS, 0, Terminal())
    cdk.deploy(["astramech-local-crm"], tmp_path / "o.json", title="One", exclusively=True)
    arguments = (tmp_path / "arguments").read_text().splitlines()
    assert {"deploy", "astramech-local-crm", "--exclusively", "--method=direct", "endpoint=" + ENDPOINT} <= {*arguments}
    assert "--all" not in arguments


def test_a_failure_names_stack_resource_and_log(tmp_path: Path) -> None:
    with pytest.raises(DeployFailed, match="Function too large") as error:
        a_cdk(tmp_path, FAILURE, 1, Terminal()).deploy([], tmp_path / "o.json", title="Deploying")
    assert error.value.stacks == ["astramech-local-crm"]
    assert error.value.log
    assert "CREATE_FAILED" in error.value.log.read_text()


def test_a_failure_without_a_known_sign_shows_the_last_lines(tmp_path: Path) -> None:
    with pytest.raises(DeployFailed, match="out of memory"):
        a_cdk(tmp_path, "lines\nout of memory\n", 1, Terminal()).bootstrap()
