"""State machines: one for each ``statemachines/<flow>.asl.json``, and the events that start them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from aws_cdk import Stack
from aws_cdk.aws_events import EventBus, Rule
from aws_cdk.aws_events_targets import SfnStateMachine
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_logs import LogGroup
from aws_cdk.aws_stepfunctions import DefinitionBody, LogLevel, LogOptions, StateMachine
from constructs import Construct

from shared.core.function import FlowStart, Function, Task
from stacks import outputs
from stacks.constructs.dead_letters import MAX_AGE, RETRIES, DeadLetters
from stacks.constructs.function import ALIAS
from stacks.constructs.grants import allow
from stacks.constructs.review import acknowledge_wide
from stacks.constructs.triggers import event_pattern
from stacks.names import Names, arn, bucket_arn
from stacks.platform import PlatformStack
from stacks.settings import StageSettings

SUFFIX = ".asl.json"
PLACEHOLDER = re.compile(r"\$\{(\w+)}")
READERS = frozenset({"arn:aws:states:::s3:getObject"})
"""What a Map may read its items with."""

LISTS = "*/batches/*"
"""Where in the uploads bucket lists of items are: in each company's folder."""

INVOKE = re.compile(r"arn:aws:states:::lambda:invoke(\.waitForTaskToken)?")


class UnknownNameError(Exception):
    """A state machine, or the start of one, names something that does not exist."""


class WorkflowsStack(Stack):
    """The state machines of one stage.

    Attributes:
        flows: by the name of their file.
    """

    def __init__(
        self,
        scope: Construct,
        platform: PlatformStack,
        *,
        functions: Iterable[Function],
        starts: Iterable[FlowStart],
        definitions: Path,
    ) -> None:
        settings = platform.settings
        super().__init__(scope, platform.names.stack("workflows"), termination_protection=settings.protected)
        self.add_stack_dependency(platform)
        tasks = task_arns(functions, platform.names, settings)
        self.flows = {
            file.name.removesuffix(SUFFIX): Flow(self, file, tasks, platform)
            for file in sorted(definitions.glob(f"*{SUFFIX}"))
        }
        for start in starts:
            if start.flow not in self.flows:
                raise UnknownNameError(f"{start.event.type} starts {start.flow}, and there is no such state machine")
            self.flows[start.flow].start_on(start)
        machines = ",".join(flow.machine.state_machine_arn for flow in self.flows.values())
        outputs.publish(self, {outputs.WORKFLOWS: machines})


class Flow(Construct):
    """One state machine with its log group, its role, and the rules that start it.

    Attributes:
        name: with dashes.
        arn: of the state machine, by its physical name.
        dead_letters: events that could not start it; None if no event does.
    """

    def __init__(self, scope: Construct, file: Path, tasks: Mapping[str, str], platform: PlatformStack) -> None:
        flow = file.name.removesuffix(SUFFIX)
        super().__init__(scope, flow.title().replace("_", ""))
        self.names = platform.names
        self.name = flow.replace("_", "-")
        self.arn = arn("states", f"stateMachine:{self.names.workflow(flow)}")
        self.dead_letters: DeadLetters | None = None
        definition = _with_numbers(file.read_text(encoding="utf-8"), platform.settings.numbers)
        named = _named_tasks(definition, tasks, file)
        _refuse_other_services(definition, file)
        self.machine = self._machine(definition, named, platform)

    def start_on(self, start: FlowStart) -> None:
        """Start it with every event of a type; the event is its input."""
        self.dead_letters = self.dead_letters or DeadLetters(self, self.name, self.names)
        rule = Rule(
            self,
            f"On{start.event.__name__}",
            event_bus=EventBus.from_event_bus_arn(
                self, f"BusOf{start.event.__name__}", arn("events", f"event-bus/{self.names.bus}")
            ),
            event_pattern=event_pattern(start.event),
            description=f"{start.event.type} → {self.name}",
        )
        rule.add_target(
            SfnStateMachine(
                self.machine, dead_letter_queue=self.dead_letters, retry_attempts=RETRIES, max_event_age=MAX_AGE
            )
        )

    def _machine(self, definition: str, tasks: Mapping[str, str], platform: PlatformStack) -> StateMachine:
        name = self.names.workflow(self.name)
        logs = LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/vendedlogs/states/{name}",
            retention=platform.settings.log_retention,
            removal_policy=platform.settings.removal,
            encryption_key=platform.operations_key,
        )
        machine = StateMachine(
            self,
            "Machine",
            state_machine_name=name,
            definition_body=DefinitionBody.from_string(definition),
            definition_substitutions=dict(tasks),
            role=self._role(name, tasks, _is_distributed(definition)),
            logs=LogOptions(destination=logs, level=LogLevel.ALL, include_execution_data=False),
            tracing_enabled=True,
        )
        acknowledge_wide(machine.role, "*", "Log deliveries and X-Ray take no narrower resource.")
        return machine

    def _role(self, name: str, tasks: Mapping[str, str], distributed: bool) -> Role:  # noqa: FBT001 - a fact
        statements = [allow("lambda:InvokeFunction", on=sorted(tasks.values()))] if tasks else []
        wide = {}
        if distributed:
            statements += self._distribution(name)
            wide = {
                _executions(name): "A distributed map looks after its own executions.",
                self._lists(): "Lists of items are named while it runs.",
            }
        role = Role(
            self,
            "Role",
            assumed_by=ServicePrincipal("states.amazonaws.com"),
            description=f"What {name} may do",
            inline_policies={"Tasks": PolicyDocument(statements=statements)} if statements else None,
        )
        for resource, reason in wide.items():
            acknowledge_wide(role, resource, reason)
        return role

    def _distribution(self, name: str) -> list[PolicyStatement]:
        """A distributed map starts an execution of its own for each item, and reads the items from the bucket."""
        actions = [f"states:{verb}Execution" for verb in ("Describe", "Stop", "Redrive")]
        return [
            allow("states:StartExecution", on=arn("states", f"stateMachine:{name}")),
            allow(*actions, on=_executions(name)),
            allow("s3:GetObject", on=self._lists()),
        ]

    def _lists(self) -> str:
        return f"{bucket_arn(self.names.bucket('uploads'))}/{LISTS}"


def task_arns(functions: Iterable[Function], names: Names, settings: StageSettings) -> dict[str, str]:
    """What a state machine may name, ``crm_score_lead``, and the Lambda that it means."""
    version = f":{ALIAS}" if settings.snap_start else ""
    return {
        function.name.replace("-", "_"): arn("lambda", f"function:{names.function(function)}{version}")
        for function in functions
        if isinstance(function.trigger, Task)
    }


def _with_numbers(definition: str, numbers: Mapping[str, int]) -> str:
    """The whole is only JSON with its numbers in place."""
    return PLACEHOLDER.sub(lambda found: str(numbers.get(found[1], found[0])), definition)


def _named_tasks(definition: str, tasks: Mapping[str, str], file: Path) -> dict[str, str]:
    named = set(PLACEHOLDER.findall(definition))
    if unknown := named - tasks.keys():
        raise UnknownNameError(f"{file.name} names {', '.join(sorted(unknown))}; there are {', '.join(sorted(tasks))}")
    return {name: tasks[name] for name in named}


def _refuse_other_services(definition: str, file: Path) -> None:
    """Only tasks and readers are granted: a state that calls another service would be denied when it runs."""
    for resource in _resources(json.loads(definition)):
        if not INVOKE.fullmatch(resource) and resource not in READERS:
            raise UnknownNameError(f"{file.name} calls {resource}; nothing grants that yet")


def _resources(definition: Any) -> Iterator[str]:
    for node in _nodes(definition):
        if node.get("Type") == "Task":
            yield node["Resource"]
        for place in ("ItemReader", "ResultWriter"):
            if place in node:
                yield node[place]["Resource"]


def _is_distributed(definition: str) -> bool:
    return any(node.get("Mode") == "DISTRIBUTED" for node in _nodes(json.loads(definition)))


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict):
        yield node
    for child in children:
        yield from _nodes(child)


def _executions(name: str) -> str:
    return arn("states", f"execution:{name}/*")
