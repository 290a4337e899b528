import io

from rich.console import Console
from rich.text import Text

from local.cli.demos import Outcome
from local.cli.report import show
from tests.local.cli.builders import a_stack

LONG = "curl -sS 'http://127.0.0.1/" + "x" * 300 + "'"


def shown(width: int = 60) -> str:
    text = io.StringIO()
    outcome = Outcome([Text("a table of leads")], [LONG])
    show(Console(file=text, width=width), a_stack(), outcome)
    return text.getvalue()


def test_lines_to_paste_are_never_wrapped() -> None:
    lines = shown().splitlines()
    assert LONG in lines
    assert any(line.startswith("TOKEN=$(curl") and line.endswith(")") for line in lines)


def test_addresses_and_credentials_are_there() -> None:
    text = shown(width=200)
    stack = a_stack()
    for fact in (stack.api_url, stack.websocket_url, stack.database_url, stack.admin.email, stack.admin.password):
        assert fact in text
    assert "a table of leads" in text
