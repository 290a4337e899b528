"""Deploy a stage to AWS."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table

from local.cli.errors import Trouble
from local.cli.prerequisites import require
from local.cli.release import Release, plan_of
from local.cli.session import session


class Stage(StrEnum):
    """A stage in AWS."""

    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


StageOption = Annotated[Stage, typer.Option("--stage", help="Which stage.")]
Inputs = Annotated[
    list[str] | None,
    typer.Option(
        "--context", "-c", metavar="NAME=VALUE", help="An input of the stage, such as domain=api.example.com."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: for pipelines, where somebody has approved.")]


def deploy(
    context: typer.Context,
    stage: StageOption,
    inputs: Inputs = None,
    yes: Yes = False,  # noqa: FBT002 - an option
) -> None:
    """Deploy a stage to AWS: the platform, then the schema, then the rest."""
    here = session(context)
    require(here.home.state)
    release = Release(here.home, here.steps, stage.value, _parsed(inputs or []))
    account = release.account()
    table = Table("", "what", title=f"Stage {stage} in account {account.id}, {account.region}, as {account.caller}")
    for number, (what, why) in enumerate(plan_of(stage.value), start=1):
        table.add_row(str(number), f"{what}\n{why}")
    here.out.print(table)
    if not yes:
        if not here.err.is_terminal:
            raise Trouble("Nobody is there to approve.", advice=f"astramech deploy --stage {stage} --yes")
        typer.confirm("Deploy?", abort=True, err=True)
    release.run(ask=not yes)


def _parsed(inputs: list[str]) -> dict[str, str]:
    if wrong := [one for one in inputs if "=" not in one]:
        raise Trouble(f"{wrong[0]!r} is not NAME=VALUE.")
    return dict(one.split("=", 1) for one in inputs)
