"""People who were sent a link, and the pages behind it."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from functions.hr.api.waves import invite_people
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from tests.browser.browsing import browsing, one_browser
from tests.browser.serving import gateway_served
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.teams.company import Company
from tests.lambdas import ask
from tests.stage import Stage

__all__ = ["browsing", "one_browser"]

Invite = Callable[[Caller], str]


@pytest.fixture
def clinic(stage: Stage, company: UUID) -> Clinic:
    """Where nobody has answered yet, in Colombia."""
    return Clinic(stage.database, company)


@pytest.fixture
def invite(clinic: Clinic) -> Invite:
    """Makes a link for somebody."""
    boss = clinic.person(role=Role.ADMIN)

    def make(person: Caller) -> str:
        reply = ask(invite_people, "POST", "/hr/invitations", body={"memberIds": [str(person.id)]}, caller=boss)
        assert reply.status == 201, reply.body
        return str(reply.json["invitations"][0]["url"])

    return make


@pytest.fixture(scope="module")
def served(moto_endpoint: str) -> Iterator[str]:
    """All routes on a port of this machine; what they find behind them is of the test."""
    with gateway_served(moto_endpoint) as url:
        yield url


@pytest.fixture
def pages(served: str, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the API on this machine, to which links lead."""
    assert stage
    monkeypatch.setenv("API_URL", served)
    return served


@pytest.fixture
def firm(clinic: Clinic) -> Company:
    """A company with teams."""
    return Company(clinic)
