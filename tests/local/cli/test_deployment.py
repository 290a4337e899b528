"""What is deployed again when somebody names an agent."""

import pytest

from local.cli.deployment import stacks_of
from local.cli.errors import Trouble


@pytest.mark.parametrize(
    ("agent", "stacks"),
    [
        ("crm", ["astramech-local-crm", "astramech-local-crm-api", "astramech-local-crm-reads"]),
        (
            "platform",
            [
                "astramech-local-agent-platform",
                "astramech-local-agent-platform-api",
                "astramech-local-agent-platform-reads",
            ],
        ),
        ("workflows", ["astramech-local-workflows"]),
        ("monitoring", ["astramech-local-monitoring"]),
    ],
)
def test_every_agent_has_its_stacks(agent: str, stacks: list[str]) -> None:
    assert stacks_of(agent) == stacks


def test_a_name_that_nobody_has_is_told_with_those_that_there_are() -> None:
    with pytest.raises(Trouble) as refused:
        stacks_of("cmr")
    assert "'cmr'" in refused.value.message
    assert "crm" in refused.value.advice
