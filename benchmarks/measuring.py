"""One run: what was asked for, part after part."""

from argparse import Namespace
from collections.abc import Generator, Iterator
from dataclasses import replace

from rich.progress import Progress

from benchmarks import cold, flow, gateway, variants, warm
from benchmarks.cloud import cloud
from benchmarks.figures import Deployment
from benchmarks.hr import variants as trees
from benchmarks.processes import Worker, post_lead
from benchmarks.results import Machine, Results
from benchmarks.surroundings import surroundings
from benchmarks.variants import AUTHORIZER, Variant
from layers.assets import agent_names, stage_code
from layers.build import layer_directory, layer_names
from layers.target import Target
from layers.tree import unzipped_bytes


def measure(options: Namespace, progress: Progress) -> Iterator[Results]:
    """The figures so far, after each part that `options` asks for: ``samples, calls, requests, flows, events``."""
    results = Results(Machine.here())
    if options.samples or options.calls:
        results = yield from _in_process(results, options, progress)
        results = yield from estimates(results, options, progress)
    if options.requests or options.flows or options.events:
        yield from _deployed(results, options, progress)


def _in_process(results: Results, options: Namespace, progress: Progress) -> Generator[Results, None, Results]:
    compared = [variants.floor(), variants.ours(), variants.naive()]
    starting = [*compared, variants.naive_plain(), variants.authorizer()]
    with surroundings() as around:

        def start(variant: Variant) -> Worker:
            event = None if variant.name == AUTHORIZER else post_lead(around.company_id)
            return Worker(variant, around.environment(), event)

        if options.samples:
            colds = progress.add_task("cold", total=options.samples)
            found = cold.measure(starting, start, options.samples, lambda: progress.advance(colds))
            results = replace(results, cold=found)
            yield results
        if options.calls:
            warms = progress.add_task("warm", total=options.calls // warm.BLOCK)
            called = warm.measure(compared, start, options.calls, lambda: progress.advance(warms))
            results = replace(results, warm=called)
            yield results
    return results


def estimates(results: Results, options: Namespace, progress: Progress) -> Generator[Results, None, Results]:
    """Estimates of the HR agent: `samples` cold starts and `calls` warm ones of each variant."""
    if options.samples:
        begun = progress.add_task("estimates, cold", total=options.samples)
        found = cold.measure(trees.starting(), trees.start, options.samples, lambda: progress.advance(begun))
        results = replace(results, loading=found)
        yield results
    if options.calls:
        asked = progress.add_task("estimates, warm", total=options.calls // warm.BLOCK)
        called = warm.measure(trees.compared(), trees.start, options.calls, lambda: progress.advance(asked))
        results = replace(results, explaining=called)
        yield results
    return results


def _deployed(results: Results, options: Namespace, progress: Progress) -> Iterator[Results]:
    up = progress.add_task("deploy", total=1)
    with cloud(lambda: progress.advance(up)) as stacks:
        results = replace(results, deployment=Deployment(stacks.seconds, _megabytes()))
        if options.requests:
            asked = progress.add_task("gateway", total=options.requests // gateway.BLOCK)
            compared = [variants.floor(), variants.ours(), variants.naive()]
            found = gateway.measure(compared, stacks, options.requests, lambda: progress.advance(asked))
            results = replace(results, gateway=found)
            yield results
        if options.flows or options.events:
            turns = progress.add_task("flow", total=options.flows + (flow.ROUNDS if options.events else 0))
            singly, at_once = flow.measure(
                stacks, flows=options.flows, events=options.events, progress=lambda: progress.advance(turns)
            )
            yield replace(results, flow=singly, throughput=at_once)


def _megabytes() -> dict[str, float]:
    host = Target.host()
    layers = {f"layer {name}": unzipped_bytes(layer_directory(name, host)) for name in layer_names()}
    agents = {f"code of {name}": unzipped_bytes(stage_code(name, host)) for name in agent_names()}
    return {name: size / 1e6 for name, size in {**layers, **agents}.items()}
