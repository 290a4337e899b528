"""The stacks of the local stage: deployed if something has changed, and what they are called."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.registry import registry
from layers.build import layer_directory, layer_names
from layers.target import Target
from local.cli.cdk import Cdk
from local.cli.cloud import Cloud
from local.cli.errors import DeployFailed, Trouble
from local.cli.fingerprint import fingerprint
from local.cli.paths import ROOT, Home
from local.cli.steps import Steps

STAGE = "local"
PREFIX = f"astramech-{STAGE}-"
NO_AGENTS = ("workflows", "containers", "monitoring")
"""Stacks that can be deployed again and are no agent's."""

BOOTSTRAP = "CDKToolkit"
HEALTHY = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


@dataclass
class Deployment:
    """Deploys to one cloud.

    Args:
        inputs: what the CDK app is told, beside the stage.
    """

    home: Home
    steps: Steps
    cloud: Cloud
    cdk: Cdk
    inputs: Mapping[str, str]

    def ensure(self) -> bool:
        """Deploy every stack unless all are there and made of what is here now; whether there was something to do.

        Raises:
            DeployFailed: the app, or a stack, failed.
        """
        wanted = fingerprint(ROOT, self.inputs)
        if self.is_current(wanted):
            return False
        self.home.deployed_file.unlink(missing_ok=True)
        self._build_layers()
        self._bootstrap()
        partial = self._deploy([], "Deploying the stacks", exclusively=False)
        self.home.outputs_file.write_text(json.dumps(partial, indent=2))
        self._note(wanted, list(partial))
        return True

    def redeploy(self, agent: str | None) -> None:
        """Deploy the stacks of one agent, or all of them, whatever has changed.

        Raises:
            Trouble: there is no such agent.
            DeployFailed: the app, or a stack, failed.
        """
        stacks = stacks_of(agent) if agent else []
        self._build_layers()
        if not stacks:
            self.home.deployed_file.unlink(missing_ok=True)
            self.ensure()
            return
        fresh = self._deploy(stacks, f"Deploying {' and '.join(stacks)}", exclusively=True)
        known = json.loads(self.home.outputs_file.read_text())
        self.home.outputs_file.write_text(json.dumps({**known, **fresh}, indent=2))

    def is_current(self, wanted: str) -> bool:
        """Whether what was deployed last is what is here now, and the cloud still has all of it."""
        try:
            deployed = json.loads(self.home.deployed_file.read_text())
        except (FileNotFoundError, ValueError):
            return False
        if deployed["fingerprint"] != wanted or not self.home.outputs_file.exists():
            return False
        found = self.cloud.stacks(PREFIX)
        return all(found.get(name) in HEALTHY for name in deployed["stacks"])

    def outputs(self) -> dict[str, dict[str, str]]:
        """Outputs of every stack, by name of the stack."""
        outputs: dict[str, dict[str, str]] = json.loads(self.home.outputs_file.read_text())
        return outputs

    def _deploy(self, stacks: Sequence[str], title: str, *, exclusively: bool) -> dict[str, dict[str, str]]:
        partial = self.home.state / "deploying.json"
        partial.unlink(missing_ok=True)
        try:
            self.cdk.deploy(stacks, partial, title=title, exclusively=exclusively)
        except DeployFailed as error:
            raise self._explained(error) from None
        outputs = _read(partial)
        partial.unlink()
        return outputs

    def _build_layers(self) -> None:
        for name in layer_names():
            with self.steps.step(f"Building the layer {name}"):
                layer_directory(name, Target.host())

    def _bootstrap(self) -> None:
        if self.cloud.stacks(BOOTSTRAP).get(BOOTSTRAP) not in HEALTHY:
            self.cdk.bootstrap()

    def _note(self, wanted: str, stacks: Sequence[str]) -> None:
        self.home.deployed_file.write_text(json.dumps({"fingerprint": wanted, "stacks": list(stacks)}, indent=2))

    def _explained(self, error: DeployFailed) -> DeployFailed:
        """The error with what CloudFormation says of the resources that failed."""
        reasons = [f"{stack}: {reason}" for stack in error.stacks for reason in self.cloud.failures(stack)]
        known = [reason for reason in reasons if reason not in error.message]
        if not known:
            return error
        return DeployFailed("\n".join([error.message, *known]), log=error.log or self.home.logs, stacks=error.stacks)


def stacks_of(agent: str) -> list[str]:
    """The stacks of an agent, one for each of its parts; `workflows` and `monitoring` are stacks of their own.

    Raises:
        Trouble: there is no such agent, or it declares no function yet.
    """
    name = agent.replace("_", "-")
    if name in NO_AGENTS:
        return [f"{PREFIX}{name}"]
    functions = list(registry())
    known = sorted({function.agent.replace("_", "-") for function in functions} | set(NO_AGENTS))
    if name not in known:
        raise Trouble(f"There is nothing to deploy that is called {agent!r}.", advice=f"There are: {', '.join(known)}.")
    stack = f"{PREFIX}agent-{name}" if name == "platform" else f"{PREFIX}{name}"
    parts = {function.part for function in functions if function.agent.replace("_", "-") == name}
    return [f"{stack}-{part}" if part else stack for part in sorted(parts)]


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text())
    return content
