"""The CDK's command line: its environment, its progress, and why it failed."""

import os
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from local.cli.cloud import EMULATED, REGION
from local.cli.errors import DeployFailed
from local.cli.paths import ROOT, TOOLS, Home
from local.cli.prerequisites import CDK
from local.cli.programs import run
from local.cli.steps import Step, Steps

ACCOUNT = "000000000000"
"""The emulator's."""

QUIET = {
    "CDK_DISABLE_VERSION_CHECK": "1",
    "CDK_CLI_DISABLE_TELEMETRY": "true",
    "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
    "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",  # which versions, unlike the one above
    "NODE_NO_WARNINGS": "1",
    "CI": "true",  # what it says goes to one channel, line by line
    "NO_COLOR": "1",
    "FORCE_COLOR": "0",
}
LEFT_OUT = (
    *("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_CA_BUNDLE"),
    "PYTHONDONTWRITEBYTECODE",  # the app would compile the CDK's library each time
)

_DEPLOYING = re.compile(r"^(\S+): deploying\.\.\. \[(\d+)/(\d+)]")
_ENDED = re.compile(r"^\s*(✅|❌)\s+(\S+)")
_FAILURE = re.compile(r"_FAILED\s|❌|[Ee]rror:|Error\b.*:")


def emulated(endpoint: str) -> dict[str, str]:
    """What leads a program to an emulator, and nowhere else."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ENDPOINT_URL_S3": endpoint,
        "AWS_ACCESS_KEY_ID": EMULATED["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": EMULATED["aws_secret_access_key"],
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def emulator_environment(endpoint: str, tools: Path, inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment in which the CDK deploys to an emulator, whatever the person's own says of AWS."""
    passed_on = {
        name: value
        for name, value in inherited.items()
        if name not in LEFT_OUT and not name.startswith("AWS_ENDPOINT_URL")
    }
    without_proxy = ",".join(filter(None, [inherited.get("NO_PROXY", ""), "127.0.0.1,localhost"]))
    return {
        **passed_on,
        **QUIET,
        **emulated(endpoint),
        "CDK_VALIDATION": "false",
        "CDK_HOME": str(tools / "cdk"),
        "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(tools / "jsii"),
        "NO_PROXY": without_proxy,
        "no_proxy": without_proxy,
    }


@dataclass
class Cdk:
    """Runs `cdk` for one stage.

    Args:
        env: the whole environment.
        context: what the app is told, stage included.
        program: the CDK's command line.
    """

    home: Home
    steps: Steps
    env: Mapping[str, str]
    context: Mapping[str, str]
    program: Path = CDK

    def bootstrap(self) -> None:
        """Make the buckets and roles that deployments go through.

        Raises:
            DeployFailed: it did not work.
        """
        with self.steps.step("Preparing the account for the CDK"):
            # From a folder without an app, which would else be synthesized for nothing.
            self._run("bootstrap", [f"aws://{ACCOUNT}/{REGION}"], _Watch(self.steps, None), cwd=self.home.state)

    def deploy(self, stacks: Sequence[str], outputs: Path, *, title: str, exclusively: bool = False) -> None:
        """Deploy stacks of the app.

        Args:
            stacks: their names; all of the app's if there is none.
            title: what the step is called.
            outputs: written with the outputs of what was deployed.
            exclusively: not also what they depend on.

        Raises:
            DeployFailed: the app, or a stack, failed.
        """
        options = ["--require-approval", "never", "--method=direct", "--concurrency", "3", "--progress", "events"]
        options += ["--outputs-file", str(outputs), *(["--exclusively"] if exclusively else [])]
        with self.steps.step(title) as step:
            step.say("synthesizing")
            watch = _Watch(self.steps, step)
            self._run("deploy", [*(stacks or ["--all"]), *options, *self._app()], watch, cwd=ROOT)
            step.result = f"{watch.done} stack{'' if watch.done == 1 else 's'}"

    def _app(self) -> list[str]:
        app = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'app.py'))}"
        context = [part for name, value in self.context.items() for part in ("--context", f"{name}={value}")]
        return ["--app", app, "--output", str(self.home.assembly), *context]

    def _run(self, verb: str, arguments: Sequence[str], watch: "_Watch", *, cwd: Path) -> None:
        TOOLS.mkdir(parents=True, exist_ok=True)
        log = self.home.log(f"cdk-{verb}")
        command = [str(self.program), verb, *arguments, "--no-notices"]
        if run(command, log=log, env=self.env, cwd=cwd, hear=watch.hear):
            raise DeployFailed(f"`cdk {verb}` failed.\n{watch.failure()}", log=log, stacks=watch.failed)


@dataclass
class _Watch:
    """Reads what the CDK says."""

    steps: Steps
    step: Step | None
    done: int = 0
    failed: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        self.steps.hear(line)
        if line.strip():
            self.last = [*self.last[-14:], line]
        if _FAILURE.search(line):
            self.failures.append(line.strip())
        if self.step:
            self._tell(self.step, line)

    def failure(self) -> str:
        """The lines that say why, else the last ones."""
        return "\n".join(dict.fromkeys(self.failures[:8] or self.last))

    def _tell(self, step: Step, line: str) -> None:
        if found := _DEPLOYING.match(line):
            step.say(found[1])
            step.advance(int(found[2]) - 1, int(found[3]))
        elif found := _ENDED.match(line):
            self.done += found[1] == "✅"
            if found[1] == "❌":
                self.failed.append(found[2])
