"""The circuit breaker: opens, rests, lets one probe through, and is one circuit for all who share the table."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared.core.cache import Cache, Count
from shared.core.circuit_breaker import CircuitBreaker, CircuitOpen, Table, Tolerance
from shared.core.errors import NotFound, Unavailable
from tests.aws import Cloud

THREE = Tolerance(failures=3, window=60, rest=30, probe=60)


class DownError(Exception):
    pass


@dataclass
class Memory:
    """A table that forgets nothing by itself."""

    values: dict[tuple[str, str], Any] = field(default_factory=dict)

    def put(self, pk: str, sk: str, value: Any, *, seconds: int) -> None:
        assert seconds > 0
        self.values[pk, sk] = value

    def get(self, pk: str, sk: str) -> Any | None:
        return self.values.get((pk, sk))

    def delete(self, pk: str, sk: str) -> None:
        self.values.pop((pk, sk), None)

    def count(self, pk: str, sk: str, *, seconds: int, by: int = 1) -> Count:
        self.values[pk, sk] = self.values.get((pk, sk), 0) + by
        return Count(self.values[pk, sk], seconds)


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def circuit(table: Table, time: Time, name: str = "vendor") -> CircuitBreaker:
    return CircuitBreaker(table, name, trips=(DownError,), tolerance=THREE, clock=time)


def fail(breaker: CircuitBreaker, times: int = 1, error: type[Exception] = DownError) -> None:
    for _ in range(times):
        with suppress(error), breaker.guard():
            raise error


@contextmanager
def left_alone() -> Iterator[None]:
    with pytest.raises(CircuitOpen) as refused:
        yield
    assert refused.value.status == 503
    assert int(refused.value.headers["Retry-After"]) >= 1


@pytest.fixture(params=["memory", "dynamodb"])
def table(request: pytest.FixtureRequest) -> Table:
    if request.param == "memory":
        return Memory()
    assert isinstance(request.getfixturevalue("cloud"), Cloud)
    return Cache()


def test_it_opens_for_everybody_after_failures_in_a_row(table: Table, time: Time) -> None:
    fail(circuit(table, time), 2)
    with circuit(table, time).guard():
        pass
    fail(circuit(table, time), 1)
    with left_alone(), circuit(table, time).guard():
        raise AssertionError("nobody may be asked")


def test_the_circuit_of_one_vendor_says_nothing_of_another(table: Table, time: Time) -> None:
    fail(circuit(table, time), 3)
    with circuit(table, time, "other").guard():
        pass


def test_after_its_rest_one_probe_is_let_through_and_closes_it(table: Table, time: Time) -> None:
    fail(circuit(table, time), 3)
    time.now += THREE.rest
    with circuit(table, time).guard(), left_alone(), circuit(table, time).guard():
        raise AssertionError("there is one probe")
    for _ in range(2):
        with circuit(table, time).guard():
            pass
    fail(circuit(table, time), 2)
    with circuit(table, time).guard():
        pass


def test_a_probe_that_fails_opens_it_again(table: Table, time: Time) -> None:
    fail(circuit(table, time), 3)
    time.now += THREE.rest
    fail(circuit(table, time), 1)
    with left_alone(), circuit(table, time).guard():
        raise AssertionError("nobody may be asked")
    time.now += THREE.rest
    with circuit(table, time).guard():
        pass


def test_a_refusal_is_an_answer_and_closes_a_circuit_as_a_success_does(time: Time) -> None:
    table = Memory()
    fail(circuit(table, time), 10, NotFound)
    fail(circuit(table, time), 3)
    time.now += THREE.rest
    fail(circuit(table, time), 1, NotFound)
    with circuit(table, time).guard():
        pass


class Away(Memory):
    def get(self, pk: str, sk: str) -> Any | None:
        raise Unavailable(f"no table for {pk} {sk}")

    def count(self, pk: str, sk: str, *, seconds: int, by: int = 1) -> Count:
        raise Unavailable(f"no table for {pk} {sk} {seconds} {by}")


def test_without_the_table_calls_pass_and_fail_by_themselves(time: Time) -> None:
    fail(circuit(Away(), time), 10)
    with circuit(Away(), time).guard():
        pass
