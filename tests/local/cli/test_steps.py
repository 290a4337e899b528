import io
from contextlib import suppress

import pytest
from rich.console import Console

from local.cli.steps import Steps


def told(*, terminal: bool, verbose: bool = False, fails: bool = False) -> str:
    text = io.StringIO()
    steps = Steps(Console(file=text, width=100, force_terminal=terminal, color_system=None), verbose=verbose)
    with suppress(ZeroDivisionError), steps.step("Deploying") as step:
        step.say("crm")
        step.advance(1, 2)
        steps.hear("a line of the program")
        step.result = f"{2 // (not fails)} stacks"
    return text.getvalue()


def test_a_pipe_gets_plain_lines() -> None:
    lines = told(terminal=False).splitlines()
    assert lines[:2] == ["· Deploying …", "    crm"]
    assert lines[2].startswith("✓ Deploying  2 stacks  0.")
    assert len(lines) == 3


def test_a_terminal_keeps_only_the_result() -> None:
    shown = told(terminal=True)
    assert "crm" in shown
    assert shown.rstrip().splitlines()[-1].lstrip("\x1b[0123456789;?hlKAJ\r").startswith("✓ Deploying  2 stacks")


def test_a_failed_step_is_marked() -> None:
    assert "✗ Deploying" in told(terminal=False, fails=True)


@pytest.mark.parametrize("verbose", [True, False])
def test_what_programs_say_is_shown_to_who_asks(*, verbose: bool) -> None:
    assert ("a line of the program" in told(terminal=True, verbose=verbose)) == verbose
