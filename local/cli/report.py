"""What `astramech up` shows when it is done: addresses, credentials, and lines to go on with."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from local.cli.curl import token_line
from local.cli.demos import Outcome
from local.cli.stack_file import Stack


def show(console: Console, stack: Stack, outcome: Outcome | None) -> None:
    """Print everything a person needs to go on by hand."""
    for shown in outcome.shown if outcome else ():
        console.print(shown)
    console.print(addresses(stack))
    console.print("Go on by hand; these lines work when they are pasted:\n")
    lines = [token_line(stack.api_url, stack.admin), *(outcome.calls if outcome else ())]
    for line in lines:
        # Whole, whatever the width of the terminal: a wrapped line could not be pasted.
        console.print(Text(f"{line}\n"), soft_wrap=True)
    console.print(
        Text("More: .venv/bin/astramech status | logs | watch | demo | token | redeploy | down | --help", style="dim")
    )


def addresses(stack: Stack) -> Table:
    """Where everything is, and who may enter."""
    table = Table(title="Addresses and credentials", title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in _facts(stack):
        table.add_row(name, Text(value))
    return table


def _facts(stack: Stack) -> Iterator[tuple[str, str]]:
    yield "HTTP API", stack.api_url
    yield "WebSocket API", stack.websocket_url
    yield "AWS endpoint", f"{stack.emulator_url}  (any credentials, {stack.region})"
    yield "Database", stack.database_url
    for name, address in stack.containers.items():
        yield f"Container {name}", address
    for name, address in stack.vendors.items():
        yield f"Simulated {name}", address
    for name, bucket in stack.buckets.items():
        yield f"Bucket {name}", bucket
    yield "Admin", f"{stack.admin.email}  {stack.admin.password}"
    yield "Company", stack.admin.company
    yield "Logs", stack.logs
