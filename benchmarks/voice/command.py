"""`python -m benchmarks voice`: the media loop and the bare echo in turns, then conversations; tables and ratios."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.goals import Goal
from benchmarks.voice import peer
from benchmarks.voice.load import Job
from benchmarks.voice.people import LINES
from benchmarks.voice.server import FLOOR, OURS, TALKS

STOPS_WITHIN_S = 10.0
SURE_MS = 5.0
"""Telephones that were later than this themselves have measured themselves."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What calls on one server cost and noticed.

    Attributes:
        cpu_ms: of the server, for each second of a call.
        trip_p99_ms: of a frame and its echo; of a pressed key and the `clear` that it leads to; None for the peer.
        cadence_p99_ms: by how much the time between two frames differs from the length of the first.
        lead_ms: the most that was ever ahead of the listener.
        megabytes: for each call, beyond the idle server.
        late_p99_ms: of the telephones themselves.
    """

    calls: int
    cpu_ms: float
    trip_p99_ms: float | None
    cadence_p99_ms: float
    lead_ms: float
    underruns: int
    dropped: int
    megabytes: float
    late_p99_ms: float

    @property
    def sure(self) -> bool:
        """Whether the telephones were quick enough to judge the server."""
        return self.late_p99_ms <= SURE_MS


@dataclass(frozen=True, kw_only=True)
class Talked:
    """What people noticed who spoke with the embedded engines, in two languages at once.

    Attributes:
        turns: that were answered.
        p50_ms: from the last sound of a sentence to the first of its answer, at the telephone.
        unanswered: sentences.
        interrupted: sentences that were answered before they had ended. The embedded voice, which speaks for the
            people, pauses up to 600 ms at a comma, longer than a turn waits.
    """

    turns: int
    p50_ms: float
    p95_ms: float
    unanswered: int
    interrupted: int


def main(arguments: Sequence[str]) -> None:
    """Measure both, print the figures, keep them where `--json` says."""
    options = _options(arguments)
    variants = [FLOOR, OURS, *([peer.PIPECAT] if peer.installed() else [])]
    held = {variant: measure(variant, options) for variant in variants}
    talked = converse()
    console = Console()
    console.print(table("Calls at once, in real time", held))
    console.print(table("Voice to voice", {TALKS: talked}))
    for goal in (*goals(held), *goals_of_talks(talked)):
        console.print(f"{goal.name}: {goal.measured:.2f} (≤ {goal.limit:g}) {'held' if goal.held else 'missed'}")
    if peer.PIPECAT not in held:
        console.print("pipecat is not installed, and not compared with.")
    if not all(one.sure for one in held.values()):
        console.print("The telephones themselves were late: times are no figures of the server. Use fewer calls.")
    if options.json:
        found = {name: asdict(one) for name, one in held.items()} | {TALKS: asdict(talked)}
        options.json.write_text(json.dumps(found, indent=2) + "\n")


def measure(variant: str, options: argparse.Namespace) -> Held:
    """Calls on one server."""
    with _server(variant) as (process, port):
        calls = min(options.calls, peer.MOST_CALLS) if variant == peer.PIPECAT else options.calls
        job = Job(port=port, variant=variant, calls=calls, seconds=options.seconds, warm=options.warm)
        idle = process.memory_info().rss
        command = [sys.executable, "-m", "benchmarks.voice.load", json.dumps(asdict(job))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as telephones:
            assert telephones.stdout
            assert [telephones.stdout.readline().strip() for _ in range(2)] == ["warm", "begin"]
            before = sum(process.cpu_times()[:2])
            assert telephones.stdout.readline().strip() == "end"
            spent = sum(process.cpu_times()[:2]) - before
            resident = process.memory_info().rss
            found = json.loads(telephones.stdout.readline())
    return Held(
        calls=job.calls,
        cpu_ms=spent * 1000 / job.seconds / job.calls,
        megabytes=(resident - idle) / 1e6 / job.calls,
        **found,
    )


def converse() -> Talked:
    """A conversation in each language at the same time."""
    with _server(TALKS) as (_, port):
        job = Job(port=port, variant=TALKS, calls=len(LINES), seconds=0, warm=0)
        command = [sys.executable, "-m", "benchmarks.voice.load", json.dumps(asdict(job))]
        return Talked(**json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout))


def goals(held: Mapping[str, Held]) -> Iterator[Goal]:
    """What we promise of the media loop."""
    ours, floor = held[OURS], held[FLOOR]
    yield Goal("processor, to the bare echo", ours.cpu_ms / floor.cpu_ms, 3.5)
    yield Goal("processor ms for a second of a call", ours.cpu_ms, 6)
    yield Goal("cadence p99 ms", ours.cadence_p99_ms, 5)
    yield Goal("key to clear p99 ms", ours.trip_p99_ms or 0, 10)
    yield Goal("MB for a call", ours.megabytes, 1)
    yield Goal("underruns and dropped calls", ours.underruns + ours.dropped, 0)


def goals_of_talks(talked: Talked) -> Iterator[Goal]:
    """What we promise of conversations."""
    yield Goal("voice to voice p50 ms", talked.p50_ms, 700)
    yield Goal("voice to voice p95 ms", talked.p95_ms, 900)
    yield Goal("sentences without an answer", talked.unanswered, 0)


def table(title: str, held: Mapping[str, Held | Talked]) -> Table:
    """The figures side by side."""
    found = Table("", *held, title=title)
    for name in next(iter(held.values())).__dataclass_fields__:
        found.add_row(name.replace("_", " "), *(_figure(getattr(one, name)) for one in held.values()))
    return found


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"


@contextmanager
def _server(variant: str) -> Iterator[tuple[psutil.Process, int]]:
    module = ["benchmarks.voice.peer"] if variant == peer.PIPECAT else ["benchmarks.voice.server", variant]
    command = [sys.executable, "-m", *module]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield psutil.Process(server.pid), next(int(line) for line in server.stdout if line.strip().isdigit())
        finally:
            server.terminate()
            try:
                server.communicate(timeout=STOPS_WITHIN_S)
            except subprocess.TimeoutExpired:
                server.kill()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks voice", description=__doc__)
    parser.add_argument("--calls", type=int, default=150, help="at once, all on one core")
    parser.add_argument("--seconds", type=float, default=20.0, help="that are measured")
    parser.add_argument("--warm", type=float, default=4.0, help="before that")
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    return parser.parse_args(arguments)
