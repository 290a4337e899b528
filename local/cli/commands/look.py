"""Look at the cloud."""

import time
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from local.cli.cloud import Cloud
from local.cli.errors import NotRunning
from local.cli.log_lines import Logs, functions_named, lines_of, milliseconds_ago
from local.cli.report import addresses
from local.cli.session import session
from local.cli.state import examine
from local.cli.tokens import bearer_token
from local.cli.vendors import log_name
from local.cli.watching import Watch

Function = Annotated[
    str | None, typer.Argument(help="Such as crm-create-lead, crm for all of an agent, or a simulated vendor.")
]
Follow = Annotated[bool, typer.Option("--follow", "-f", help="Go on as they come.")]
Since = Annotated[str, typer.Option(metavar="TIME", help="How far back: 30s, 10m, 2h, 1d.")]
Topics = Annotated[list[str] | None, typer.Argument(help="Such as lead:*:scored. [default: *]")]
Company = Annotated[str | None, typer.Option(help="Whose events. [default: the first company]")]

STYLES = {"ERROR": "red", "CRITICAL": "red", "WARNING": "yellow"}


def status(context: typer.Context) -> None:
    """Show processes, ports, stacks and the health of every agent."""
    here = session(context)
    found = examine(here.home)
    table = Table("", "name", "state", "details")
    for finding in found:
        table.add_row(
            finding.kind, finding.name, Text(finding.state, style="green" if finding.fine else "red"), finding.detail
        )
    here.out.print(table)
    running = any(finding.kind == "stack" for finding in found)
    if not all(finding.fine for finding in found):
        raise typer.Exit(1 if running else NotRunning.code)


def urls(context: typer.Context) -> None:
    """Show addresses and credentials."""
    here = session(context)
    here.out.print(addresses(here.stack()))


def logs(
    context: typer.Context,
    function: Function = None,
    follow: Follow = False,  # noqa: FBT002 - an option
    since: Since = "10m",
) -> None:
    """Show what functions have logged, one line per fact."""
    here = session(context)
    stack = here.stack()
    if function and function in stack.vendors:
        for text in lines_of(here.home.log(log_name(function)), follow=follow):
            here.out.print(Text(text), soft_wrap=True)
        return
    start = milliseconds_ago(since)
    read = Logs(Cloud(stack.emulator_url), functions_named(stack, function), everything=here.verbose)
    for line in read.follow(start) if follow else read.since(start):
        here.out.print(Text(str(line), style=STYLES.get(line.level, "")), soft_wrap=True)


def watch(context: typer.Context, topics: Topics = None, company: Company = None) -> None:
    """Show events of a company as they happen, over the WebSocket API."""
    here = session(context)
    stack = here.stack()
    watching = Watch(
        stack.websocket_url,
        lambda: bearer_token(here.home, "admin", company),
        topics or ["*"],
        lambda said: here.err.print(Text(said, style="yellow"), soft_wrap=True),
    )
    for message in watching.events():
        here.out.print(Text(_told(message)), soft_wrap=True)


def _told(message: dict[str, object]) -> str:
    if "topic" not in message:
        return f"{time.strftime('%H:%M:%S')} {_about_connection(message)}"
    data = message["data"]
    facts = " ".join(f"{name}={value}" for name, value in data.items()) if isinstance(data, dict) else ""
    return f"{str(message['occurred_at'])[11:23]} {message['type']} {message['subject']} {facts}"


def _about_connection(message: dict[str, object]) -> str:
    topics = message.get("topics")
    return f"listening to {', '.join(topics)}" if isinstance(topics, list) else str(message)
