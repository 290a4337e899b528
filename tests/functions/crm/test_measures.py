"""Measures for teams: taken once for an event, shown to whom they concern, ended by time or by a person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from functions.crm.api.measures import decline_team_measure, finish_team_measure, list_team_measures
from functions.crm.tasks import check_workload, hold_back_leads
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.functions.teams import Team
from tests.lambdas import Reply, ask, caller_of
from tests.postgres import Database


@pytest.fixture
def team(deployed: Database, company: UUID) -> Team:
    return Team.of(deployed, company)


def listed(caller: Caller, query: str = "") -> list[dict[str, Any]]:
    reply = ask(list_team_measures, "GET", "/crm/team-measures", query=query, caller=caller)
    assert reply.status == 200, reply.body
    return list(reply.json["items"])


def decline(caller: Caller, measure: str, reason: str = "two people are on leave") -> Reply:
    path = f"/crm/team-measures/{measure}/decline"
    return ask(decline_team_measure, "POST", path, body={"reason": reason}, caller=caller)


def finish(caller: Caller, measure: str) -> Reply:
    return ask(finish_team_measure, "POST", f"/crm/team-measures/{measure}/done", caller=caller)


def test_an_event_that_comes_twice_leaves_one_measure_of_each_kind(team: Team, admin: Caller) -> None:
    event = new_id()
    flags = [team.take(hold_back_leads, event=event) for _ in range(2)]
    tasks = [team.take(check_workload, event=event) for _ in range(2)]
    assert flags[0] == flags[1]
    assert tasks[0] == tasks[1]
    shown = listed(admin)
    assert [(one["measure_id"], one["kind"], one["state"]) for one in shown] == [
        (tasks[0]["measure_id"], "check_workload", "active"),
        (flags[0]["measure_id"], "hold_back_leads", "active"),
    ]
    assert {(one["team_id"], one["owner_id"]) for one in shown} == {(str(team.id), str(team.owner.id))}
    assert shown[0]["text"]["en"] == "Check workload and engagement"
    team.take(check_workload)
    assert len(listed(admin, "kind=check_workload")) == 2


def test_only_the_teams_owner_and_who_may_see_risks_see_a_measure(team: Team, admin: Caller) -> None:
    task = team.take(check_workload)["measure_id"]
    colleague, viewer = (caller_of(team.company_id, role) for role in (Role.USER, Role.VIEWER))
    assert [one["measure_id"] for one in listed(team.owner)] == [task]
    assert listed(colleague) == listed(viewer) == []
    assert decline(colleague, task).status == finish(colleague, task).status == 404
    assert decline(viewer, task).status == 403
    team.change("UPDATE teams SET owner_id = NULL WHERE id = %s", team.id)
    assert listed(team.owner) == []
    assert [(one["measure_id"], one["owner_id"]) for one in listed(admin)] == [(task, None)]


def test_an_owner_declines_with_a_reason_or_has_done_it(team: Team, admin: Caller) -> None:
    flag, task = (team.take(step)["measure_id"] for step in (hold_back_leads, check_workload))
    declined = decline(team.owner, flag)
    assert (declined.status, declined.json["state"]) == (200, "declined")
    assert (declined.json["decided_by"], declined.json["decision_reason"]) == (
        str(team.owner.id),
        "two people are on leave",
    )
    done = finish(team.owner, task)
    assert (done.status, done.json["state"], done.json["decided_by"]) == (200, "done", str(team.owner.id))
    assert listed(admin, "state=active") == []
    assert decline(admin, flag, "another reason").json == declined.json
    assert finish(admin, task).json == done.json
    assert (decline(admin, task).status, finish(admin, flag).status) == (409, 409)


def test_declining_needs_a_reason_and_a_flag_is_never_done(team: Team, admin: Caller) -> None:
    flag = team.take(hold_back_leads)["measure_id"]
    assert decline(admin, flag, "  ").status == 422
    assert finish(admin, flag).status == 409
    assert listed(admin)[0]["state"] == "active"


def test_a_measure_ends_by_itself(team: Team, admin: Caller) -> None:
    ended, goes_on = (team.take(hold_back_leads)["measure_id"] for _ in range(2))
    team.end("team_measures", ended, utc_now())
    assert [one["measure_id"] for one in listed(admin, "state=active")] == [goes_on]
    assert [one["measure_id"] for one in listed(admin, "state=expired")] == [ended]
    assert (decline(admin, ended).status, decline(admin, ended).json["state"]) == (409, "expired")


def test_a_router_asks_for_the_flags_of_a_team(team: Team, admin: Caller) -> None:
    other = Team.of(team.database, team.company_id, "Cocina")
    for one in (team, other):
        one.take(hold_back_leads)
        one.take(check_workload)
    (flag,) = listed(admin, f"kind=hold_back_leads&state=active&team_id={other.id}")
    assert (flag["team_id"], flag["kind"]) == (str(other.id), "hold_back_leads")
    reply = ask(list_team_measures, "GET", "/crm/team-measures", query="limit=3", caller=admin).json
    rest = listed(admin, f"limit=3&cursor={reply['next_cursor']}")
    assert (len(reply["items"]), len(rest)) == (3, 1)


def test_a_team_that_is_gone_or_anothers_gets_no_measure(team: Team, new_company: Callable[[], UUID]) -> None:
    stranger = Team(team.database, new_company(), team.id, team.owner)
    team.change("UPDATE teams SET removed_at = now() WHERE id = %s", team.id)
    for one in (team, stranger):
        with pytest.raises(Exception, match="There is no such team") as refused:
            one.take(hold_back_leads)
        assert type(refused.value).__name__ == "NotFound"  # the name that the flow catches
    assert team.rows("team_measures") == []
