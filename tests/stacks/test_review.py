"""The review by cdk-nag is switched on, and an exception covers one finding and no other."""

from pathlib import Path

import pytest
from aws_cdk import App, Stack
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal

from stacks.application import review
from stacks.constructs.review import acknowledge_wide
from stacks.names import arn
from stacks.stages import stage_settings
from tests.stacks.conftest import STAGES


def test_every_stage_in_the_cloud_is_reviewed() -> None:
    assert [stage for stage in STAGES if not stage_settings(stage, {}).reviewed] == ["local"]


def test_a_finding_without_a_reason_stops_the_synthesis(tmp_path: Path) -> None:
    app, _ = _app_with_a_wide_role(tmp_path)
    with pytest.raises(RuntimeError, match="AwsSolutions-IAM5"):
        app.synth()


def test_a_finding_with_its_reason_does_not(tmp_path: Path) -> None:
    app, role = _app_with_a_wide_role(tmp_path)
    acknowledge_wide(role, arn("sqs", "trial-*"), "It looks into all of them.")
    app.synth()


def test_the_reason_for_one_finding_is_none_for_another(tmp_path: Path) -> None:
    app, role = _app_with_a_wide_role(tmp_path)
    acknowledge_wide(role, arn("sqs", "other-*"), "It looks into all of them.")
    with pytest.raises(RuntimeError, match=r"trial-\*"):
        app.synth()


def _app_with_a_wide_role(tmp_path: Path) -> tuple[App, Role]:
    app = App(outdir=str(tmp_path), builtin_cloud_formation_validation=False)
    statement = PolicyStatement(actions=["sqs:SendMessage"], resources=[arn("sqs", "trial-*")])
    role = Role(
        Stack(app, "trial"),
        "Role",
        assumed_by=ServicePrincipal("lambda.amazonaws.com"),
        inline_policies={"Grants": PolicyDocument(statements=[statement])},
    )
    review(app)
    return app, role
