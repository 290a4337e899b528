"""The figures as tables: for a terminal, and as Markdown for the README."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Cold, Deployment, Throughput, Warm
from benchmarks.goals import Goal, goals
from benchmarks.hr import variants as trees
from benchmarks.results import Results
from benchmarks.variants import FLOOR, NAIVE


@dataclass(frozen=True)
class Grid:
    """A table: a title, the names of its columns, its rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def show(results: Results, console: Console) -> None:
    """Print everything to a terminal."""
    for grid in _grids(results):
        table = Table(grid.columns[0], title=grid.title, title_justify="left")
        for column in grid.columns[1:]:
            table.add_column(column, justify="right")
        for row in grid.rows:
            table.add_row(*row)
        console.print(table)
    console.print(_conditions(results))


def markdown(results: Results) -> str:
    """The same for the README."""
    parts = []
    for grid in _grids(results):
        head = f"| {' | '.join(grid.columns)} |\n|{'---|' + '---:|' * (len(grid.columns) - 1)}"
        rows = "\n".join(f"| {' | '.join(row)} |" for row in grid.rows)
        parts.append(f"**{grid.title}**\n\n{head}\n{rows}")
    return "\n\n".join([*parts, _conditions(results)])


def _grids(results: Results) -> Iterator[Grid]:
    if results.cold:
        title = "Cold: from the start of the process, one fresh interpreter per sample"
        yield _cold(title, results.cold, FLOOR, NAIVE)
    if results.warm:
        yield _warm("Warm, in process: durable commit, PostgreSQL and a bus by TCP on loopback", results.warm)
    if results.gateway:
        yield _warm("Warm, through the emulator's HTTP API with the authorizer", results.gateway)
    if results.flow:
        yield _warm("Event on the bus → state machine → row written by a task", results.flow)
    if results.throughput:
        yield _throughput(results.throughput)
    if results.loading:
        title = "Cold: the library of trees, then both models read and one person explained"
        yield _cold(title, results.loading, trees.FLOOR, trees.FLOOR_PLAIN)
    if results.explaining:
        title = "Warm: both models of one person, estimated and explained; ours also in words"
        yield _warm(title, results.explaining, trees.FLOOR)
    if results.deployment:
        yield _deployment(results.deployment)
    yield _goals(list(goals(results)))


def _cold(title: str, cold: Mapping[str, Cold], floor: str, peer: str) -> Grid:
    columns = ("", "ready ms", "first answer ms", "minimum", "CPU ms", "MB", "to floor", f"to {peer}")
    rows = [
        (
            name,
            f"{one.ready:.0f}",
            *([f"{one.answered:.0f}", f"{one.minimum:.0f}"] if one.calls else ["-", "-"]),
            f"{one.cpu:.0f}",
            f"{one.megabytes:.0f}",
            *(_times(one.answered, cold[other].answered if one.calls else 0) for other in (floor, peer)),
        )
        for name, one in cold.items()
    ]
    return Grid(title, columns, rows)


def _warm(title: str, warm: Mapping[str, Warm], floor: str = FLOOR) -> Grid:
    columns = ("", "median ms", "p95 ms", "minimum", "CPU ms", "MB", "to floor")
    rows = [
        (
            name,
            f"{one.median:.2f}",
            f"{one.p95:.2f}",
            f"{one.minimum:.2f}",
            f"{one.cpu:.2f}" if one.cpu else "-",
            f"{one.megabytes:.0f}" if one.megabytes else "-",
            _times(one.median, warm[floor].median),
        )
        for name, one in warm.items()
    ]
    return Grid(title, columns, rows)


def _throughput(throughput: Mapping[str, Throughput]) -> Grid:
    rows = [
        (
            name,
            str(one.events),
            f"{one.seconds:.2f}",
            f"{one.per_second:.1f}",
            _times(one.seconds / one.events, throughput[FLOOR].seconds / throughput[FLOOR].events),
        )
        for name, one in throughput.items()
    ]
    return Grid("The same for events put at once", ("", "events", "seconds", "events/s", "to floor"), rows)


def _deployment(deployment: Deployment) -> Grid:
    sizes = [(name, f"{megabytes:.1f}") for name, megabytes in deployment.megabytes.items()]
    title = f"Deployed from nothing on this machine in {deployment.seconds:.0f} s, layers built before"
    return Grid(title, ("", "MB unzipped"), sizes)


def _goals(found: Sequence[Goal]) -> Grid:
    rows = [(goal.name, f"{goal.measured:.2f}", f"≤ {goal.limit}", "held" if goal.held else "MISSED") for goal in found]
    return Grid("Goals", ("ratio", "measured", "goal", ""), rows)


def _times(value: float, to: float) -> str:
    return f"{value / to:.2f}" if to else "-"


def _conditions(results: Results) -> str:
    machine = results.machine
    samples = [f"{one.samples} interpreters each" for one in list(results.cold.values())[:1]]
    calls = [f"{one.calls} calls each" for one in list(results.warm.values())[:1]]
    where = f"Python {machine.python}, {machine.processors} processors, {machine.system}, load {machine.load} before"
    how = ["medians", *samples, *calls, "variants take turns", "bytecode shipped but where it says not"]
    return f"{where}; {'; '.join(how)}."
