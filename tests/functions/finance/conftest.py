"""Fixtures of the finance agent: a company with its books open."""

from uuid import UUID

import pytest

from tests.functions.finance.desk import Desk
from tests.postgres import Database


@pytest.fixture
def desk(deployed: Database, company: UUID) -> Desk:
    """A company that is responsable de IVA, withholds income tax, and is agent of neither IVA nor ICA."""
    return Desk(deployed, company).open()
