"""What is deployed again when somebody names an agent."""

import pytest

from local.cli.deployment import stack_of
from local.cli.errors import Trouble


@pytest.mark.parametrize(
    ("agent", "stack"),
    [
        ("crm", "astramech-local-crm"),
        ("platform", "astramech-local-agent-platform"),
        ("workflows", "astramech-local-workflows"),
        ("monitoring", "astramech-local-monitoring"),
    ],
)
def test_every_agent_has_a_stack(agent: str, stack: str) -> None:
    assert stack_of(agent) == stack


def test_a_name_that_nobody_has_is_told_with_those_that_there_are() -> None:
    with pytest.raises(Trouble) as refused:
        stack_of("cmr")
    assert "'cmr'" in refused.value.message
    assert "crm" in refused.value.advice
