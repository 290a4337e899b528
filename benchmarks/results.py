"""Everything that one run has found, and its JSON."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import Cold, Deployment, Throughput, Warm


@dataclass(frozen=True)
class Machine:
    """Where the figures come from.

    Attributes:
        load: runnable processes per minute before the run, on average; above zero, other work disturbed it.
    """

    python: str
    processors: int
    system: str
    load: float

    @classmethod
    def here(cls) -> "Machine":
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        system = f"{platform.system()} {platform.machine()}"
        return cls(platform.python_version(), processors, system, round(os.getloadavg()[0], 1))


@dataclass(frozen=True)
class Results:
    """Figures by part and variant; a part that was not measured is empty.

    Attributes:
        cold: fresh interpreters in process.
        warm: running handlers in process.
        gateway: running functions through the emulator's HTTP API.
        flow: from an event on the bus to the row that a task wrote, through the emulator.
        throughput: the same for many events at once.
        loading: of what estimates: the library of trees, and both models with it, cold.
        explaining: both models of one person, warm.
        deployment: of all stacks on this machine.
    """

    machine: Machine
    cold: dict[str, Cold] = field(default_factory=dict)
    warm: dict[str, Warm] = field(default_factory=dict)
    gateway: dict[str, Warm] = field(default_factory=dict)
    flow: dict[str, Warm] = field(default_factory=dict)
    throughput: dict[str, Throughput] = field(default_factory=dict)
    loading: dict[str, Cold] = field(default_factory=dict)
    explaining: dict[str, Warm] = field(default_factory=dict)
    deployment: Deployment | None = None

    def write(self, path: Path) -> None:
        """Keep the figures, rounded, with sorted keys: a later run differs where a figure does."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(_rounded(asdict(self)), indent=2, sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Results":
        """The figures of an earlier run."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        kinds = {"cold": Cold, "warm": Warm, "gateway": Warm, "flow": Warm, "throughput": Throughput}
        kinds |= {"loading": Cold, "explaining": Warm}
        parts: dict[str, Any] = {
            part: {name: kind(**figures) for name, figures in kept.get(part, {}).items()}
            for part, kind in kinds.items()
        }
        deployment = Deployment(**kept["deployment"]) if kept.get("deployment") else None
        return cls(Machine(**kept["machine"]), **parts, deployment=deployment)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, 3) if isinstance(value, float) else value
