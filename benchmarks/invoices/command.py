"""`astramech bench invoices DIR`: what is read right, wrong or not at all, how fast, and what peers read."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.invoices import templates
from benchmarks.invoices.assumed import assumed_of
from benchmarks.invoices.labels import UnlabelledError, labels
from benchmarks.invoices.plain_regex import PlainRegex
from benchmarks.invoices.run import OURS, ReaderFailedError, Run, as_json, run
from benchmarks.invoices.tables import files, show

WIDTH_OF_PIPES = 140


def main(arguments: Sequence[str]) -> None:
    """Read the set that the arguments name, print the figures, keep them where `--json` says."""
    options = _options(arguments)
    try:
        runs = _measure(options)
    except (UnlabelledError, ReaderFailedError) as error:
        sys.exit(f"{error}")
    console = Console(width=None if sys.stdout.isatty() else WIDTH_OF_PIPES)
    show(runs, console)
    if options.files:
        for line in files(runs):
            console.print(line, soft_wrap=True, markup=False)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(as_json(runs), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="astramech bench invoices", description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path, help="holds manifest.json: file, kind, truth, visible")
    parser.add_argument("--json", metavar="FILE", type=Path, help="where the figures are kept")
    parser.add_argument(
        "--pages", action="store_true", help="only what has pages, without the XML that some PDFs carry inside"
    )
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument(
        "--files", action="store_true", help="tell of every file where it ended, and which fields were missed"
    )
    return parser.parse_args(arguments)


def _measure(options: argparse.Namespace) -> dict[str, Run]:
    seen = labels(options.folder, pages=options.pages)
    assumed_of(options.folder)
    if not seen:
        raise UnlabelledError(f"{options.folder} has no document to read.")
    peers = [] if options.no_peers else [PlainRegex.name, *(["invoice2data"] if templates.is_installed() else [])]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    runs = {}
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for name in (OURS, *peers):
            task = progress.add_task(name, total=len(seen))
            handed = ["--pages"] if options.pages else []
            runs[name] = run(name, options.folder, handed, lambda task=task: progress.advance(task))  # type: ignore[misc]
    return runs
