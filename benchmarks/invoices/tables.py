"""The verdicts as tables: by kind and by field, all readers beside each other."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.invoices.run import OURS, Run
from functions.finance.extraction.accuracy import Tally, Verdict

ALL = "all"


def show(runs: Mapping[str, Run], console: Console) -> None:
    """Print everything."""
    console.print(_kinds(runs))
    console.print("Right / wrong / abstained by field:")
    for kind in runs[OURS].kinds:
        if any(tally.fields for tally in (one.kinds[kind] for one in runs.values())):
            console.print(_fields(kind, runs))
    console.print(_outcomes(runs))
    memory = ", ".join(f"{name} {one.megabytes:.0f} MB" for name, one in runs.items())
    console.print(f"Peak memory: {memory}. Seconds are warm: the first document of each kind was read once before.")


def files(runs: Mapping[str, Run]) -> Iterator[str]:
    """A line for every file: where it ended and why, and the fields that ours did not get right."""
    for file, outcome in sorted(runs[OURS].outcomes.items()):
        fields = sorted(runs[OURS].missed.get(file, {}).items())
        yield "; ".join([f"{file}: {outcome}", *(f"{verdict}: {', '.join(names)}" for verdict, names in fields)])


def _kinds(runs: Mapping[str, Run]) -> Table:
    table = Table("kind", "reader", title="Fields by kind", title_justify="left")
    for column in ("documents", "fields", "right", "wrong", "abstained", "p50 s", "p95 s", "posted wrong"):
        table.add_column(column, justify="right")
    for kind in (*runs[OURS].kinds, ALL):
        for name, one in runs.items():
            tallies = list(one.kinds.values()) if kind == ALL else [one.kinds[kind]]
            table.add_row(kind, name, *_row(tallies))
        table.add_section()
    return table


def _row(tallies: list[Tally]) -> list[str]:
    verdicts = sum((Counter(of) for tally in tallies for of in tally.fields.values()), Counter())
    together = Tally(seconds=[second for tally in tallies for second in tally.seconds]).as_json()
    return [
        str(sum(tally.documents for tally in tallies)),
        str(sum(verdicts.values())),
        *(_share(verdicts, verdict) for verdict in Verdict),
        f"{together['seconds_p50']:.3f}",
        f"{together['seconds_p95']:.3f}",
        str(sum(tally.auto_posted_wrong for tally in tallies)),
    ]


def _fields(kind: str, runs: Mapping[str, Run]) -> Table:
    table = Table(kind)
    for name in runs:
        table.add_column(name, justify="right")
    names = dict.fromkeys(name for one in runs.values() for name in one.kinds[kind].fields)
    for name in names:
        told = (one.kinds[kind].fields.get(name, Counter()) for one in runs.values())
        table.add_row(name, *(" / ".join(str(of[verdict]) for verdict in Verdict) for of in told))
    return table


def _outcomes(runs: Mapping[str, Run]) -> Table:
    table = Table("kind", *runs, title="Outcomes", title_justify="left")
    for kind in runs[OURS].kinds:
        told: list[Any] = [one.kinds[kind].outcomes for one in runs.values()]
        table.add_row(kind, *(", ".join(f"{state} {count}" for state, count in sorted(of.items())) for of in told))
    return table


def _share(verdicts: Mapping[Verdict, int], verdict: Verdict) -> str:
    total = sum(verdicts.values())
    return f"{100 * verdicts[verdict] / total:.1f} %" if total else "-"
