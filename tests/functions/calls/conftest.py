"""Fixtures of the calls agent."""

from collections.abc import Callable
from uuid import UUID

import pytest

from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import Company
from tests.functions.calls.switchboard import Switchboard
from tests.stage import Stage


@pytest.fixture
def hotel(stage: Stage, company: UUID) -> Company:
    """A company that calls, on a whole stage."""
    return Company(stage.database, company)


@pytest.fixture
def other(stage: Stage, new_company: Callable[[], UUID]) -> Company:
    """Another one."""
    return Company(stage.database, new_company())


@pytest.fixture
def board(hotel: Company) -> Switchboard:
    """A company that asks for calls and dials them."""
    return Switchboard(hotel)


@pytest.fixture
def office(hotel: Company) -> Office:
    """Who keeps whom the company may call."""
    return Office(hotel)
