"""The session of an invocation: what a refusal leaves behind, and how a public endpoint comes into a company."""

from collections.abc import Callable
from contextlib import ExitStack
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.errors import Conflict, Problem
from shared.core.inject import Resolver
from shared.core.invocation import Invocation, new_id
from shared.db.session import company_door, tenant_session
from tests.postgres import Database


class Recorded(Conflict):
    """A refusal whose effects stand."""

    keeps_effects = True


def invocation(company: UUID | None) -> Invocation:
    return Invocation(function="test", correlation_id="test", company_id=company)


def rename(company: UUID, *, raising: Exception) -> None:
    with ExitStack() as stack:
        session: Session = Resolver(stack, {Invocation: invocation(company)}).build(tenant_session)
        session.execute(text("UPDATE companies SET name = 'renamed'"))
        raise raising


@pytest.mark.parametrize(
    ("raising", "name"),
    [(Conflict("no"), "Hotel Brisa"), (ValueError("no"), "Hotel Brisa"), (Recorded("no"), "renamed")],
    ids=["a refusal", "an error", "a refusal whose effects stand"],
)
def test_what_was_written_stands_only_after_a_refusal_that_says_so(
    deployed: Database, company: UUID, raising: Exception, name: str
) -> None:
    with pytest.raises(type(raising)):
        rename(company, raising=raising)
    with psycopg.connect(deployed.url()) as owner:
        assert owner.execute("SELECT name FROM companies WHERE id = %s", [company]).fetchone() == (name,)


def test_a_problem_keeps_nothing_unless_it_says_so() -> None:
    assert Problem.keeps_effects is False


def test_a_public_endpoint_sees_nothing_until_it_enters_a_company(
    company: UUID, new_company: Callable[[], UUID]
) -> None:
    other = new_company()
    with ExitStack() as stack:
        resolver = Resolver(stack, {Invocation: invocation(None)})
        session: Session = resolver.build(tenant_session)
        enter = resolver.build(company_door)

        def seen() -> list[UUID]:
            return list(session.scalars(text("SELECT id FROM companies")))

        assert seen() == []
        enter(company)
        assert seen() == [company]
        enter(other)
        assert seen() == [other]


def test_a_caller_of_one_company_cannot_enter_another(company: UUID) -> None:
    with ExitStack() as stack:
        enter = Resolver(stack, {Invocation: invocation(company)}).build(company_door)
        enter(company)
        with pytest.raises(ValueError, match="another company"):
            enter(new_id())
