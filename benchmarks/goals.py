"""What we promise, as ratios within one run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.figures import Cold, Warm
from benchmarks.hr import variants as trees
from benchmarks.results import Results
from benchmarks.variants import AUTHORIZER, FLOOR, NAIVE, OURS


@dataclass(frozen=True)
class Goal:
    """A ratio, and the most that it may be."""

    name: str
    measured: float
    limit: float

    @property
    def held(self) -> bool:
        return self.measured <= self.limit


def goals(results: Results) -> Iterator[Goal]:
    """The goals of the parts that were measured."""
    if results.cold:
        yield Goal("cold, to the floor", _answered(results.cold, FLOOR), 2.0)
        yield Goal("cold, to the naive stack", _answered(results.cold, NAIVE), 0.6)
    if AUTHORIZER in results.cold:
        ready = results.cold[AUTHORIZER].ready / results.cold[OURS].ready
        yield Goal("cold import of the authorizer, to create_lead", ready, 0.5)
    if results.warm:
        yield Goal("warm in process, to the floor", _median(results.warm), 2.5)
    if results.gateway:
        yield Goal("warm through the emulator, to the floor", _median(results.gateway), 1.5)
    yield from _of_estimates(results)


def _of_estimates(results: Results) -> Iterator[Goal]:
    if results.loading:
        trimmed, whole = (results.loading[name].imported for name in (trees.LAYER, trees.FLOOR))
        yield Goal("cold import of the ml layer, to its wheels as they come", trimmed / whole, 1.0)
    if results.explaining:
        ours, floor = (results.explaining[name].median for name in (trees.OURS, trees.FLOOR))
        yield Goal("an estimate explained, to 1.5 floors and 2 ms", ours / (1.5 * floor + 2), 1.0)


def _answered(cold: Mapping[str, Cold], other: str) -> float:
    return cold[OURS].answered / cold[other].answered


def _median(warm: Mapping[str, Warm]) -> float:
    return warm[OURS].median / warm[FLOOR].median
