"""Samples become figures: a median with the minimum beside it, so that noise can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Cold:
    """Fresh interpreters, from the start of the process. Milliseconds, and MB of resident memory at the end.

    Attributes:
        calls: 1, or 0 where only what comes before the first call was measured.
        imported: until the handler's module was imported.
        ready: until the handler could take its first event.
        answered: until its first complete response; until ready where nothing was called.
        cpu: processor time until then, user and system.
    """

    samples: int
    calls: int
    bytecode: bool
    imported: float
    ready: float
    answered: float
    minimum: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Warm:
    """Calls of running handlers. Milliseconds, and MB of resident memory after the last.

    Attributes:
        cpu: processor time per call, user and system; 0 where it cannot be known.
    """

    calls: int
    median: float
    p95: float
    minimum: float
    cpu: float
    megabytes: float


def latency(milliseconds: Sequence[float], *, cpu: float = 0, megabytes: float = 0) -> Warm:
    """The figures of calls, and what else is known of them."""
    return Warm(
        calls=len(milliseconds),
        median=median(milliseconds),
        p95=quantiles(milliseconds, n=20)[-1],
        minimum=min(milliseconds),
        cpu=cpu,
        megabytes=megabytes,
    )


@dataclass(frozen=True)
class Throughput:
    """Events that were put at once, until the last one's row was there."""

    events: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.events / self.seconds


@dataclass(frozen=True)
class Deployment:
    """What is deployed, and how long that takes.

    Attributes:
        seconds: from nothing to a cloud on this machine that answers, layers built before.
        megabytes: by layer or agent, unzipped, with bytecode.
    """

    seconds: float
    megabytes: dict[str, float]
