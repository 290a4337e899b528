"""Who may deploy from GitHub: deployed by a person, once per account, and never by the pipeline itself.

    cdk deploy --app ".venv/bin/python -m stacks.delivery" -c repository=<owner>/<name> -c stages=dev,staging

A run of a workflow proves with a token of GitHub's which repository and which environment it belongs to; nobody keeps
a key. The role of a stage can be taken only from that stage's environment, where prod asks a person first.
"""

from collections.abc import Iterable

from aws_cdk import App, Aws, CfnOutput, Duration, Stack
from aws_cdk.aws_iam import OidcProviderNative, PolicyDocument, Role, WebIdentityPrincipal
from constructs import Construct

from stacks.constructs.grants import allow
from stacks.names import arn

GITHUB = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"

RUN_BY_A_RELEASE = ("platform-migrate-database", "identity-rotate-signing-keys")
"""Functions that a release invokes itself, see `astramech deploy`."""


class DeliveryStack(Stack):
    """GitHub as an identity provider, and one role per stage of the account."""

    def __init__(self, scope: Construct, repository: str, stages: Iterable[str]) -> None:
        super().__init__(scope, "astramech-delivery", termination_protection=True)
        provider = OidcProviderNative(self, "GitHub", url=f"https://{GITHUB}", client_ids=[AUDIENCE])
        for stage in stages:
            role = self._role(provider, repository, stage)
            CfnOutput(self, f"{stage.title()}Role", value=role.role_arn, description="The variable AWS_DEPLOY_ROLE")

    def _role(self, provider: OidcProviderNative, repository: str, stage: str) -> Role:
        environment = {
            f"{GITHUB}:aud": AUDIENCE,
            f"{GITHUB}:sub": f"repo:{repository}:environment:{stage}",
        }
        return Role(
            self,
            f"Deploy{stage.title()}",
            role_name=f"astramech-{stage}-deploy",
            description=f"Deploys {stage} from {repository}",
            assumed_by=WebIdentityPrincipal(provider.oidc_provider_arn, {"StringEquals": environment}),
            max_session_duration=Duration.hours(2),
            inline_policies={"Deploy": _rights(stage)},
        )


def _rights(stage: str) -> PolicyDocument:
    """What a release does itself; the rest it does as the roles that `cdk bootstrap` made."""
    bootstrapped = ("deploy-role", "file-publishing-role", "lookup-role")
    suffix = f"{Aws.ACCOUNT_ID}-{Aws.REGION}"
    roles = [f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:role/cdk-hnb659fds-{role}-{suffix}" for role in bootstrapped]
    functions = [arn("lambda", f"function:{stage}-{name}") for name in RUN_BY_A_RELEASE]
    return PolicyDocument(
        statements=[
            allow("sts:AssumeRole", on=roles),
            allow("ssm:GetParameter", on=arn("ssm", "parameter/cdk-bootstrap/hnb659fds/version")),
            allow("lambda:InvokeFunction", on=functions),
        ]
    )


def main() -> None:
    app = App()
    repository = app.node.try_get_context("repository")
    stages = app.node.try_get_context("stages")
    if not (repository and stages):
        raise SystemExit("say -c repository=<owner>/<name> and -c stages=<stage>,…")
    DeliveryStack(app, repository, stages.split(","))
    app.synth()


if __name__ == "__main__":
    main()
