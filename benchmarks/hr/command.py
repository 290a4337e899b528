"""`astramech bench hr [DIR]`: how fast estimates are explained and what they cost cold; with DIR, how good they are."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.goals import Goal
from benchmarks.goals import goals as goals_of_speed
from benchmarks.hr import quality
from benchmarks.measuring import estimates
from benchmarks.report import show
from benchmarks.results import Machine, Results
from functions.hr.domain.models.evidence import Figures
from local.training.hr import employees, survey
from local.training.hr.card import ALIKE

NAMES = {"ours": "ours", "logistic_regression": "logistic regression", "default_trees": "XGBoost as it comes"}
WIDTH_OF_PIPES = 140


def main(arguments: Sequence[str]) -> None:
    """Measure, print, and keep the figures where `--json` says."""
    options = _options(arguments)
    console = Console(width=None if sys.stdout.isatty() else WIDTH_OF_PIPES)
    missed: list[Goal] = []
    kept: dict[str, Any] = {}
    if options.samples or options.calls:
        speed = _speed(options)
        show(speed, console)
        missed += [goal for goal in goals_of_speed(speed) if not goal.held]
        kept |= {"loading": speed.loading, "explaining": speed.explaining}
    if options.folder:
        try:
            with console.status("quality") as status:
                found = quality.judge(options.folder, status.update)
        except survey.DataError as error:
            sys.exit(f"{error}")
        _show(found, console)
        missed += [goal for goal in quality.goals(found) if not goal.held]
        kept |= asdict(found) | {"intention": found.intention.model_dump()}
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(kept, indent=2, sort_keys=True, default=_plain) + "\n", encoding="utf-8")
    if options.check and missed:
        sys.exit(f"{len(missed)} of the goals missed")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="astramech bench hr", description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", help=f"holds {survey.FILE} and {employees.FILE}")
    parser.add_argument("--samples", type=int, default=15, help="fresh interpreters per variant; 0 for none")
    parser.add_argument("--calls", type=int, default=1000, help="warm calls per variant; 0 for none")
    parser.add_argument("--json", metavar="FILE", type=Path, help="where the figures are kept")
    parser.add_argument("--check", action="store_true", help="fail if a goal is missed")
    return parser.parse_args(arguments)


def _speed(options: argparse.Namespace) -> Results:
    results = Results(Machine.here())
    with Progress(console=Console(stderr=True)) as progress:
        for found in estimates(results, options, progress):
            results = found
    return results


def _show(found: quality.Quality, console: Console) -> None:
    console.print(_table("Intention to change jobs", _intention(found)))
    console.print(_table("Fictional employees, 15 folds: a check of the code", _employees(found)))
    held = Table("ratio", "measured", "goal", "", title="Goals", title_justify="left")
    for goal in quality.goals(found):
        held.add_row(goal.name, f"{goal.measured:.3f}", f"≤ {goal.limit}", "held" if goal.held else "MISSED")
    console.print(held)


def _intention(found: quality.Quality) -> Iterator[tuple[str, str, Figures]]:
    for split, one in found.intention:
        yield from ((split, NAMES[name], getattr(one, name)) for name in ALIKE)
        yield split, "the first recipe", quality.BEGUN_WITH[split]
    yield "fixed", "ours, as deployed", found.shipped


def _employees(found: quality.Quality) -> Iterator[tuple[str, str, Figures]]:
    for name, judged in found.employees.items():
        yield "folds", NAMES[name], judged.mean


def _table(title: str, rows: Iterator[tuple[str, str, Figures]]) -> Table:
    table = Table("split", "model", title=title, title_justify="left")
    for column in ("AUC", "PR-AUC", "Brier", "ECE"):
        table.add_column(column, justify="right")
    for split, name, one in rows:
        table.add_row(split, name, *(f"{value:.4f}" for value in one.as_row()))
    return table


def _plain(value: Any) -> Any:
    return value.model_dump() if isinstance(value, Figures) else vars(value)
