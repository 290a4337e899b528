"""Tables show every figure with its ratio, and say which goals are missed."""

from benchmarks.report import markdown
from benchmarks.variants import FLOOR, NAIVE, OURS
from tests.benchmarks.builders import cold, results


def test_every_part_is_a_table() -> None:
    shown = markdown(results())
    assert "| create_lead | 160 | 200 | 199 | 198 | 50 | 2.00 | 0.60 |" in shown
    assert "| create_lead | 5.00 | 10.00 | 2.50 | - | - | 2.50 |" in shown
    assert "| lead_flow | 25.00 | 50.00 | 12.50 | - | - | 2.50 |" in shown
    assert "| lead_flow | 30 | 1.50 | 20.0 | 3.00 |" in shown
    assert "| layer base | 87.2 |" in shown
    assert "| bare, on the ml layer | 200 | 220 | 219 | 218 | 50 | 0.88 | 0.44 |" in shown
    assert "| predict and explain | 5.00 | 10.00 | 2.50 | - | - | 2.50 |" in shown
    assert "Python 3.13.1, 2 processors" in shown


def test_what_only_starts_shows_no_answer() -> None:
    assert "| authorizer | 80 | - | - | 78 | 50 | - | - |" in markdown(results())


def test_a_missed_goal_is_shown_as_missed() -> None:
    shown = markdown(results(cold={FLOOR: cold(100), OURS: cold(250), NAIVE: cold(500)}))
    assert "| cold, to the floor | 2.50 | ≤ 2.0 | MISSED |" in shown
    assert "| cold, to the naive stack | 0.50 | ≤ 0.6 | held |" in shown
