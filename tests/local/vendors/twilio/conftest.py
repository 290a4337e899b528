"""One simulated Twilio for the suite, an account for each test."""

from collections.abc import Iterator

import pytest

from tests.local.vendors.serving import Served, served
from tests.local.vendors.twilio.agent import Agent, agent
from tests.local.vendors.twilio.customer import Customer, customer
from tests.local.vendors.twilio.line import PATIENT, Line

SPEED = 25.0


@pytest.fixture(scope="package")
def twilio() -> Iterator[Served]:
    with served("twilio") as vendor:
        vendor.administer("PUT", "settings", speed=SPEED, listens=False)
        patient = {"name": "patient", "language": "en", "number": PATIENT, "about": "of the tests", "deaf": True}
        vendor.administer("PUT", "personas", **patient, patience_ms=3_600_000)
        yield vendor


@pytest.fixture
def line(twilio: Served) -> Iterator[Line]:
    one = Line(twilio)
    yield one
    one.close()


@pytest.fixture
def slowly(line: Line) -> Iterator[float]:
    """Slow enough that frames come at their time on a machine that is busy; how fast."""
    line.settle(speed=4)
    yield 4
    line.settle(speed=SPEED)


@pytest.fixture
def shop() -> Iterator[Customer]:
    with customer() as running:
        yield running


@pytest.fixture
def voice() -> Iterator[Agent]:
    with agent() as running:
        yield running
