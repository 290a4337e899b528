"""The table with TTL: values, lists and counters that end."""

import json
from typing import Any

import pytest

from shared.core.aws import AwsError, call
from shared.core.cache import Cache
from tests.aws import Cloud
from tests.loopback import Heard, loopback


@pytest.fixture
def table(cloud: Cloud) -> Cache:
    assert cloud
    return Cache()


@pytest.mark.parametrize("value", [{"a": [1, None, "ü"]}, "", 0, False, [], "x" * 10_000])
def test_a_value_comes_back_as_it_was(table: Cache, value: Any) -> None:
    table.put("pk", "sk", value, seconds=60)
    assert table.get("pk", "sk") == value


def test_there_is_nothing_under_an_unknown_or_deleted_key(table: Cache) -> None:
    assert table.get("pk", "sk") is None
    table.put("pk", "sk", 1, seconds=60)
    table.delete("pk", "sk")
    table.delete("pk", "sk")
    assert table.get("pk", "sk") is None


def test_a_second_value_replaces_the_first_and_its_time(table: Cache) -> None:
    table.put("pk", "sk", 1, seconds=0)
    table.put("pk", "sk", 2, seconds=60)
    assert table.get("pk", "sk") == 2


def test_what_has_expired_is_not_seen_though_it_is_still_stored(table: Cache, cloud: Cloud) -> None:
    table.put("pk", "sk", 1, seconds=0)
    assert table.get("pk", "sk") is None
    assert list(table.under("pk")) == []
    assert call("dynamodb", "Scan", {"TableName": cloud.environment["TABLE_NAME"]})["Count"] == 1


def test_the_expiry_is_the_attribute_that_dynamodb_deletes_by(table: Cache, cloud: Cloud) -> None:
    table.put("pk", "sk", 1, seconds=60)
    [item] = call("dynamodb", "Scan", {"TableName": cloud.environment["TABLE_NAME"]})["Items"]
    assert item["expires_at"].keys() == {"N"}


def test_a_list_holds_what_lives_under_its_key_and_nothing_else(table: Cache) -> None:
    for sk in ("b#2", "a#1", "b#1"):
        table.put("pk", sk, sk.upper(), seconds=60)
    table.put("pk2", "a", "other", seconds=60)
    assert list(table.under("pk")) == [("a#1", "A#1"), ("b#1", "B#1"), ("b#2", "B#2")]
    assert [sk for sk, _ in table.under("pk", prefix="b#")] == ["b#1", "b#2"]
    assert list(table.under("pk", prefix="c")) == []


def test_a_list_is_read_to_its_last_page(table: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def paged(heard: Heard) -> tuple[int, Any]:
        start = int(heard.json.get("ExclusiveStartKey", {}).get("sk", {}).get("S", 0))
        item = {"pk": {"S": "pk"}, "sk": {"S": str(start + 1)}, "value": {"S": json.dumps(start)}}
        page = {"Items": [{**item, "expires_at": {"N": "99999999999"}}]}
        more = {"LastEvaluatedKey": {"pk": {"S": "pk"}, "sk": {"S": str(start + 1)}}}
        return 200, {**page, **(more if start < 2 else {})}

    with loopback(paged) as dynamodb:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", dynamodb.url)
        assert list(table.under("pk")) == [("1", 0), ("2", 1), ("3", 2)]


def test_a_counter_counts_within_its_window(table: Cache) -> None:
    counts = [table.count("pk", "sk", seconds=60) for _ in range(3)]
    assert [count.hits for count in counts] == [1, 2, 3]
    assert all(58 <= count.seconds_left <= 60 for count in counts)
    assert table.count("pk", "other", seconds=60).hits == 1
    assert table.get("pk", "sk") == 3


def test_a_count_can_be_taken_back(table: Cache) -> None:
    table.count("pk", "sk", seconds=60)
    assert table.count("pk", "sk", seconds=60, by=-1).hits == 0


def test_a_window_is_not_prolonged_by_counting(table: Cache, cloud: Cloud) -> None:
    def expiry() -> int:
        [item] = call("dynamodb", "Scan", {"TableName": cloud.environment["TABLE_NAME"]})["Items"]
        return int(item["expires_at"]["N"])

    table.count("pk", "sk", seconds=60)
    first = expiry()
    table.count("pk", "sk", seconds=3600)
    assert expiry() == first


def test_a_window_that_is_over_begins_again(table: Cache) -> None:
    assert table.count("pk", "sk", seconds=0).hits == 1
    assert table.count("pk", "sk", seconds=60).hits == 1
    assert table.count("pk", "sk", seconds=60).hits == 2


def test_a_table_that_is_missing_is_an_error(table: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "nobodys")
    with pytest.raises(AwsError) as refused:
        table.count("pk", "sk", seconds=60)
    assert refused.value.code == "ResourceNotFoundException"
