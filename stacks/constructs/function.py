"""A declared function as a Lambda."""

from collections.abc import Iterator, Sequence
from typing import Any

from aws_cdk import Duration
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_lambda import (
    Architecture,
    Code,
    IFunction,
    ILayerVersion,
    Runtime,
    SnapStartConf,
    Tracing,
)
from aws_cdk.aws_lambda import Function as Lambda
from aws_cdk.aws_lambda_destinations import SqsDestination
from aws_cdk.aws_logs import LogGroup
from constructs import Construct

from shared.core.function import Every, Function, On, OnObject
from shared.core.resources import IN_VPC
from stacks.constructs.dead_letters import MAX_AGE, DeadLetters
from stacks.constructs.grants import Grant, allow, grant
from stacks.constructs.review import acknowledge, acknowledge_wide
from stacks.surroundings import Surroundings

ALIAS = "live"
"""What callers call where functions start from a snapshot: the last published version."""

ASYNCHRONOUS = (On, OnObject, Every)
"""Triggers whose caller does not wait, so that a failure needs a place to go."""

NAME_LIMIT = 64


class DeployedFunction(Construct):
    """One Lambda with its log group and its role; with a dead-letter queue if nobody waits for its answer.

    Attributes:
        target: what triggers call: the function, or its alias.
        dead_letters: where failed invocations go, or None if the caller learns of them.
    """

    def __init__(
        self,
        scope: Construct,
        function: Function,
        *,
        code: Code,
        layers: Sequence[ILayerVersion],
        around: Surroundings,
    ) -> None:
        super().__init__(scope, function.body.__name__.title().replace("_", ""))
        self.function = function
        self.around = around
        self.name = around.names.function(function)
        if len(self.name) > NAME_LIMIT:
            raise ValueError(f"{self.name} has {len(self.name)} characters; Lambda takes {NAME_LIMIT}")
        self.roles = function.resources & IN_VPC
        self.grants = [grant(resource, around) for resource in sorted(function.resources - IN_VPC, key=repr)]
        self.dead_letters = self._dead_letters()
        self.log_group = self._log_group()
        self.target = self._published(self._lambda(code, layers))
        if self.dead_letters:
            self.target.configure_async_invoke(
                on_failure=SqsDestination(self.dead_letters), retry_attempts=2, max_event_age=MAX_AGE
            )

    def _dead_letters(self) -> DeadLetters | None:
        if not isinstance(self.function.trigger, ASYNCHRONOUS):
            return None
        return DeadLetters(self, self.function.name, self.around.names)

    def _log_group(self) -> LogGroup:
        settings = self.around.settings
        return LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/lambda/{self.name}",
            retention=settings.log_retention,
            removal_policy=settings.removal,
            encryption_key=self.around.log_key,
        )

    def _lambda(self, code: Code, layers: Sequence[ILayerVersion]) -> Lambda:
        settings = self.around.settings
        created = Lambda(
            self,
            "Function",
            function_name=self.name,
            description=(self.function.__doc__ or "").split("\n")[0],
            runtime=Runtime.PYTHON_3_13,
            architecture=Architecture.ARM_64 if settings.processor == "arm64" else Architecture.X86_64,
            handler=self.function.handler,
            code=code,
            layers=list(layers),
            memory_size=self.function.memory,
            timeout=Duration.seconds(self.function.timeout),
            reserved_concurrent_executions=self.function.concurrency,
            snap_start=SnapStartConf.ON_PUBLISHED_VERSIONS if settings.snap_start else None,
            tracing=Tracing.ACTIVE,
            environment=self._environment(),
            log_group=self.log_group,
            # A role that CDK cannot add to: it holds what is written here and nothing else.
            role=self._role().without_policy_updates(),
            **self._placement(),
        )
        acknowledge(
            created, "Annotation::@aws-cdk/aws-lambda:snapStartRequirePublish", "An alias stands before a version."
        )
        acknowledge(created, "AwsSolutions-L1", "Python 3.13 is what layers are built and compiled for.")
        return created

    def _environment(self) -> dict[str, str]:
        settings = self.around.settings
        environment = {
            "STAGE": settings.stage,
            "API_URL": self.around.api_url,
            "POWERTOOLS_SERVICE_NAME": self.function.agent,
            "POWERTOOLS_LOG_LEVEL": settings.log_level,
        }
        if self.roles:
            environment |= self.around.database.environment(self.roles)
        return environment | _merged(self.grants)

    def _role(self) -> Role:
        role = Role(
            self,
            "Role",
            assumed_by=ServicePrincipal("lambda.amazonaws.com"),
            description=f"What {self.name} may do",
            inline_policies={"Grants": PolicyDocument(statements=list(self._statements()))},
        )
        for resource, reason in self._wide().items():
            acknowledge_wide(role, resource, reason)
        return role

    def _statements(self) -> Iterator[PolicyStatement]:
        yield allow("logs:CreateLogStream", "logs:PutLogEvents", on=self.log_group.log_group_arn)
        yield allow("xray:PutTraceSegments", "xray:PutTelemetryRecords", on="*")
        if self.dead_letters:
            yield allow("sqs:SendMessage", on=self.dead_letters.queue_arn)
        if self.roles:
            yield from self.around.database.statements(self.roles)
        for granted in self.grants:
            yield from granted.statements

    def _wide(self) -> dict[str, str]:
        """ARNs that stand for more than one thing, and why."""
        reasons = {"*": "X-Ray and the network interfaces of functions take no narrower resource."}
        for granted in self.grants:
            reasons |= granted.wide
        return reasons

    def _placement(self) -> dict[str, Any]:
        return self.around.database.placement(self.roles) if self.roles else {}

    def _published(self, function: Lambda) -> IFunction:
        """The function itself, or where it starts from a snapshot, the alias of its last version."""
        return function.add_alias(ALIAS) if self.around.settings.snap_start else function


def _merged(grants: Sequence[Grant]) -> dict[str, str]:
    return {name: value for granted in grants for name, value in granted.environment.items()}
