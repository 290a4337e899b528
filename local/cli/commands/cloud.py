"""Start the cloud, change it, stop it."""

from typing import Annotated

import typer

from local.cli.containers import restart_containers
from local.cli.demos import MAIN, Wishes, demo_named
from local.cli.down import take_down, wipe
from local.cli.errors import Trouble
from local.cli.lock import exclusive
from local.cli.report import show
from local.cli.session import session
from local.cli.up import Choices, bring_up, reconnect

Endpoint = Annotated[
    str | None, typer.Option(metavar="URL", help="An AWS that is there already, such as LocalStack; else MiniStack.")
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="A PostgreSQL that is there already, as its owner; else the embedded one."),
]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Of the emulator; 0 for any. [default: 4566]")]
NoDemo = Annotated[bool, typer.Option("--no-demo", help="Do not run the main job at the end.")]
Agent = Annotated[str | None, typer.Argument(help="Such as crm; all stacks if omitted.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def up(
    context: typer.Context,
    endpoint: Endpoint = None,
    database_url: DatabaseUrl = None,
    port: Port = None,
    no_demo: NoDemo = False,  # noqa: FBT002 - an option
) -> None:
    """Start the cloud on this machine, deploy what has changed, run the main job and show it."""
    here = session(context)
    with exclusive(here.home.lock_file, "up"):
        stack = bring_up(here.home, here.steps, Choices(endpoint=endpoint, database_url=database_url, port=port))
        outcome = None if no_demo else demo_named(MAIN).start(stack, here.api(stack), here.steps, Wishes())
    show(here.out, stack, outcome)


def down(context: typer.Context) -> None:
    """Stop the cloud on this machine; its data stays."""
    here = session(context)
    with exclusive(here.home.lock_file, "down"):
        take_down(here.home, here.steps)


def redeploy(context: typer.Context, agent: Agent = None) -> None:
    """Deploy the stack of one agent again."""
    here = session(context)
    with exclusive(here.home.lock_file, f"redeploy {agent or ''}".strip()):
        deployment = reconnect(here.home, here.steps, here.stack())
        deployment.redeploy(agent)
        restart_containers(here.home, here.steps, deployment.cloud, agent)


def reset(context: typer.Context, yes: Yes = False) -> None:  # noqa: FBT002 - an option
    """Stop the cloud and delete its data: database, objects, accounts, logs."""
    here = session(context)
    if not yes:
        if not here.err.is_terminal:
            raise Trouble("This deletes all data, and nobody is there to be asked.", advice="astramech reset --yes")
        typer.confirm(f"Delete all data of the cloud in {here.home.state}?", abort=True, err=True)
    with exclusive(here.home.lock_file, "reset"):
        wipe(here.home, here.steps)
