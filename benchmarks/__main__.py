"""`python -m benchmarks`: measure, print, keep as JSON. See ``--help``; ``invoices DIR`` measures reading invoices."""

import argparse
import signal
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from benchmarks import cold, variants, warm
from benchmarks.goals import goals
from benchmarks.invoices import command as invoices
from benchmarks.report import markdown, show
from benchmarks.results import Machine, Results
from benchmarks.surroundings import surroundings

ROOT = Path(__file__).parents[1]


def main() -> None:
    if sys.argv[1:2] == ["invoices"]:
        invoices.main(sys.argv[2:])
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that the database is stopped, too
    options = _options()
    results = Results.read(options.json) if options.read else _measure(options)
    if options.markdown:
        print(markdown(results))
    else:
        show(results, Console())
    missed = [goal for goal in goals(results) if not goal.held]
    if options.check and missed:
        sys.exit(f"{len(missed)} of the goals missed")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--samples", type=int, default=15, help="fresh interpreters per variant; 0 for none")
    parser.add_argument("--calls", type=int, default=1000, help="warm calls per variant; 0 for none")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", help="where the figures are kept")
    parser.add_argument("--read", action="store_true", help="measure nothing, show the figures that are kept")
    parser.add_argument("--markdown", action="store_true", help="print Markdown for the README")
    parser.add_argument("--check", action="store_true", help="fail if a goal is missed")
    return parser.parse_args()


def _measure(options: argparse.Namespace) -> Results:
    compared = [variants.floor(), variants.ours(), variants.naive()]
    starting = [*compared, variants.naive_plain(), variants.authorizer()]
    with Progress(console=Console(stderr=True)) as progress, surroundings() as around:
        colds = progress.add_task("cold", total=options.samples)
        warms = progress.add_task("warm", total=options.calls // warm.BLOCK)
        machine = Machine.here()
        results = Results(
            machine,
            cold=cold.measure(starting, around, options.samples, lambda: progress.advance(colds)),
            warm=warm.measure(compared, around, options.calls, lambda: progress.advance(warms)),
        )
    results.write(options.json)
    return results


if __name__ == "__main__":
    main()
