"""The event log as its company reads it."""

from typing import Any
from uuid import UUID

import pytest

from functions.platform.api.history import list_events
from shared.auth.caller import Caller
from shared.auth.scopes import Role, Scope
from tests.functions.platform.outbox import a_company, recorded
from tests.lambdas import Reply, ask, caller_of
from tests.stage import Stage


@pytest.fixture
def viewer(stage: Stage) -> Caller:
    return caller_of(a_company(stage), Role.VIEWER)


def events(caller: Caller, query: str = "") -> Reply:
    return ask(list_events, "GET", "/platform/events", caller=caller, query=query)


def ids(reply: Reply) -> list[UUID]:
    return [UUID(item["id"]) for item in reply.json["items"]]


def test_a_company_reads_its_events_newest_first_in_pages(stage: Stage, viewer: Caller) -> None:
    recorded_ids = [recorded(stage, viewer.company_id) for _ in range(5)]
    first = events(viewer, "limit=2")
    second = events(viewer, f"limit=2&cursor={first.json['next_cursor']}")
    third = events(viewer, f"limit=2&cursor={second.json['next_cursor']}")
    assert ids(first) + ids(second) + ids(third) == recorded_ids[::-1]
    assert third.json["next_cursor"] is None


def test_an_event_is_shown_with_its_causes_and_whether_it_was_published(stage: Stage, viewer: Caller) -> None:
    event_id = recorded(stage, viewer.company_id, subject="lead:7", data={"score": 40})
    [shown] = events(viewer).json["items"]
    expected: dict[str, Any] = {
        "id": str(event_id),
        "type": "lead.created",
        "version": 1,
        "source": "astramech.crm",
        "subject": "lead:7",
        "correlation_id": "test-correlation",
        "causation_id": None,
        "published_at": None,
        "data": {"score": 40},
    }
    assert {name: shown[name] for name in expected} == expected
    recorded(stage, viewer.company_id, published=True)
    assert events(viewer).json["items"][0]["published_at"]


def test_what_hr_announces_is_read_by_who_may_see_team_risks(stage: Stage, viewer: Caller) -> None:
    risk = recorded(stage, viewer.company_id, event_type="burnout.risk.detected", source="astramech.hr")
    assert ids(events(viewer)) == []
    assert ids(events(caller_of(viewer.company_id, Role.ADMIN))) == [risk]


def test_events_can_be_narrowed_to_a_subject_and_a_type(stage: Stage, viewer: Caller) -> None:
    wanted = recorded(stage, viewer.company_id, subject="lead:7", event_type="lead.scored")
    of_subject = recorded(stage, viewer.company_id, subject="lead:7")
    of_type = recorded(stage, viewer.company_id, subject="lead:8", event_type="lead.scored")
    assert ids(events(viewer, "subject=lead:7&type=lead.scored")) == [wanted]
    assert ids(events(viewer, "subject=lead:7")) == [of_subject, wanted]
    assert ids(events(viewer, "type=lead.scored")) == [of_type, wanted]


def test_no_company_sees_anothers_events(stage: Stage, viewer: Caller) -> None:
    recorded(stage, a_company(stage), subject="lead:7")
    assert events(viewer).json == {"items": [], "next_cursor": None}
    assert events(viewer, "subject=lead:7").json["items"] == []


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "cursor=nonsense", "subject=%00:1", "subject=lead", "type=LEAD", "type=a" + ".b" * 60],
)
def test_a_wrong_query_is_refused(stage: Stage, viewer: Caller, query: str) -> None:
    assert stage
    reply = events(viewer, query)
    assert (reply.status, reply.headers["content-type"]) == (422, "application/problem+json")


def test_reading_events_takes_its_scope(stage: Stage, viewer: Caller) -> None:
    assert stage
    without = Caller(
        id=viewer.id, company_id=viewer.company_id, role=viewer.role, scopes=viewer.scopes - {Scope.EVENTS_READ}
    )
    assert events(without).status == 403
