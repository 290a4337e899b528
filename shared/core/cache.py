"""One DynamoDB table with TTL: throttles, websocket connections, circuit breakers, short-lived values.

Keys are (pk, sk); ``expires_at`` is the table's TTL attribute, in epoch seconds. DynamoDB deletes late, so readers
check it themselves.
"""

import json
import time
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from shared.core.aws import AwsError, call
from shared.core.inject import Depends, provides
from shared.core.resources import TABLE
from shared.core.settings import settings


class Count(NamedTuple):
    """A counter as one count left it.

    Attributes:
        hits: within the window, this count included.
        seconds_left: until the window ends.
    """

    hits: int
    seconds_left: int


class Cache:
    """Small JSON values by key, and counters, each with a time to live."""

    def put(self, pk: str, sk: str, value: Any, *, seconds: int) -> None:
        """Store or replace a value for `seconds`."""
        item = {**_key(pk, sk), "value": {"S": json.dumps(value)}, "expires_at": _expiry(seconds)}
        call("dynamodb", "PutItem", {"TableName": settings.table_name, "Item": item})

    def get(self, pk: str, sk: str) -> Any | None:
        """The value, or None where there is none or it has expired."""
        request = {"TableName": settings.table_name, "Key": _key(pk, sk), "ConsistentRead": True}
        item = call("dynamodb", "GetItem", request).get("Item")
        return _value(item) if item and _alive(item) else None

    def delete(self, pk: str, sk: str) -> None:
        """Forget a value."""
        call("dynamodb", "DeleteItem", {"TableName": settings.table_name, "Key": _key(pk, sk)})

    def under(self, pk: str, *, prefix: str = "") -> Iterator[tuple[str, Any]]:
        """Every living (sk, value) under a partition key whose sk begins with `prefix`."""
        request: dict[str, Any] = {
            "TableName": settings.table_name,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)" if prefix else "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": pk}, **({":prefix": {"S": prefix}} if prefix else {})},
        }
        while True:
            page = call("dynamodb", "Query", request)
            yield from ((item["sk"]["S"], _value(item)) for item in page.get("Items", []) if _alive(item))
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def count(self, pk: str, sk: str, *, seconds: int, by: int = 1) -> Count:
        """Add to a counter whose window of `seconds` begins with its first count; with -1, take a count back."""
        request = {
            "TableName": settings.table_name,
            "Key": _key(pk, sk),
            "UpdateExpression": "ADD hits :by SET expires_at = if_not_exists(expires_at, :expiry)",
            "ConditionExpression": "attribute_not_exists(expires_at) OR expires_at > :now",
            "ExpressionAttributeValues": {
                ":by": {"N": str(by)},
                ":expiry": _expiry(seconds),
                ":now": {"N": str(int(time.time()))},
            },
            "ReturnValues": "ALL_NEW",
        }
        try:
            counter = call("dynamodb", "UpdateItem", request)["Attributes"]
            return Count(int(counter["hits"]["N"]), int(counter["expires_at"]["N"]) - int(time.time()))
        except AwsError as error:
            if error.code != "ConditionalCheckFailedException":
                raise
        self.delete(pk, sk)  # the window is over and TTL has not removed it yet
        return self.count(pk, sk, seconds=seconds, by=by)


def _key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _expiry(seconds: int) -> dict[str, str]:
    return {"N": str(int(time.time()) + seconds)}


def _alive(item: dict[str, Any]) -> bool:
    return int(item["expires_at"]["N"]) > time.time()


def _value(item: dict[str, Any]) -> Any:
    return json.loads(item["value"]["S"]) if "value" in item else int(item["hits"]["N"])


@provides(TABLE)
def cache() -> Cache:
    """The table of this stage."""
    return Cache()


SharedCache = Annotated[Cache, Depends(cache)]
