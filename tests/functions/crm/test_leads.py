"""Leads over HTTP on a real database: register, repeat, read, list, and what is refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from functions.crm.api.leads import get_lead, list_leads
from functions.crm.api.registration import create_lead
from functions.crm.tasks import score_lead
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.invocation import new_id
from tests.lambdas import LambdaContext, Reply, ask, caller_of
from tests.postgres import Database

ANA = {
    "contact_name": "Ana María Restrepo",
    "email": "ana@hotelbrisa.example",
    "company": "Hotel Brisa",
    "phone": "+573001234567",
    "source": "web",
}


def register(caller: Caller, **changes: Any) -> Reply:
    return ask(create_lead, "POST", "/crm/leads", body={**ANA, **changes}, caller=caller)


def read(caller: Caller, lead_id: str) -> Reply:
    return ask(get_lead, "GET", f"/crm/leads/{lead_id}", caller=caller)


def count(database: Database, table: str, company: UUID) -> int:
    with psycopg.connect(database.url()) as owner:
        row = owner.execute(f"SELECT count(*) FROM {table} WHERE company_id = %s", [company]).fetchone()  # noqa: S608
    assert row
    return int(row[0])


def test_a_registered_lead_answers_its_score_with_reasons(admin: Caller) -> None:
    reply = register(admin)
    assert reply.status == 201
    assert (reply.json["score"], reply.json["band"], reply.json["created"]) == (15, "cold", True)
    assert [reason["rule"] for reason in reply.json["reasons"]] == ["corporate_email", "valid_phone", "company_known"]


def test_a_lead_and_its_event_are_written_together(admin: Caller, deployed: Database) -> None:
    lead_id = register(admin).json["lead_id"]
    with psycopg.connect(deployed.url()) as owner:
        rows = owner.execute(
            "SELECT type, subject, payload, published_at FROM events_log WHERE company_id = %s", [admin.company_id]
        ).fetchall()
    assert rows == [("lead.created", f"lead:{lead_id}", {"lead_id": lead_id, "lead_source": "web"}, None)]


def test_spellings_of_one_mailbox_are_one_lead_and_mail_goes_to_the_last(admin: Caller, deployed: Database) -> None:
    first = register(admin, email="demo.user+x@gmail.com")
    again = register(admin, email="demo.user+x@gmail.com")
    other = register(admin, email="demouser@gmail.com", phone=None)
    assert [first.status, again.status, other.status] == [201, 200, 200]
    assert {reply.json["lead_id"] for reply in (first, again, other)} == {first.json["lead_id"]}
    lead = read(admin, first.json["lead_id"]).json
    assert (lead["email"], lead["phone"]) == ("demouser@gmail.com", "+573001234567")
    assert count(deployed, "leads", admin.company_id) == 1


def test_the_same_mailbox_in_two_companies_is_two_leads(admin: Caller, new_company: Callable[[], UUID]) -> None:
    other = register(caller_of(new_company()))
    assert register(admin).status == other.status == 201


@pytest.mark.parametrize(
    "name",
    ["José 👩‍🚀 Peña", "مُحَمَّد علي", "'; DROP TABLE leads; --", "<script>alert(1)</script>", "山" * 100, "Zoë"],
)
def test_any_name_comes_back_unharmed(admin: Caller, name: str) -> None:
    lead_id = register(admin, contact_name=name).json["lead_id"]
    assert read(admin, lead_id).json["contact_name"] == name


def test_names_are_stored_in_one_unicode_form(admin: Caller) -> None:
    lead_id = register(admin, contact_name="  Jose\u0301  ").json["lead_id"]
    assert read(admin, lead_id).json["contact_name"] == "José"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact_name", ""),
        ("contact_name", "   "),
        ("contact_name", "a\u0000b"),
        ("contact_name", "line\nbreak"),
        ("contact_name", "\ud800"),
        ("contact_name", "x" * 201),
        ("contact_name", 7),
        ("contact_name", None),
        ("email", "no-at-sign"),
        ("email", "a@b"),
        ("email", ["ana@hotelbrisa.example"]),
        ("phone", "3001234567"),
        ("phone", "+57300123456789012"),
        ("phone", "+999123456789"),
        ("company", "Hotel\u0007Brisa"),
        ("company", {"name": "Hotel Brisa"}),
        ("source", "x" * 65),
        ("source", "web\u001b[31m"),
        ("unknown_field", "?"),
    ],
)
def test_a_bad_field_is_named_and_leaves_no_row(admin: Caller, deployed: Database, field: str, value: object) -> None:
    reply = register(admin, **{field: value})
    assert reply.status == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in reply.json["errors"]] == [field]
    assert count(deployed, "leads", admin.company_id) == count(deployed, "events_log", admin.company_id) == 0


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("{nope", 400),
        ("", 422),
        ("[]", 422),
        ("null", 422),
        ('"text"', 422),
        ('{"contact_name": "' + "x" * 1_000_000, 413),
    ],
)
def test_a_bad_body_is_refused_and_leaves_no_row(admin: Caller, deployed: Database, raw: str, status: int) -> None:
    reply = ask(create_lead, "POST", "/crm/leads", raw=raw, caller=admin)
    assert (reply.status, reply.headers["content-type"]) == (status, "application/problem+json")
    assert count(deployed, "leads", admin.company_id) == count(deployed, "events_log", admin.company_id) == 0


def test_without_a_caller_the_body_is_not_even_read() -> None:
    reply = ask(create_lead, "POST", "/crm/leads", raw="{nope", fault="The token has expired.")
    assert (reply.status, reply.json["detail"]) == (401, "The token has expired.")


def test_a_viewer_may_read_but_not_write(admin: Caller) -> None:
    lead_id = register(admin).json["lead_id"]
    viewer = caller_of(admin.company_id, Role.VIEWER)
    assert register(viewer).status == 403
    assert read(viewer, lead_id).status == 200


def test_another_companys_lead_is_as_absent_as_one_that_never_was(
    admin: Caller, new_company: Callable[[], UUID]
) -> None:
    lead_id = register(admin).json["lead_id"]
    stranger = caller_of(new_company())
    foreign, absent = read(stranger, lead_id), read(stranger, str(new_id()))
    assert foreign.status == absent.status == 404
    assert foreign.json["detail"] == absent.json["detail"]
    assert ask(list_leads, "GET", "/crm/leads", caller=stranger).json["items"] == []


def test_leads_are_listed_newest_first_in_pages(admin: Caller) -> None:
    registered = [register(admin, email=f"lead{n}@hotelbrisa.example").json["lead_id"] for n in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        query = f"limit=2&cursor={cursor}" if cursor else "limit=2"
        page = ask(list_leads, "GET", "/crm/leads", caller=admin, query=query).json
        seen += [lead["lead_id"] for lead in page["items"]]
        cursor = page["next_cursor"]
    assert seen == registered[::-1]


@pytest.mark.parametrize("query", ["cursor=nonsense", "limit=0", "limit=101", "limit=ten"])
def test_a_bad_page_is_refused(admin: Caller, query: str) -> None:
    assert ask(list_leads, "GET", "/crm/leads", caller=admin, query=query).status == 422


def test_scoring_the_same_event_twice_changes_nothing(admin: Caller, deployed: Database) -> None:
    lead_id = register(admin).json["lead_id"]
    step = {
        "company_id": str(admin.company_id),
        "event_id": str(new_id()),
        "correlation_id": "flow-1234",
        "lead_id": lead_id,
    }
    first = score_lead(step, LambdaContext())
    assert score_lead(step, LambdaContext()) == first == {"lead_id": lead_id, "score": 15, "band": "cold"}
    assert count(deployed, "lead_scores", admin.company_id) == 1
    kinds = [entry["type"] for entry in read(admin, lead_id).json["timeline"]]
    assert kinds == ["lead.created", "lead.scored"]
