"""Makes the templates of a stage in this process, and reads them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aws_cdk import App

from containers.registry import registry as containers
from functions.registry import flow_starts, registry
from shared.core.function import Authorizer, Function
from stacks.application import Application, deploy
from stacks.constructs.artifacts import Artifacts
from stacks.names import Names
from stacks.settings import StageSettings

ROOT = Path(__file__).parents[2]
CONTEXT = json.loads((ROOT / "cdk.json").read_text())["context"]
STATEMACHINES = ROOT / "statemachines"


@dataclass(frozen=True)
class Resource:
    """One resource of a template."""

    stack: str
    name: str
    type: str
    properties: dict[str, Any]
    whole: dict[str, Any]


@dataclass(frozen=True)
class Assembly:
    """The templates of one stage.

    Attributes:
        templates: by name of the stack.
    """

    settings: StageSettings
    functions: tuple[Function, ...]
    templates: dict[str, dict[str, Any]]

    @property
    def names(self) -> Names:
        return Names(self.settings.stage)

    def resources(self, kind: str, stack: str = "") -> Iterator[Resource]:
        """Resources of a type, such as ``AWS::Lambda::Function``, of every stack or of one."""
        for name, template in self.templates.items():
            for identifier, resource in template.get("Resources", {}).items():
                if resource["Type"] == kind and stack in {"", name}:
                    yield Resource(name, identifier, kind, resource.get("Properties", {}), resource)

    def one(self, kind: str, stack: str = "") -> Resource:
        """The only resource of a type."""
        (found,) = self.resources(kind, stack)
        return found

    def lambdas(self) -> dict[str, Resource]:
        """The functions, by the declared name."""
        found = {
            resource.properties["FunctionName"]: resource
            for resource in self.resources("AWS::Lambda::Function")
            if "FunctionName" in resource.properties
        }
        return {function.name: found[self.names.function(function)] for function in self.functions}

    def role_of(self, lambda_: Resource) -> Resource:
        """The role of a function."""
        identifier = lambda_.properties["Role"]["Fn::GetAtt"][0]
        whole = self.templates[lambda_.stack]["Resources"][identifier]
        return Resource(lambda_.stack, identifier, whole["Type"], whole["Properties"], whole)


def everything(settings: StageSettings) -> Application:
    """All that the repository declares."""
    return Application(
        functions=tuple(registry()),
        containers=tuple(containers()),
        starts=tuple(flow_starts()),
        artifacts=Artifacts(settings.target),
        definitions=STATEMACHINES,
    )


def only(application: Application, *functions: Function) -> Application:
    """A few functions, with the authorizer that every stage needs."""
    authorizers = tuple(one for one in application.functions if isinstance(one.trigger, Authorizer))
    return replace(application, functions=(*authorizers, *functions), containers=(), starts=())


def synthesize(
    settings: StageSettings, application: Application, directory: Path, *, validated: bool = False
) -> Assembly:
    """Make the templates.

    Args:
        settings: the stage.
        application: what is deployed.
        directory: where the templates go.
        validated: also hold them to CloudFormation's schemas, which takes longer than all the rest.
    """
    app = App(outdir=str(directory), context=CONTEXT, builtin_cloud_formation_validation=validated)
    deploy(app, application, settings)
    app.synth()
    return Assembly(settings, application.functions, read(directory))


def read(directory: Path) -> dict[str, dict[str, Any]]:
    """The templates in a directory, by name of the stack."""
    suffix = ".template.json"
    return {
        file.name.removesuffix(suffix): json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(directory.glob(f"*{suffix}"))
    }


def text(value: Any) -> str:
    """A value of a template as one string, with intrinsic functions by their names."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return json.dumps(value)
    ((function, argument),) = value.items()
    if function == "Fn::Join":
        return str(argument[0]).join(text(part) for part in argument[1])
    if function == "Fn::GetAtt":
        return "<" + ".".join(argument) + ">"
    return f"<{argument if isinstance(argument, str) else json.dumps(argument)}>"
