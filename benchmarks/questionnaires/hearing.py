"""A queue that hears everything that is said of one company on the bus, for a while."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import UUID

from shared.core.invocation import new_id


class Clients(Protocol):
    """Where AWS answers."""

    def client(self, service: str) -> Any:
        """A boto3 client."""


class Queue:
    """What was heard of one company.

    Attributes:
        deliveries: how often each event arrived, by type and id.
        bodies: the messages as they arrived.
    """

    def __init__(self, sqs: Any, url: str) -> None:
        self.sqs = sqs
        self.url = url
        self.bodies: list[str] = []
        self.deliveries: dict[str, Counter[str]] = {}

    def listen(self) -> int:
        """Take what has arrived; how many deliveries there were until now."""
        while messages := self.sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                self._hear(message["Body"])
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return sum(counted.total() for counted in self.deliveries.values())

    def _hear(self, body: str) -> None:
        event = json.loads(body)
        self.bodies.append(body)
        self.deliveries.setdefault(event["detail-type"], Counter())[event["detail"]["id"]] += 1


@contextmanager
def hearing(cloud: Clients, bus: str, company_id: UUID) -> Iterator[Queue]:
    """A rule and its queue, taken away afterwards."""
    sqs, events = cloud.client("sqs"), cloud.client("events")
    pattern = {"detail": {"company_id": [str(company_id)]}}
    name = f"hears-hr-{str(new_id())[-12:]}"
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
    try:
        yield Queue(sqs, url)
    finally:
        events.remove_targets(Rule=name, EventBusName=bus, Ids=["queue"])
        events.delete_rule(Name=name, EventBusName=bus)
        sqs.delete_queue(QueueUrl=url)
