"""What the load of HR counts as a loss."""

import pytest

from benchmarks.questionnaires.command import main
from benchmarks.questionnaires.figures import COMPLETED, RISK, Figures
from benchmarks.questionnaires.people import Person, number_in
from shared.core.invocation import new_id
from tests.functions.hr.answering import scored


def complete() -> Figures:
    counted = {COMPLETED: 100, RISK: 2}
    return Figures(100, 10, 2, told=100, own=10, kept=100, released=10, recorded=counted, heard=dict(counted))


def test_a_run_without_loss_says_nothing() -> None:
    assert list(complete().lost()) == []


def test_whatever_is_missing_or_doubled_is_said() -> None:
    figures = complete()
    figures.kept, figures.twice, figures.flows = 99, 1, 3
    figures.refused.append("42: Refused()")
    assert list(figures.lost()) == [
        "assessments kept: 99 instead of 100",
        "events that arrived twice: 1 instead of 0",
        "requests that were refused or failed: 1 instead of 0",
        "executions of the burnout flow: 3 instead of 2",
        "42: Refused()",
    ]


@pytest.mark.parametrize("number", [0, 5, 999])
def test_a_person_is_known_by_their_answers_and_scores_as_expected(number: int) -> None:
    person = Person(number, number % 10, new_id(), "somebody@many.example")
    assert number_in(person.answers) == number
    assert scored(person.answers)["cbi.work"].shown == person.work_score


def test_teams_that_are_too_small_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--people", "49", "--teams", "10"])
    assert "fewer than five" in capsys.readouterr().err
