"""Warm, in process: calls of handlers that run, in blocks that take turns."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from benchmarks.figures import Warm, latency
from benchmarks.processes import Start
from benchmarks.variants import Variant

BLOCK = 50  # calls of one handler before the next one's turn


def measure(variants: Sequence[Variant], start: Start, calls: int, progress: Callable[[], None]) -> dict[str, Warm]:
    """Warm figures by variant's name.

    Args:
        variants: measured in turn, block after block.
        start: a variant's process, with what it finds around it.
        calls: of each; a first block fills the caches and does not count.
        progress: told of each round of blocks.
    """
    with ExitStack() as stack:
        workers = [stack.enter_context(start(variant)) for variant in variants]
        found: list[list[float]] = [[] for _ in workers]
        before = [worker.report() and worker.call(BLOCK) for worker in workers]
        after = before
        for _ in range(calls // BLOCK):
            after = [worker.call(BLOCK) for worker in workers]
            for samples, report in zip(found, after, strict=True):
                samples.extend(microseconds / 1e3 for microseconds in report["microseconds"])
            progress()
    return {
        worker.variant.name: latency(
            samples,
            cpu=(last["cpu"] - first["cpu"]) / 1e6 / len(samples),
            megabytes=last["resident"] / 1e6,
        )
        for worker, samples, first, last in zip(workers, found, before, after, strict=True)
    }
