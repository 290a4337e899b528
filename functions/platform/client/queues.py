"""The dead-letter queues of a stage, in SQS."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from functions.platform.domain.dead_letters import DeadLetter, read
from shared.core.aws import AwsError, call
from shared.core.errors import NotFound

HELD = 60  # seconds that nobody else sees a message that is looked at
LISTED = 1000  # queues in one answer of SQS
_MISSING = {"QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"}


class SqsQueues:
    """The queues whose names begin with `prefix`; they are known by the rest of their names."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def depths(self) -> dict[str, int]:
        return {url.rpartition("/")[2].removeprefix(self.prefix): _depth(url) for url in self._urls()}

    @contextmanager
    def hold(self, queue: str, *, limit: int) -> Iterator["HeldMessages"]:
        held = HeldMessages(self._url(queue), limit)
        try:
            yield held
        finally:
            held.release()

    def _urls(self) -> Iterator[str]:
        request: dict[str, Any] = {"QueueNamePrefix": self.prefix, "MaxResults": LISTED}
        while True:
            page = call("sqs", "ListQueues", request)
            yield from page.get("QueueUrls", [])
            if not page.get("NextToken"):
                return
            request["NextToken"] = page["NextToken"]

    def _url(self, queue: str) -> str:
        try:
            return str(call("sqs", "GetQueueUrl", {"QueueName": f"{self.prefix}{queue}"})["QueueUrl"])
        except AwsError as error:
            if error.code in _MISSING:
                raise NotFound("There is no such queue of dead letters.") from None
            raise


class HeldMessages:
    """Up to `limit` messages of the queue at `url`, hidden from others while they are looked at."""

    def __init__(self, url: str, limit: int) -> None:
        self.url = url
        self.limit = limit
        self.seen: set[str] = set()
        self.receipts: dict[str, str] = {}

    def __iter__(self) -> Iterator[DeadLetter]:
        while wanted := self.limit - len(self.seen):
            fresh = [message for message in self._receive(min(10, wanted)) if message["MessageId"] not in self.seen]
            if not fresh:
                return
            self.seen.update(message["MessageId"] for message in fresh)
            self.receipts.update({message["MessageId"]: message["ReceiptHandle"] for message in fresh})
            yield from map(read, fresh)

    def remove(self, letter: DeadLetter) -> None:
        call("sqs", "DeleteMessage", {"QueueUrl": self.url, "ReceiptHandle": letter.receipt})
        del self.receipts[letter.id]

    def release(self) -> None:
        """Show the messages that were not removed to others again."""
        entries = [
            {"Id": str(number), "ReceiptHandle": receipt, "VisibilityTimeout": 0}
            for number, receipt in enumerate(self.receipts.values())
        ]
        for start in range(0, len(entries), 10):
            batch = {"QueueUrl": self.url, "Entries": entries[start : start + 10]}
            call("sqs", "ChangeMessageVisibilityBatch", batch)

    def _receive(self, wanted: int) -> list[dict[str, Any]]:
        request = {
            "QueueUrl": self.url,
            "MaxNumberOfMessages": wanted,
            "VisibilityTimeout": HELD,
            "WaitTimeSeconds": 1,  # asks all of SQS's servers; without, some messages stay unseen
            "MessageAttributeNames": ["All"],
            "AttributeNames": ["SentTimestamp"],
        }
        return list(call("sqs", "ReceiveMessage", request).get("Messages", []))


def _depth(url: str) -> int:
    request = {"QueueUrl": url, "AttributeNames": ["ApproximateNumberOfMessages"]}
    return int(call("sqs", "GetQueueAttributes", request)["Attributes"]["ApproximateNumberOfMessages"])
