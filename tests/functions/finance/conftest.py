"""Fixtures of the finance agent: a company with its books open, and an account at Alegra."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from shared.auth.caller import Caller
from shared.auth.scopes import Role
from tests.functions.finance.client.alegra.account import Account, faults_end
from tests.functions.finance.desk import Desk
from tests.functions.finance.extracts import SUPPLIER
from tests.local.vendors.serving import Served
from tests.postgres import Database


@pytest.fixture
def desk(deployed: Database, company: UUID) -> Desk:
    """A company that is responsable de IVA, withholds income tax, and is agent of neither IVA nor ICA."""
    return Desk(deployed, company).open()


@pytest.fixture
def account(simulated_alegra: Served) -> Iterator[Account]:
    """A new account, whose vendor fails no longer when the test is over."""
    with faults_end(simulated_alegra) as vendor:
        yield Account(vendor)


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A desk whose supplier sells services."""
    desk.remembers(SUPPLIER, {"concept": "servicios_generales"})
    return desk


@pytest.fixture
def ana(desk: Desk) -> Caller:
    return desk.person()


@pytest.fixture
def ben(desk: Desk) -> Caller:
    return desk.person()


@pytest.fixture
def boss(desk: Desk) -> Caller:
    return desk.person(Role.ADMIN)
