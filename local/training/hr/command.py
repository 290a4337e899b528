"""`astramech train hr DIR`: fit the models on a folder of data, judge them, write files, manifests and cards."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.table import Table

from functions.hr.domain.models.evidence import Manifest, ModelName
from functions.hr.domain.models.gate import findings, may_be_used
from functions.hr.prediction.artefacts import PACKAGED, packaged_manifest
from local.training.hr import card, employees, survey
from local.training.hr.making import Made, make
from local.training.hr.orders import orders

ROOT = Path(__file__).parents[3]
CARDS = ROOT / "docs" / "model_cards"


def main(arguments: Sequence[str]) -> None:
    """Do what the arguments say; end with what is wrong with the data, if something is."""
    options = _options(arguments)
    console = Console()
    if options.cards_only:
        for name in get_args(ModelName):
            card.write(packaged_manifest(name), options.cards)
        return
    if options.folder is None:
        sys.exit("Name the folder of data: astramech train hr DIR")
    try:
        if options.benchmark:
            _benchmark(options.folder, console)
            return
        made = _train(options.folder, console)
    except survey.DataError as error:
        sys.exit(f"{error}")
    for one in made:
        one.write(options.out)
        card.write(one.manifest, options.cards)
        _tell(one.manifest, console)
    real = [one.manifest for one in made if one.manifest.evidence == "measured"]
    if not all(may_be_used(findings(one)) for one in real):
        sys.exit("The gate stops a model: see what is not passed above.")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="astramech train hr", description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", help=f"holds {survey.FILE} and {employees.FILE}")
    parser.add_argument("--out", metavar="DIR", type=Path, default=PACKAGED, help="where models go [the product]")
    parser.add_argument("--cards", metavar="DIR", type=Path, default=CARDS, help="where cards go [docs/model_cards]")
    parser.add_argument("--cards-only", action="store_true", help="write the cards of the models that there are")
    parser.add_argument("--benchmark", action="store_true", help="only check the code on the fictional employees")
    return parser.parse_args(arguments)


def _train(folder: Path, console: Console) -> list[Made]:
    data = survey.read(folder)
    with console.status("train") as status:
        today = datetime.now(UTC).date()
        return [make(order, people, status.update) for order, people in orders(data, today)]


def _tell(manifest: Manifest, console: Console) -> None:
    table = Table("split", "", "AUC", "AP", "Brier", "ECE", title=f"{manifest.name} {manifest.version}")
    for split, compared in manifest.figures:
        for name in ("ours", "logistic_regression", "default_trees"):
            one = getattr(compared, name)
            table.add_row(split, name, *(f"{value:.4f}" for value in one.as_row()))
    console.print(table)
    for finding in findings(manifest):
        if not finding.passes:
            state = "excepted" if finding.excepted else "stops"
            console.print(f"{finding.check}: {finding.measured:.4f}, limit {finding.limit:.4f}: {state}")


def _benchmark(folder: Path, console: Console) -> None:
    table = Table("fictional employees, 15 folds", "AUC", "AP", "Brier", "ECE", "SD of AUC")
    for name, judged in employees.judge(folder).items():
        figures = [f"{value:.4f}" for value in judged.mean.as_row()]
        table.add_row(name, *figures, f"{judged.deviation.auc:.4f}")
    console.print(table)
