"""`astramech bench questionnaires`: a thousand people answer, fifty teams are evaluated; fails if anything is lost."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.questionnaires.figures import show
from benchmarks.questionnaires.load import Load
from local.cli.stack_file import Stack


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="astramech bench questionnaires", description=__doc__)
    parser.add_argument("--stack", type=Path, default=Path(".astramech/stack.json"), help="of a cloud that runs")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--teams", type=int, default=50, help="each of five people at least; each fifth is a heavy one")
    parser.add_argument("--at-once", type=int, default=4, help="requests under way")
    options = parser.parse_args(arguments)
    if options.people < 5 * options.teams:
        parser.error("nothing is ever told of a team of fewer than five")
    load = Load(Stack.load(options.stack), people=options.people, teams=options.teams, at_once=options.at_once)
    figures = load.run()
    show(figures, Console())
    if lost := list(figures.lost()):
        sys.exit("\n".join(lost))
