"""The pipeline: it tests before it deploys, keeps no secret, and asks a person before prod."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from aws_cdk import App

from functions.registry import registry
from stacks.application import review
from stacks.delivery import RUN_BY_A_RELEASE, DeliveryStack
from stacks.stages import INPUTS
from tests.stacks.assembly import ROOT, read, text

WORKFLOWS = ROOT / ".github/workflows"
FILES = sorted([*WORKFLOWS.glob("*.yml"), *ROOT.glob(".github/actions/*/action.yml")])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_yaml_and_names_its_actions_by_version(file: Path) -> None:
    document = yaml.safe_load(file.read_text())
    used = [step["uses"] for step in _steps(document) if "uses" in step]
    assert _steps(document) or "jobs" in document
    for name in used:
        assert name.startswith("./") or "@v" in name
        assert not name.startswith("./") or (ROOT / name / "action.yml").is_file()


@pytest.mark.parametrize("file", [file for file in FILES if file.parent == WORKFLOWS], ids=lambda file: file.stem)
def test_a_workflow_may_read_the_code_and_no_more_unless_it_deploys(file: Path) -> None:
    document = _workflow(file.stem)
    assert document["permissions"] == {"contents": "read"}
    asking = [job for job in document["jobs"].values() if "id-token" in job.get("permissions", {})]
    assert bool(asking) == file.stem.startswith("deploy")


def test_no_workflow_keeps_a_secret() -> None:
    assert not [file.name for file in FILES if "secrets." in file.read_text()]


def test_the_tests_are_the_ones_that_everybody_runs() -> None:
    jobs = _workflow("test")["jobs"]
    assert "make check PYTHON=python" in _commands(jobs["check"])
    assert "make test PYTHON=python" in _commands(jobs["test"])
    assert jobs["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.13"]


def test_only_what_has_passed_the_tests_is_deployed_one_stage_after_the_other() -> None:
    deploy = _workflow("deploy")
    assert deploy[True]["workflow_run"] == {"workflows": ["test"], "types": ["completed"], "branches": ["main"]}
    jobs = deploy["jobs"]
    assert "conclusion == 'success'" in jobs["dev"]["if"]
    assert {name: job.get("needs") for name, job in jobs.items()} == {"dev": None, "staging": "dev", "prod": "staging"}
    assert all(job["with"]["stage"] == name for name, job in jobs.items())


def test_a_stage_is_deployed_from_its_environment_which_may_ask_a_person() -> None:
    job = _workflow("deploy-stage")["jobs"]["deploy"]
    assert job["environment"] == "${{ inputs.stage }}"
    assert job["concurrency"]["cancel-in-progress"] is False
    (signing_in,) = [step["with"] for step in job["steps"] if "configure-aws-credentials" in step.get("uses", "")]
    assert signing_in["role-to-assume"] == "${{ vars.AWS_DEPLOY_ROLE }}"
    assert "aws-secret-access-key" not in signing_in


def test_the_inputs_of_a_stage_that_the_pipeline_gives_exist() -> None:
    (command,) = [line for line in _commands(_workflow("deploy-stage")["jobs"]["deploy"]) if "astramech deploy" in line]
    given = {part.split("=")[0] for part in command.split('--context "')[1:]}
    assert given == {"alarm_emails", "origins", "domain", "certificate_arn"}
    assert given <= INPUTS.keys()


def test_a_stages_role_is_taken_from_its_environment_only(tmp_path: Path) -> None:
    roles = _roles(tmp_path)
    for stage, role in roles.items():
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
        assert statement["Condition"]["StringEquals"] == {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": f"repo:somebody/astramech:environment:{stage}",
        }


def test_a_release_invokes_functions_that_exist_and_may_invoke_no_other(tmp_path: Path) -> None:
    declared = {function.name for function in registry()}
    assert set(RUN_BY_A_RELEASE) <= declared
    for stage, role in _roles(tmp_path).items():
        statements = role["Policies"][0]["PolicyDocument"]["Statement"]
        (invoke,) = [one for one in statements if one["Action"] == "lambda:InvokeFunction"]
        named = {text(one).rpartition(":")[2] for one in invoke["Resource"]}
        assert named == {f"{stage}-{name}" for name in RUN_BY_A_RELEASE}


def _roles(tmp_path: Path) -> dict[str, dict[str, Any]]:
    app = App(outdir=str(tmp_path), builtin_cloud_formation_validation=False)
    DeliveryStack(app, "somebody/astramech", ["dev", "prod"])
    review(app)
    app.synth()
    resources = read(tmp_path)["astramech-delivery"]["Resources"].values()
    roles = [resource["Properties"] for resource in resources if resource["Type"] == "AWS::IAM::Role"]
    return {role["RoleName"].split("-")[1]: role for role in roles}


def _workflow(name: str) -> dict[Any, Any]:
    """A workflow; YAML takes its key ``on`` for True."""
    document: dict[Any, Any] = yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text())
    return document


def _steps(document: dict[Any, Any]) -> list[dict[str, Any]]:
    jobs = document.get("jobs", {"action": document.get("runs", {})})
    return [step for job in jobs.values() for step in job.get("steps", [])]


def _commands(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]
