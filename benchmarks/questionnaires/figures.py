"""What was found, and what is missing in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from benchmarks.questionnaires.people import EVERY_READER

COMPLETED = "assessment.completed"
RISK = "burnout.risk.detected"


@dataclass
class Figures:
    """Of one run.

    Attributes:
        seconds: by what was done.
        refused: every answer that was none of success, with what it was to.
        repeated: submissions that were handed in again because no answer came in time; no loss, but worth knowing.
        told: submissions whose answer had the right scores.
        own: people who read back the number that they had written down, of each tenth.
        kept: assessments that count, in the database.
        released: team results in the database.
        recorded: events in the log, by type; all of them published.
        heard: different events on the bus, by type.
        twice: events that arrived on the bus more than once.
        flows: executions of the burnout flow for these teams; None if the cloud has no such flow.
    """

    people: int
    teams: int
    heavy: int
    seconds: dict[str, float] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    repeated: int = 0
    told: int = 0
    own: int = 0
    kept: int = 0
    released: int = 0
    recorded: dict[str, int] = field(default_factory=dict)
    heard: dict[str, int] = field(default_factory=dict)
    twice: int = 0
    flows: int | None = None

    @property
    def rows(self) -> list[tuple[str, int, int]]:
        """Name, found, expected."""
        counted = [
            ("submissions answered with the right scores", self.told, self.people),
            ("people who found their own answers again", self.own, len(range(0, self.people, EVERY_READER))),
            ("assessments kept", self.kept, self.people),
            (f"{COMPLETED} recorded and published", self.recorded.get(COMPLETED, 0), self.people),
            (f"{COMPLETED} heard on the bus", self.heard.get(COMPLETED, 0), self.people),
            ("team results released", self.released, self.teams),
            (f"{RISK} recorded and published", self.recorded.get(RISK, 0), self.heavy),
            (f"{RISK} heard on the bus", self.heard.get(RISK, 0), self.heavy),
            ("events that arrived twice", self.twice, 0),
            ("requests that were refused or failed", len(self.refused), 0),
        ]
        flows = [] if self.flows is None else [("executions of the burnout flow", self.flows, self.heavy)]
        return counted + flows

    def lost(self) -> Iterator[str]:
        """Whatever is not as it has to be."""
        for name, found, expected in self.rows:
            if found != expected:
                yield f"{name}: {found} instead of {expected}"
        yield from self.refused[:20]


def show(figures: Figures, console: Console) -> None:
    """Print what was found."""
    table = Table(title=f"{figures.people} people answered, {figures.teams} teams were evaluated", title_justify="left")
    for column in ("", "found", "expected"):
        table.add_column(column, justify="right" if column else "left")
    for name, found, expected in figures.rows:
        table.add_row(name, str(found), str(expected), style="" if found == expected else "red")
    console.print(table)
    console.print(f"handed in again because no answer came in time: {figures.repeated}")
    for name, seconds in figures.seconds.items():
        console.print(f"{name}: {seconds:.1f} s")
