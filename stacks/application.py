"""Which stacks a stage has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Tags, Validations
from cdk_nag import AwsSolutionsChecks
from constructs import Construct

from shared.core.container import Container
from shared.core.function import Authorizer, FlowStart, Function
from stacks.agent import AgentStack
from stacks.constructs.artifacts import Artifacts
from stacks.containers import ContainersStack
from stacks.monitoring import MonitoringStack
from stacks.names import Names
from stacks.platform import PlatformStack
from stacks.settings import StageSettings
from stacks.workflows import WorkflowsStack

OTHERS = ("platform", "workflows", "containers", "monitoring")
"""Stacks that are no agent's."""

UNTAGGED = ["AWS::RDS::DBProxyTargetGroup"]
"""CDK would tag it, CloudFormation refuses."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """All that is deployed.

    Attributes:
        functions: every declared function.
        containers: every declared container.
        starts: which events start which state machines.
        artifacts: code and layers.
        definitions: the folder of state machines.
    """

    functions: tuple[Function, ...]
    containers: tuple[Container, ...]
    starts: tuple[FlowStart, ...]
    artifacts: Artifacts
    definitions: Path


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """The stacks of one stage; of agents by name: ``crm``, ``crm-api`` and ``crm-reads``."""

    platform: PlatformStack
    agents: dict[str, AgentStack]
    workflows: WorkflowsStack
    containers: ContainersStack | None
    monitoring: MonitoringStack


def deploy(scope: Construct, application: Application, settings: StageSettings) -> Deployment:
    """Create the stacks of a stage.

    Raises:
        ValueError: the authorizer is missing, or a name is too long for AWS.
        UnknownNameError: a state machine names a task that nobody declares.
    """
    names = Names(settings.stage)
    functions = application.functions
    asked = {resource for function in functions for resource in function.resources}
    asked |= {resource for container in application.containers for resource in container.resources}
    platform = PlatformStack(scope, settings, functions, application.artifacts, asked=asked)
    agents = {
        home: AgentStack(scope, names.stack(home), home, its, platform=platform, artifacts=application.artifacts)
        for home, its in _by_home(functions).items()
    }
    workflows = WorkflowsStack(
        scope,
        platform,
        functions=functions,
        starts=application.starts,
        definitions=application.definitions,
    )
    _settle(agents)
    for stack in agents.values():
        workflows.add_stack_dependency(stack)
    containers = _containers(scope, application, platform)
    monitoring = MonitoringStack(scope, platform, agents.values(), workflows)
    for tag, value in (("application", "astramech"), ("stage", settings.stage)):
        Tags.of(scope).add(tag, value, exclude_resource_types=UNTAGGED)
    if settings.reviewed:
        review(scope)
    return Deployment(
        platform=platform, agents=agents, workflows=workflows, containers=containers, monitoring=monitoring
    )


def _containers(scope: Construct, application: Application, platform: PlatformStack) -> ContainersStack | None:
    """Those that the stage has an address for."""
    found = [container for container in application.containers if container.name in platform.settings.containers]
    return ContainersStack(scope, platform, found, application.artifacts) if found else None


def review(scope: Construct) -> None:
    """Hold everything in an app to the rules of cdk-nag; a finding without a reason stops the synthesis."""
    Validations.of(scope).add_plugins(AwsSolutionsChecks(scope))


def home_of(function: Function) -> str:
    """The stack that a function stands in: one for each part of its agent.

    A large agent's functions together are more than CloudFormation takes in one stack.
    """
    agent = f"agent-{function.agent}" if function.agent in OTHERS else function.agent
    return f"{agent}-{function.part}" if function.part else agent


def _settle(agents: Mapping[str, AgentStack]) -> None:
    """Deploy an agent's reads after the rest of its doors.

    They once stood there: a name is free only when who had it is gone.
    """
    for home, stack in agents.items():
        rest = agents.get(f"{home.removesuffix('-reads')}-api")
        if rest and home.endswith("-reads"):
            stack.add_stack_dependency(rest)


def _by_home(functions: Iterable[Function]) -> dict[str, list[Function]]:
    """All but the authorizer, which stands beside the API."""
    homes: dict[str, list[Function]] = {}
    for function in functions:
        if not isinstance(function.trigger, Authorizer):
            homes.setdefault(home_of(function), []).append(function)
    return dict(sorted(homes.items()))
