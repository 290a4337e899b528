"""Which stacks a stage has."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Tags, Validations
from cdk_nag import AwsSolutionsChecks
from constructs import Construct

from shared.core.function import Authorizer, FlowStart, Function
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
            functions,
            platform=platform,
            artifacts=application.artifacts,
        )
        for agent, functions in _by_agent(application.functions).items()
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
        review(scope)
    return Deployment(platform=platform, agents=agents, workflows=workflows, monitoring=monitoring)


def review(scope: Construct) -> None:
    """Hold everything in an app to the rules of cdk-nag; a finding without a reason stops the synthesis."""
    Validations.of(scope).add_plugins(AwsSolutionsChecks(scope))


def _by_agent(functions: Iterable[Function]) -> dict[str, list[Function]]:
    """All but the authorizer, which stands beside the API."""
    own = [function for function in functions if not isinstance(function.trigger, Authorizer)]
    return {agent: [one for one in own if one.agent == agent] for agent in sorted({one.agent for one in own})}
