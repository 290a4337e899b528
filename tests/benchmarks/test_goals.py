"""Goals are ratios within one run, held at their limit and missed beyond it."""

import pytest

from benchmarks.goals import goals
from benchmarks.hr import variants as trees
from benchmarks.results import Results
from benchmarks.variants import AUTHORIZER, FLOOR, NAIVE, OURS
from tests.benchmarks.builders import MACHINE, cold, results, warm


def missed(found: Results) -> list[str]:
    return [goal.name for goal in goals(found) if not goal.held]


def test_every_goal_is_held_at_its_limit() -> None:
    assert len(list(goals(results()))) == 7
    assert missed(results()) == []


@pytest.mark.parametrize(
    ("part", "figures", "name"),
    [
        ("warm", {FLOOR: warm(2), OURS: warm(5.1)}, "warm in process, to the floor"),
        ("gateway", {FLOOR: warm(4), OURS: warm(6.1)}, "warm through the emulator, to the floor"),
        ("cold", {FLOOR: cold(100), OURS: cold(201), NAIVE: cold(400)}, "cold, to the floor"),
        ("cold", {FLOOR: cold(110), OURS: cold(201), NAIVE: cold(334)}, "cold, to the naive stack"),
        (
            "explaining",
            {trees.FLOOR: warm(2), trees.OURS: warm(5.1)},
            "an estimate explained, to 1.5 floors and 2 ms",
        ),
        (
            "loading",
            {trees.FLOOR: cold(250, ready=200), trees.LAYER: cold(220, ready=201)},
            "cold import of the ml layer, to its wheels as they come",
        ),
    ],
)
def test_a_goal_is_missed_beyond_its_limit(part: str, figures: object, name: str) -> None:
    assert missed(results(**{part: figures})) == [name]


def test_the_authorizer_is_compared_by_its_import() -> None:
    starts = {FLOOR: cold(100), OURS: cold(150, ready=100), NAIVE: cold(400), AUTHORIZER: cold(0, ready=51, calls=0)}
    assert missed(results(cold=starts)) == ["cold import of the authorizer, to create_lead"]


def test_what_was_not_measured_has_no_goal() -> None:
    assert list(goals(Results(MACHINE))) == []
