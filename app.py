"""The CDK app: `cdk deploy --all -c stage=<local|dev|staging|prod>`, with the inputs of `stacks.stages.INPUTS`."""

from pathlib import Path

from aws_cdk import App

from containers.registry import registry as containers
from functions.registry import flow_starts, registry
from stacks.application import Application, deploy
from stacks.constructs.artifacts import Artifacts
from stacks.stages import INPUTS, stage_settings

ROOT = Path(__file__).parent


def main() -> None:
    app = App()
    given = {name: app.node.try_get_context(name) for name in INPUTS}
    settings = stage_settings(
        app.node.try_get_context("stage") or "local", {name: value for name, value in given.items() if value}
    )
    application = Application(
        functions=tuple(registry()),
        containers=tuple(containers()),
        starts=tuple(flow_starts()),
        artifacts=Artifacts(settings.target),
        definitions=ROOT / "statemachines",
    )
    deploy(app, application, settings)
    app.synth()


if __name__ == "__main__":
    main()
