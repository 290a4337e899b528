"""What whoever deploys must learn: the outputs of the stacks, and the only place that names them."""

from collections.abc import Mapping

from aws_cdk import CfnOutput, Stack

API_URL = "ApiUrl"
"""The HTTP API, ending in its prefix (platform)."""

DOMAIN_TARGET = "DomainTarget"
"""What the record of the domain in the DNS points to, if there is a domain (platform)."""

WEBSOCKET_URL = "WebsocketUrl"
"""The WebSocket API (platform)."""

BUS = "BusName"
ARCHIVE = "ArchiveName"
TABLE = "TableName"
UPLOADS = "UploadsBucket"
DOCUMENTS = "DocumentsBucket"
SIGNING_KEYS = "SigningKeysSecret"
JWKS = "JwksParameter"
DEAD_LETTERS = "DeadLetterPrefix"
"""What the names of dead-letter queues begin with (platform, like those above)."""

FUNCTIONS = "Functions"
"""Names of the Lambdas of a stack, separated by commas (each agent)."""

WORKFLOWS = "Workflows"
"""ARNs of the state machines, separated by commas (workflows)."""

DASHBOARD = "DashboardName"
ALARM_TOPIC = "AlarmTopicArn"
"""Who is told of alarms (monitoring)."""


def publish(stack: Stack, values: Mapping[str, str]) -> None:
    """Give a stack its outputs."""
    for name, value in values.items():
        CfnOutput(stack, name, value=value)
