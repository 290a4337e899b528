"""Fixtures of who may be called."""

import pytest

from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import Company


@pytest.fixture
def office(hotel: Company) -> Office:
    """The office of the company."""
    return Office(hotel)
