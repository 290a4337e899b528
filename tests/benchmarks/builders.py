"""Figures of runs that never were."""

from typing import Any

from benchmarks.figures import Cold, Deployment, Throughput, Warm
from benchmarks.hr import variants as trees
from benchmarks.results import Machine, Results
from benchmarks.variants import AUTHORIZER, FLOOR, FLOW, NAIVE, OURS

MACHINE = Machine(python="3.13.1", processors=2, system="Linux x86_64", load=0.1)


def cold(answered: float, *, ready: float = 1.0, calls: int = 1) -> Cold:
    return Cold(
        samples=15,
        calls=calls,
        bytecode=True,
        imported=ready,
        ready=ready,
        answered=answered,
        minimum=answered - 1,
        cpu=answered - 2,
        megabytes=50.25,
    )


def warm(median: float) -> Warm:
    return Warm(calls=1000, median=median, p95=2 * median, minimum=median / 2, cpu=0, megabytes=0)


def results(**parts: Any) -> Results:
    """A run in which every part was measured and every goal is just held; `parts` replace some."""
    starts = {FLOOR: cold(100), OURS: cold(200, ready=160), NAIVE: cold(334), AUTHORIZER: cold(80, ready=80, calls=0)}
    whole = {
        "cold": starts,
        "warm": {FLOOR: warm(2), OURS: warm(5), NAIVE: warm(9)},
        "gateway": {FLOOR: warm(4), OURS: warm(6), NAIVE: warm(11)},
        "flow": {FLOOR: warm(10), FLOW: warm(25)},
        "throughput": {FLOOR: Throughput(30, 0.5), FLOW: Throughput(30, 1.5)},
        "loading": {trees.FLOOR: cold(250, ready=200), trees.LAYER: cold(220, ready=200), trees.FLOOR_PLAIN: cold(500)},
        "explaining": {trees.FLOOR: warm(2), trees.OURS: warm(5), trees.SHAP: warm(3)},
        "deployment": Deployment(41.6, {"layer base": 87.25}),
    }
    return Results(MACHINE, **{**whole, **parts})
