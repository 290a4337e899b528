"""What AWS measures of our things, by their physical names: no stack must export anything to be watched."""

from aws_cdk import Duration
from aws_cdk.aws_cloudwatch import Metric, Stats

from shared.core.container import Container

PERIOD = Duration.minutes(5)


def of_function(name: str, measure: str, statistic: str = Stats.SUM) -> Metric:
    """A measure of a Lambda: `Invocations`, `Errors`, `Duration` in milliseconds."""
    return _metric("AWS/Lambda", measure, statistic, FunctionName=name)


def throttles() -> Metric:
    """Invocations that were turned away, of all functions in the account and region: they share its concurrency."""
    return _metric("AWS/Lambda", "Throttles", Stats.SUM)


def of_queue(name: str) -> Metric:
    """Messages that wait in a queue."""
    return _metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", Stats.MAXIMUM, QueueName=name)


def of_flow(arn: str, measure: str) -> Metric:
    """Executions of a state machine: `ExecutionsStarted`, `ExecutionsFailed`, …."""
    return _metric("AWS/States", measure, Stats.SUM, StateMachineArn=arn)


def of_api(api_id: str, measure: str, statistic: str = Stats.SUM) -> Metric:
    """A measure of the HTTP API: `Count`, `4xx`, `5xx`, `Latency` in milliseconds."""
    return _metric("AWS/ApiGateway", measure, statistic, ApiId=api_id)


def of_cluster(identifier: str, measure: str) -> Metric:
    """A measure of the cluster: `ACUUtilization` and `CPUUtilization` in percent, `DatabaseConnections`."""
    return _metric("AWS/RDS", measure, Stats.AVERAGE, DBClusterIdentifier=identifier)


def of_outbox() -> Metric:
    """Age in seconds of the oldest event that the bus has not taken."""
    return _metric("Astramech", "OutboxBacklogAge", Stats.MAXIMUM, service="platform")


def of_container(container: Container) -> Metric:
    """How much the busiest task of a container has at once."""
    return _metric("Astramech", container.busy, Stats.MAXIMUM, service=container.agent)


def _metric(namespace: str, name: str, statistic: str, **dimensions: str) -> Metric:
    return Metric(namespace=namespace, metric_name=name, statistic=statistic, period=PERIOD, dimensions_map=dimensions)
