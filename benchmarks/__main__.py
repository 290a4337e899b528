"""`python -m benchmarks`: measure, print, keep as JSON.

See ``--help``, and that of ``invoices DIR``, ``costs``, ``questionnaires``, ``hr [DIR]`` and ``voice``.
"""

import argparse
import signal
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from benchmarks import costs
from benchmarks.goals import goals
from benchmarks.hr import command as hr
from benchmarks.invoices import command as invoices
from benchmarks.measuring import measure
from benchmarks.questionnaires import command as questionnaires
from benchmarks.report import markdown, show
from benchmarks.results import Machine, Results
from benchmarks.voice import command as voice

ROOT = Path(__file__).parents[1]
PARTS = {
    "invoices": invoices.main,
    "costs": costs.main,
    "questionnaires": questionnaires.main,
    "hr": hr.main,
    "voice": voice.main,
}
"""What is measured by itself."""


def main() -> None:
    if part := PARTS.get(sys.argv[1] if len(sys.argv) > 1 else ""):
        part(sys.argv[2:])
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that what was started is stopped, too
    options = _options()
    results = Results.read(options.json) if options.read else _measured(options)
    if options.markdown:
        print(markdown(results))
    else:
        show(results, Console())
    missed = [goal for goal in goals(results) if not goal.held]
    if options.check and missed:
        sys.exit(f"{len(missed)} of the goals missed")


def _measured(options: argparse.Namespace) -> Results:
    """A run; what was found is kept after each part, so that a part that fails takes nothing with it."""
    results = Results(Machine.here())
    with Progress(console=Console(stderr=True)) as progress:
        for results in measure(options, progress):
            results.write(options.json)
    return results


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--samples", type=int, default=15, help="fresh interpreters per variant; 0 for none")
    parser.add_argument("--calls", type=int, default=1000, help="warm calls per variant; 0 for none")
    parser.add_argument("--requests", type=int, default=500, help="requests per variant by the gateway; 0 for none")
    parser.add_argument("--flows", type=int, default=50, help="single events per state machine; 0 for none")
    parser.add_argument("--events", type=int, default=30, help="events at once per state machine; 0 for none")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", help="where the figures are kept")
    parser.add_argument("--read", action="store_true", help="measure nothing, show the figures that are kept")
    parser.add_argument("--markdown", action="store_true", help="print Markdown for the README")
    parser.add_argument("--check", action="store_true", help="fail if a goal is missed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
