"""The figures of calls on a core become goals; figures that the telephones spoilt are known as such."""

from dataclasses import replace

from benchmarks.voice.command import Held, goals
from benchmarks.voice.load import percentile
from benchmarks.voice.server import FLOOR, OURS
from benchmarks.voice.telephone import Ear

FIGURES = Held(
    calls=150,
    cpu_ms=2.0,
    trip_p99_ms=2.0,
    cadence_p99_ms=2.0,
    lead_ms=180.0,
    underruns=0,
    dropped=0,
    megabytes=0.1,
    late_p99_ms=1.0,
)


def test_a_goal_is_missed_by_what_costs_too_much_or_stumbles() -> None:
    held = {FLOOR: FIGURES, OURS: replace(FIGURES, cpu_ms=5.0)}
    assert all(goal.held for goal in goals(held))
    worse = {FLOOR: FIGURES, OURS: replace(FIGURES, cpu_ms=8.0, underruns=1)}
    missed = {goal.name for goal in goals(worse) if not goal.held}
    assert missed == {
        "processor, to the bare echo",
        "processor ms for a second of a call",
        "underruns and dropped calls",
    }


def test_late_telephones_judge_nobody() -> None:
    assert FIGURES.sure
    assert not replace(FIGURES, late_p99_ms=9.0).sure


def test_the_nearest_rank_is_taken() -> None:
    assert [percentile(range(1, 101), share) for share in (0.5, 0.99)] == [51, 100]
    assert percentile([], 0.99) == 0


def test_an_ear_plays_in_real_time_and_returns_marks_when_they_were_played() -> None:
    ear = Ear()
    for n in range(9):
        ear.add(160, 10.0 + n * 0.001)
    ear.mark("one", 10.01)
    assert (ear.played(10.1), ear.played(10.2)) == ([], ["one"])
    ear.mark("two", 10.21)
    ear.add(160, 10.22)
    ear.mark("three", 10.22)
    assert ear.clear(10.225) == ["two", "three"]
    assert ear.underruns == 0, "a pause after a mark is none"
