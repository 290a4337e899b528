"""A company with people."""

from collections.abc import Callable
from uuid import UUID

import pytest

from tests.functions.hr.clinic import Clinic
from tests.functions.hr.teams.company import Company
from tests.stage import Stage


@pytest.fixture
def clinic(stage: Stage, company: UUID) -> Clinic:
    """Where nobody has answered yet."""
    return Clinic(stage.database, company)


@pytest.fixture
def other(stage: Stage, new_company: Callable[[], UUID]) -> Clinic:
    """Another company."""
    return Clinic(stage.database, new_company())


@pytest.fixture
def firm(clinic: Clinic) -> Company:
    """A company whose teams are evaluated."""
    return Company(clinic)
