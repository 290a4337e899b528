"""Many people answer and their teams are evaluated, on the deployed stacks: nothing is lost, nothing comes twice.

`astramech bench questionnaires` does the same with a thousand people and fifty teams.
"""

import pytest

from benchmarks.questionnaires.load import Load
from local.cli.stack_file import Stack
from tests.emulator.deployment import Deployment

pytestmark = pytest.mark.emulator


def test_sixty_answers_and_six_evaluations_come_through_without_loss(deployment: Deployment) -> None:
    load = Load(Stack.model_validate(deployment.stack), people=60, teams=6, at_once=4)
    figures = load.run()
    assert list(figures.lost()) == []
    assert figures.heavy == 2
