"""A company whose rows the tests of its models read."""

from uuid import UUID

import pytest

from tests.functions.hr.clinic import Clinic
from tests.stage import Stage


@pytest.fixture
def clinic(stage: Stage, company: UUID) -> Clinic:
    return Clinic(stage.database, company)
