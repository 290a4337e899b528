"""Where everything lies: the repository, and the folder in which one cloud on this machine keeps its state."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

ENVIRONMENTS = ROOT / ".astramech" / "emulator"
"""The emulator's environments: downloaded, so shared by all states and kept by `reset`."""


TOOLS = ROOT / ".astramech" / "tools"
"""Caches of the programs we start, which they would else keep in the home directory."""


@dataclass(frozen=True)
class Home:
    """The state of one cloud: `.astramech`, or another folder for a second one beside it."""

    state: Path

    @property
    def postgres(self) -> Path:
        return self.state / "postgres"

    @property
    def emulator(self) -> Path:
        """Pid, port and temporary files of the emulator."""
        return self.state / "aws"

    @property
    def vendors(self) -> Path:
        """Pid, port and data of every simulated vendor."""
        return self.state / "vendors"

    @property
    def containers(self) -> Path:
        """Pid of every container's program."""
        return self.state / "containers"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def stack_file(self) -> Path:
        return self.state / "stack.json"

    @property
    def ports_file(self) -> Path:
        return self.state / "ports.json"

    @property
    def lock_file(self) -> Path:
        return self.state / "lock"

    @property
    def assembly(self) -> Path:
        """What the CDK synthesized."""
        return self.state / "cdk.out"

    @property
    def outputs_file(self) -> Path:
        """Outputs of the stacks, as the CDK wrote them."""
        return self.state / "outputs.json"

    @property
    def deployed_file(self) -> Path:
        """What the running stacks were made of."""
        return self.state / "deployed.json"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def default_state() -> Path:
    return ROOT / ".astramech"
