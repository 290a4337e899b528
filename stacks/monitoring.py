"""Who is told when something is wrong, and where to look: alarms and a dashboard, derived from what is deployed."""

from collections.abc import Iterable, Sequence

from aws_cdk import Aws, Stack
from aws_cdk.aws_cloudwatch import (
    Alarm,
    AlarmStatusWidget,
    ComparisonOperator,
    Dashboard,
    GraphWidget,
    IMetric,
    Stats,
    TreatMissingData,
)
from aws_cdk.aws_cloudwatch_actions import SnsAction
from aws_cdk.aws_iam import PolicyStatement, ServicePrincipal
from aws_cdk.aws_sns import Topic
from aws_cdk.aws_sns_subscriptions import EmailSubscription
from constructs import Construct

from shared.core.function import HTTP_TIMEOUT
from stacks import outputs
from stacks.agent import AgentStack
from stacks.constructs import measures
from stacks.constructs.database import Cluster
from stacks.constructs.function import DeployedFunction
from stacks.platform import PlatformStack
from stacks.workflows import Flow, WorkflowsStack

SLOW = 0.8
"""Share of its timeout that a function may use in its slowest twentieth of calls."""

WIDTH = 24
"""Columns of a dashboard."""


class MonitoringStack(Stack):
    """Alarms, the topic that tells of them, and one dashboard."""

    def __init__(
        self, scope: Construct, platform: PlatformStack, agents: Iterable[AgentStack], workflows: WorkflowsStack
    ) -> None:
        settings = platform.settings
        super().__init__(scope, platform.names.stack("monitoring"), termination_protection=settings.protected)
        self.add_stack_dependency(platform)
        self.topic = self._topic(platform)
        self.tell = SnsAction(self.topic)
        self.alarms: list[Alarm] = []
        self.dashboard = Dashboard(self, "Dashboard", dashboard_name=f"astramech-{settings.stage}")
        self._watch_platform(platform)
        for agent in agents:
            self._watch_functions(agent.title, agent.functions)
        for flow in workflows.flows.values():
            self._watch_flow(flow)
        self.dashboard.add_widgets(AlarmStatusWidget(alarms=list(self.alarms), title="Alarms", width=WIDTH))
        outputs.publish(
            self, {outputs.DASHBOARD: self.dashboard.dashboard_name, outputs.ALARM_TOPIC: self.topic.topic_arn}
        )

    def _topic(self, platform: PlatformStack) -> Topic:
        settings = platform.settings
        topic = Topic(
            self, "Alarms", topic_name=f"{settings.stage}-alarms", master_key=platform.operations_key, enforce_ssl=True
        )
        topic.add_to_resource_policy(
            PolicyStatement(
                principals=[ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
        for address in settings.alarm_emails:
            topic.add_subscription(EmailSubscription(address))
        return topic

    def _watch_platform(self, platform: PlatformStack) -> None:
        api = platform.http.api.api_id
        failures = measures.of_api(api, "5xx")
        self._alarm("api-5xx", failures, 5, "The HTTP API answers with errors of ours")
        latency = measures.of_api(api, "Latency", Stats.percentile(95))
        limit = HTTP_TIMEOUT * 1000 * SLOW
        self._alarm("api-slow", latency, limit, f"Answers nearly take the {HTTP_TIMEOUT} seconds they may", periods=3)
        self._alarm("throttles", measures.throttles(), 1, "Functions are turned away")
        self._alarm("outbox", measures.of_outbox(), 300, "Events have not reached the bus for 5 minutes")
        self._row(
            "HTTP API",
            [measures.of_api(api, "Count"), measures.of_api(api, "4xx"), failures],
            [latency],
        )
        self._watch_functions("authorizer", [platform.authorizer])
        if isinstance(platform.around.database, Cluster):
            self._watch_cluster(platform.around.database)

    def _watch_cluster(self, database: Cluster) -> None:
        name = database.cluster.cluster_identifier
        capacity = measures.of_cluster(name, "ACUUtilization")
        self._alarm("database-capacity", capacity, 90, "The database is at its largest size", periods=3)
        self._row(
            "Database",
            [capacity, measures.of_cluster(name, "CPUUtilization")],
            [measures.of_cluster(name, "DatabaseConnections")],
        )

    def _watch_functions(self, title: str, functions: Sequence[DeployedFunction]) -> None:
        for deployed in functions:
            self._watch_function(deployed)
        calls = [measures.of_function(deployed.name, "Invocations") for deployed in functions]
        faults = [measures.of_function(deployed.name, "Errors") for deployed in functions]
        durations = [measures.of_function(deployed.name, "Duration", Stats.percentile(95)) for deployed in functions]
        self._row(title, [*calls, *faults], durations)

    def _watch_function(self, deployed: DeployedFunction) -> None:
        name, timeout = deployed.name, deployed.function.timeout
        self._alarm(f"{name}-errors", measures.of_function(name, "Errors"), 1, "Invocations crash or take too long")
        if not deployed.function.is_door:  # those are watched together, as the API they stand behind
            duration = measures.of_function(name, "Duration", Stats.percentile(95))
            limit = timeout * 1000 * SLOW
            self._alarm(f"{name}-slow", duration, limit, f"Nearly takes its {timeout} seconds", periods=3)
        if deployed.dead_letters:
            self._watch_queue(deployed.function.name, deployed.dead_letters.name)

    def _watch_flow(self, flow: Flow) -> None:
        started = measures.of_flow(flow.arn, "ExecutionsStarted")
        failed = measures.of_flow(flow.arn, "ExecutionsFailed")
        timed_out = measures.of_flow(flow.arn, "ExecutionsTimedOut")
        self._alarm(f"{flow.name}-failed", failed, 1, "Executions fail")
        self._alarm(f"{flow.name}-timed-out", timed_out, 1, "Executions take too long")
        self._row(flow.name, [started, failed, timed_out], [measures.of_flow(flow.arn, "ExecutionTime")])
        if flow.dead_letters:
            self._watch_queue(flow.name, flow.dead_letters.name)

    def _watch_queue(self, of: str, name: str) -> None:
        self._alarm(f"{of}-dead-letters", measures.of_queue(name), 1, "Something could not be delivered or handled")

    def _alarm(self, name: str, metric: IMetric, threshold: float, says: str, *, periods: int = 1) -> None:
        alarm = Alarm(
            self,
            name,
            alarm_description=says,
            metric=metric,
            threshold=threshold,
            evaluation_periods=periods,
            comparison_operator=ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(self.tell)
        alarm.add_ok_action(self.tell)
        self.alarms.append(alarm)

    def _row(self, title: str, counts: Sequence[IMetric], times: Sequence[IMetric]) -> None:
        self.dashboard.add_widgets(
            GraphWidget(title=title, left=list(counts), width=WIDTH // 2),
            GraphWidget(title=f"{title}: time", left=list(times), width=WIDTH // 2),
        )
