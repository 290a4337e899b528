"""Use the cloud."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from local.cli.curl import token_line
from local.cli.demos import Wishes, demo_named, demos
from local.cli.errors import Trouble
from local.cli.paths import ROOT
from local.cli.session import session
from local.cli.tokens import bearer_token
from shared.auth.scopes import Role

AsRole = Annotated[Role, typer.Option(help="What the token may do.")]
Company = Annotated[str | None, typer.Option(help="Created when new. [default: the first company]")]
DemoName = Annotated[str | None, typer.Argument(help="Such as leads; lists them if omitted.")]

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="DIR", help="For invoice: files of your own. [default: local/samples/invoices]"),
]


def token(context: typer.Context, role: AsRole = Role.ADMIN, company: Company = None) -> None:
    """Print a bearer token and nothing else."""
    here = session(context)
    sys.stdout.write(bearer_token(here.home, role.value, company) + "\n")


Persona = Annotated[str | None, typer.Option(metavar="NAME", help="For call: who answers. [default: interested]")]
Language = Annotated[str | None, typer.Option(metavar="es|en", help="For call: of the conversation. [default: es]")]
Everybody = Annotated[bool, typer.Option("--all", help="For call: everybody of the table, some at once.")]


def demo(
    context: typer.Context,
    name: DemoName = None,
    folder: Folder = None,
    *,
    persona: Persona = None,
    language: Language = None,
    everybody: Everybody = False,
) -> None:
    """Run a job of the product on real input and show what happened."""
    here = session(context)
    if name is None:
        table = Table("demo", "what it does")
        for one in demos().values():
            table.add_row(one.name, one.title)
        here.out.print(table)
        return
    chosen = demo_named(name)
    stack = here.stack()
    wishes = Wishes(folder=folder, persona=persona, language=language, everybody=everybody or None)
    outcome = chosen.start(stack, here.api(stack), here.steps, wishes)
    for shown in outcome.shown:
        here.out.print(shown)
    for line in (token_line(stack.api_url, outcome.account or stack.admin), *outcome.calls):
        here.out.print(Text(f"\n{line}"), soft_wrap=True)


def bench(context: typer.Context) -> None:
    """Run the benchmarks; also `bench invoices DIR`, `bench hr [DIR]`, `bench voice`, and `bench costs`."""
    if not (ROOT / "benchmarks" / "__main__.py").exists():
        raise Trouble("There are no benchmarks here.")
    ran = subprocess.run([sys.executable, "-m", "benchmarks", *context.args], check=False)
    raise typer.Exit(ran.returncode)


def train(context: typer.Context) -> None:
    """Train models anew; `train hr DIR` reads the folder of data, writes models, manifests and cards."""
    ran = subprocess.run([sys.executable, "-m", "local.training", *context.args], check=False)
    raise typer.Exit(ran.returncode)
