"""One simulated Twilio for the suite, an account for each test."""

from collections.abc import Iterator

import pytest

from tests.local.vendors.serving import Served, served
from tests.local.vendors.twilio.agent import Agent, agent
from tests.local.vendors.twilio.customer import Customer, customer
from tests.local.vendors.twilio.line import Line

SPEED = 25.0


@pytest.fixture(scope="package")
def twilio() -> Iterator[Served]:
    with served("twilio") as vendor:
        vendor.administer("PUT", "settings", speed=SPEED, listens=False)
        yield vendor


@pytest.fixture
def line(twilio: Served) -> Iterator[Line]:
    one = Line(twilio)
    yield one
    one.close()


@pytest.fixture
def shop() -> Iterator[Customer]:
    with customer() as running:
        yield running


@pytest.fixture
def voice() -> Iterator[Agent]:
    with agent() as running:
        yield running
