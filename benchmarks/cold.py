"""Cold: from the start of the process to the first complete response, one fresh interpreter per sample, interleaved."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.figures import Cold
from benchmarks.processes import Start, Worker
from benchmarks.variants import AUTHORIZER, Variant

# A run in which a sample waited for more than half of its processor time was disturbed, and does not count.
DISTURBED = 1.5
ATTEMPTS = 2  # rounds tried for each that is wanted


@dataclass(frozen=True)
class Sample:
    """One start, in ms and MB."""

    imported: float
    ready: float
    answered: float
    cpu: float
    megabytes: float

    @property
    def disturbed(self) -> bool:
        return self.answered > DISTURBED * self.cpu


def measure(variants: Sequence[Variant], start: Start, samples: int, progress: Callable[[], None]) -> dict[str, Cold]:
    """Cold figures by variant's name.

    Args:
        variants: measured in turn, round after round, so that what disturbs the machine disturbs all of them.
        start: a variant's process, with what it finds around it.
        samples: rounds that count; the first one fills the caches and does not.
        progress: told of each round that counts.
    """
    _round(variants, start)
    rounds = []
    for found in _rounds(variants, start, samples):
        rounds.append(found)
        progress()
    return {
        variant.name: _figures(variant, [found[place] for found in rounds]) for place, variant in enumerate(variants)
    }


def _rounds(variants: Sequence[Variant], start: Start, samples: int) -> Iterator[list[Sample]]:
    """As many undisturbed rounds as wanted, or after too many attempts disturbed ones."""
    left = samples * (ATTEMPTS - 1)
    for _ in range(samples):
        found = _round(variants, start)
        while left and any(sample.disturbed for sample in found):
            left -= 1
            found = _round(variants, start)
        yield found


def _round(variants: Sequence[Variant], start: Start) -> list[Sample]:
    return [_sample(variant, start) for variant in variants]


def _sample(variant: Variant, start: Start) -> Sample:
    with start(variant) as worker:
        report = worker.report()
    return Sample(
        imported=_milliseconds(report["imported"], worker),
        ready=_milliseconds(report["ready"], worker),
        answered=_milliseconds(report["answered"], worker),
        cpu=report["answered"]["cpu"] / 1e6,
        megabytes=report["answered"]["resident"] / 1e6,
    )


def _milliseconds(reading: dict[str, Any], worker: Worker) -> float:
    return float(reading["at"] - worker.started) / 1e6


def _figures(variant: Variant, samples: Sequence[Sample]) -> Cold:
    return Cold(
        samples=len(samples),
        calls=int(variant.name != AUTHORIZER),
        bytecode=variant.bytecode,
        imported=median(sample.imported for sample in samples),
        ready=median(sample.ready for sample in samples),
        answered=median(sample.answered for sample in samples),
        minimum=min(sample.answered for sample in samples),
        cpu=median(sample.cpu for sample in samples),
        megabytes=median(sample.megabytes for sample in samples),
    )
