"""The command `astramech`: its options, its commands, and how it ends."""

import errno
import os
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from local.cli.commands import cloud, look, release, use
from local.cli.errors import MissingPrerequisite, Trouble
from local.cli.paths import TOOLS, Home, default_state
from local.cli.session import Session

UNEXPECTED = 70
WIDTH_OF_PIPES = 180
TERMINATED = 128 + signal.SIGTERM
CODES = """Exit codes: 0 done; 1 failed; 2 wrong usage; 3 the cloud is not running; 4 a prerequisite is missing;
5 a port is taken; 6 the deployment failed; 7 another command is at work; 8 a service refused; 130 interrupted."""

app = typer.Typer(
    name="astramech",
    help="The cloud of Astramech on this machine, and its stages in AWS.",
    epilog=CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

State = Annotated[
    Path | None,
    typer.Option(
        envvar="ASTRAMECH_STATE", metavar="DIR", help="Where this cloud keeps its state. [default: .astramech]"
    ),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show what the programs say that are started.")]


@app.callback()
def options(context: typer.Context, state: State = None, verbose: Verbose = False) -> None:  # noqa: FBT002 - an option
    """Options of all commands."""
    home = Home((state or default_state()).resolve())
    context.obj.home = home
    context.obj = Session(
        home,
        out=Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_OF_PIPES),
        err=Console(stderr=True, highlight=False),
        verbose=verbose,
    )


for command in (
    *(cloud.up, cloud.down, cloud.redeploy, cloud.reset),
    *(look.status, look.urls, look.logs, look.watch),
    *(use.token, use.demo, release.deploy),
):
    app.command()(command)
for handing_on in (use.bench, use.train):
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})(
        handing_on
    )


def main() -> None:
    """Run the command line; ends the process."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a sign shows another one
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # an end like any other: children are ended too
    _settle_home()
    sys.exit(run(sys.argv[1:]))


def _settle_home() -> None:
    """Give the programs that we start a home directory that they can write to: some would fail, the CDK would spin."""
    home = os.environ.get("HOME", "")
    try:
        with tempfile.TemporaryFile(dir=home or None):
            return
    except OSError:
        (TOOLS / "home").mkdir(parents=True, exist_ok=True)
        os.environ["HOME"] = str(TOOLS / "home")


@dataclass
class Call:
    """One call of the command line, as far as it has been read.

    Attributes:
        home: whose logs tell of what nobody foresaw.
    """

    home: Home


def run(arguments: list[str]) -> int:
    """Run one command; its exit code. Troubles are told on standard error."""
    call = Call(Home(default_state()))
    try:
        app(args=arguments, obj=call)
    except Trouble as trouble:
        return _tell(trouble)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return _tell(MissingPrerequisite(f"The disk is full: {error}", advice="Make room and try again."))
        return _confess(error, call.home)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except Exception as error:  # noqa: BLE001 - the edge: a person gets a sentence, the log the rest
        return _confess(error, call.home)
    return 0


def _tell(trouble: Trouble) -> int:
    err = Console(stderr=True, highlight=False)
    err.print(Text.assemble(("✗ ", "red"), trouble.message), soft_wrap=True)
    if trouble.log:
        err.print(Text(f"  Log: {trouble.log}"), soft_wrap=True)
    if trouble.advice:
        err.print(Text(f"  {trouble.advice}"), soft_wrap=True)
    return trouble.code


def _confess(error: Exception, home: Home) -> int:
    """An error that nobody foresaw: in one line, with its whole story in a log."""
    log = home.log("crash")
    told = Trouble(f"Something unforeseen: {type(error).__name__}: {error}")
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)))
        told.log = log
    except OSError:
        traceback.print_exception(error)
    _tell(told)
    return UNEXPECTED
