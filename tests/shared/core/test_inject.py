"""Injection: what a signature asks for is built once, closed in order, and tells which resources it takes."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated

import pytest

from shared.core.inject import Depends, Resolver, provides, resources
from shared.core.invocation import Invocation
from shared.core.resources import BUS, DATABASE, TABLE, workflow

closed: list[str] = []


@provides(DATABASE)
def connection() -> Iterator[list[str]]:
    yield ["connection"]
    closed.append("connection")


Connection = Annotated[list[str], Depends(connection)]


@provides(BUS)
def publisher(connection: Connection) -> Iterator[list[str]]:
    yield connection
    closed.append("publisher")


Publisher = Annotated[list[str], Depends(publisher)]


def endpoint(path: str, publisher: Publisher, connection: Connection, invocation: Invocation) -> None:
    """Uses everything."""


@pytest.fixture
def invocation() -> Invocation:
    closed.clear()
    return Invocation(function="crm-test", correlation_id="c")


def test_everybody_shares_one_of_each_and_the_last_opened_is_closed_first(invocation: Invocation) -> None:
    with ExitStack() as stack:
        given = Resolver(stack, {Invocation: invocation}).arguments(endpoint)
        assert given["publisher"] is given["connection"]
        assert given["invocation"] is invocation
        assert "path" not in given
        assert closed == []
    assert closed == ["publisher", "connection"]


def test_an_error_reaches_what_was_opened(invocation: Invocation) -> None:
    seen: list[str] = []

    def watching() -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:
            seen.append(str(error))
            raise

    def body(watched: Annotated[None, Depends(watching)]) -> None:
        """Needs one."""

    def use_and_break() -> None:
        with ExitStack() as stack:
            Resolver(stack, {Invocation: invocation}).arguments(body)
            raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        use_and_break()
    assert seen == ["boom"]


def test_a_function_takes_the_resources_of_its_providers_and_theirs() -> None:
    assert resources(endpoint) == {BUS, DATABASE}


def test_asking_for_the_bus_gives_no_right_to_the_database() -> None:
    @provides(BUS, workflow("lead_flow"))
    def bus() -> str:
        return "bus"

    def body(bus: Annotated[str, Depends(bus)]) -> None:
        """Needs the bus only."""

    assert resources(body) == {BUS, workflow("lead_flow")}
    assert TABLE not in resources(body)
