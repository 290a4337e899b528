"""Where goes what could not be handled."""

from aws_cdk import Duration
from aws_cdk.aws_sqs import Queue, QueueEncryption
from constructs import Construct

from stacks.constructs.review import acknowledge
from stacks.names import Names

RETRIES = 3
"""How often a delivery is tried again."""

MAX_AGE = Duration.hours(6)
"""How long a delivery is tried again."""

KEPT = Duration.days(14)
"""How long a dead letter waits for somebody; no queue keeps anything longer."""


class DeadLetters(Queue):
    """The dead-letter queue of one consumer, job or flow; the platform agent lists and redrives it.

    Attributes:
        name: its physical name.
    """

    def __init__(self, scope: Construct, of: str, names: Names) -> None:
        self.name = f"{names.dead_letters}{of}"
        super().__init__(
            scope,
            "DeadLetters",
            queue_name=self.name,
            encryption=QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=KEPT,
        )
        acknowledge(self, "AwsSolutions-SQS3", "It is a dead-letter queue itself: of a rule, a schedule or a function.")
