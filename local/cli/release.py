"""A stage in AWS: deployed in the order in which its parts need each other."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from local.cli.cdk import QUIET
from local.cli.cloud import Cloud
from local.cli.errors import DeployFailed, MissingPrerequisite
from local.cli.paths import ROOT, Home
from local.cli.prerequisites import CDK
from local.cli.steps import Steps

BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"


@dataclass(frozen=True)
class Account:
    """Where a stage goes."""

    id: str
    region: str
    caller: str


def plan_of(stage: str) -> list[tuple[str, str]]:
    """What is done, and why in this order."""
    prefix = f"astramech-{stage}-"
    return [
        (f"deploy {prefix}platform", "network, database, bus, doors, stores"),
        (f"deploy {prefix}agent-platform", "holds the function that migrates"),
        (f"invoke {stage}-platform-migrate-database", "the schema that the new code expects"),
        (f"deploy {prefix}*", "every other stack"),
        (f"invoke {stage}-identity-rotate-signing-keys", "makes the first key, else changes nothing"),
    ]


@dataclass
class Release:
    """One deployment of one stage.

    Args:
        home: keeps the synthesized app.
        steps: says what goes on.
        stage: dev, staging or prod.
        inputs: what the CDK app is told beside it.
        cloud: the account that it goes to.
        cdk: the CDK's command line.
    """

    home: Home
    steps: Steps
    stage: str
    inputs: Mapping[str, str]
    cloud: Cloud = field(default_factory=lambda: Cloud(None))
    cdk: Path = CDK

    def account(self) -> Account:
        """The account that the credentials of this shell open.

        Raises:
            MissingPrerequisite: there are none, or the account is not prepared for the CDK.
        """
        try:
            region = str(self.cloud.client("sts").meta.region_name)
            who = self.cloud.client("sts").get_caller_identity()
        except (BotoCoreError, ClientError) as error:
            raise MissingPrerequisite(
                f"There are no AWS credentials that work: {error}",
                advice="Sign in first, for example with `aws sso login`, and set AWS_PROFILE and AWS_REGION.",
            ) from None
        if not self.cloud.parameter(BOOTSTRAP_VERSION):
            raise MissingPrerequisite(
                f"The account {who['Account']} is not prepared for the CDK in {region}.",
                advice=f"Run once: npx cdk bootstrap aws://{who['Account']}/{region}",
            )
        return Account(who["Account"], region, who["Arn"])

    def run(self, *, ask: bool) -> None:
        """Deploy everything.

        Args:
            ask: the CDK asks before it gives anybody more rights.

        Raises:
            DeployFailed: a stack failed; those before it stay deployed.
            Refused: the migration failed; the new code of the agents is not deployed.
        """
        prefix = f"astramech-{self.stage}-"
        self._deploy([f"{prefix}platform"], ask=ask)
        self._deploy([f"{prefix}agent-platform"], ask=ask)
        with self.steps.step("Migrating the database") as step:
            moved = self.cloud.invoke(f"{self.stage}-platform-migrate-database")
            step.result = f"{moved['from_revision'] or 'nothing'} → {moved['to_revision']}"
        self._deploy(["--all"], ask=ask)
        with self.steps.step("Signing keys"):
            self.cloud.invoke(f"{self.stage}-identity-rotate-signing-keys")

    def _deploy(self, stacks: Sequence[str], *, ask: bool) -> None:
        """On this terminal: the CDK shows its progress itself, and asks."""
        context = {"stage": self.stage, **self.inputs}
        told = [part for name, value in context.items() for part in ("--context", f"{name}={value}")]
        approval = "broadening" if ask else "never"
        app = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'app.py'))}"
        out = str(self.home.state / f"cdk.out-{self.stage}")
        command = [
            str(self.cdk),
            "deploy",
            *stacks,
            "--app",
            app,
            "--output",
            out,
            "--require-approval",
            approval,
            *told,
        ]
        self.steps.note(f"cdk deploy {' '.join(stacks)} (the first time, building the layers takes a minute)")
        env = {**os.environ, **{name: value for name, value in QUIET.items() if name.startswith(("CDK", "JSII"))}}
        if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
            raise DeployFailed(f"`cdk deploy {' '.join(stacks)}` failed; what it said is above.", log=Path(out))
