"""Which stacks a stage has."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Tags, Validations
from cdk_nag import AwsSolutionsChecks
from constructs import Construct

from shared.core.function import FlowStart, Function
from stacks.agent import AgentStack
from stacks.constructs.artifacts import Artifacts
from stacks.monitoring import MonitoringStack
from stacks.names import Names
from stacks.platform import PlatformStack
from stacks.settings import StageSettings
from stacks.workflows import WorkflowsStack

OTHERS = ("platform", "workflows", "monitoring")
"""Stacks that are no agent's."""

UNTAGGED = ["AWS::RDS::DBProxyTargetGroup"]
"""CDK would tag it, CloudFormation refuses."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """All that is deployed.

    Attributes:
        functions: every declared function.
        starts: which events start which state machines.
        artifacts: code and layers.
        definitions: the folder of state machines.
    """

    functions: tuple[Function, ...]
    starts: tuple[FlowStart, ...]
    artifacts: Artifacts
    definitions: Path


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """The stacks of one stage."""

    platform: PlatformStack
    agents: dict[str, AgentStack]
    workflows: WorkflowsStack
    monitoring: MonitoringStack


def deploy(scope: Construct, application: Application, settings: StageSettings) -> Deployment:
    """Create the stacks of a stage.

    Raises:
        ValueError: the authorizer is missing, or a name is too long for AWS.
        UnknownNameError: a state machine names a task that nobody declares.
    """
    names = Names(settings.stage)
    platform = PlatformStack(scope, settings, application.functions, application.artifacts)
    agents = {
        agent: AgentStack(
            scope,
            names.stack(f"agent-{agent}" if agent in OTHERS else agent),
            agent,
            [function for function in application.functions if function.agent == agent],
            platform=platform,
            artifacts=application.artifacts,
        )
        for agent in _agents(application.functions)
    }
    workflows = WorkflowsStack(
        scope,
        platform,
        functions=application.functions,
        starts=application.starts,
        definitions=application.definitions,
    )
    for stack in agents.values():
        workflows.add_stack_dependency(stack)
    monitoring = MonitoringStack(scope, platform, agents.values(), workflows)
    for tag, value in (("application", "astramech"), ("stage", settings.stage)):
        Tags.of(scope).add(tag, value, exclude_resource_types=UNTAGGED)
    if settings.reviewed:
        Validations.of(scope).add_plugins(AwsSolutionsChecks(scope))
    return Deployment(platform=platform, agents=agents, workflows=workflows, monitoring=monitoring)


def _agents(functions: Iterable[Function]) -> list[str]:
    return sorted({function.agent for function in functions})
