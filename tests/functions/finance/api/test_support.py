"""Lines of budget to support teams: drafted once for an event, approved or declined by a person, ended by time."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from functions.finance.api.support import (
    approve_support_budget,
    choose_support_setting,
    decline_support_budget,
    get_support_setting,
    list_support_budgets,
)
from functions.finance.tasks.support import draft_support_budget
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


@pytest.fixture
def ana(company: UUID) -> Caller:
    return caller_of(company, Role.USER)


def choose(by: Caller, amount: str | None, **parts: Any) -> Reply:
    path = "/finance/settings/support-budget"
    return ask(choose_support_setting, "PUT", path, body={"amount": amount, **parts}, caller=by)


def listed(by: Caller, query: str = "") -> list[dict[str, Any]]:
    reply = ask(list_support_budgets, "GET", "/finance/support-budgets", query=query, caller=by)
    assert reply.status == 200, reply.body
    return list(reply.json["items"])


def approve(by: Caller, budget: str, **parts: Any) -> Reply:
    return ask(approve_support_budget, "POST", f"/finance/support-budgets/{budget}/approve", body=parts, caller=by)


def decline(by: Caller, budget: str) -> Reply:
    path = f"/finance/support-budgets/{budget}/decline"
    return ask(decline_support_budget, "POST", path, body={"reason": "paid by the insurer"}, caller=by)


def test_a_line_is_drafted_once_with_what_the_company_configured(team: Team, admin: Caller, ana: Caller) -> None:
    choose(admin, "1500000.50", currency="COP")
    event = new_id()
    drafted = [team.take(draft_support_budget, event=event) for _ in range(2)]
    assert drafted[0] == drafted[1]
    (line,) = listed(ana)
    assert (line["budget_id"], line["team_id"]) == (drafted[0]["budget_id"], str(team.id))
    assert (Decimal(line["amount"]), line["currency"], line["reason"]) == (Decimal("1500000.50"), "COP", None)
    assert (line["state"], line["in_force"], line["decided_by"]) == ("drafted", False, None)


def test_without_a_configured_budget_a_line_has_no_amount_until_there_is_one(
    team: Team, admin: Caller, ana: Caller
) -> None:
    budget = team.take(draft_support_budget)["budget_id"]
    (line,) = listed(ana)
    assert (line["amount"], line["currency"], line["reason"]) == (None, None, "no_budget_configured")
    refused = approve(ana, budget)
    assert (refused.status, refused.json["code"]) == (409, "no_budget_configured")
    choose(admin, "900000")
    (line,) = listed(ana)
    assert (Decimal(line["amount"]), line["reason"]) == (Decimal(900_000), None)
    assert approve(ana, budget).status == 200


def test_another_budget_changes_no_line_that_has_an_amount_or_is_decided(team: Team, admin: Caller) -> None:
    undecided, declined = (team.take(draft_support_budget)["budget_id"] for _ in range(2))
    decline(admin, declined)
    for amount in ("100", "200"):
        choose(admin, amount)
    assert {one["budget_id"]: one["amount"] for one in listed(admin)} == {undecided: "100.00", declined: None}


def test_who_approved_and_when_is_kept_and_nothing_is_posted(team: Team, admin: Caller, ana: Caller) -> None:
    choose(admin, "100")
    budget = team.take(draft_support_budget)["budget_id"]
    approved = approve(ana, budget, reason="agreed with the committee")
    assert (approved.status, approved.json["state"], approved.json["in_force"]) == (200, "approved", True)
    assert (approved.json["decided_by"], approved.json["decision_reason"]) == (
        str(ana.id),
        "agreed with the committee",
    )
    assert approved.json["decided_at"]
    assert approve(admin, budget).json == approved.json
    assert decline(admin, budget).status == 409
    assert team.rows("journal_entries") == team.rows("payments") == []
    team.end("support_budgets", budget, utc_now())
    (line,) = listed(ana, "state=approved")
    assert (line["state"], line["in_force"]) == ("approved", False)


def test_a_line_is_declined_with_a_reason(team: Team, ana: Caller) -> None:
    budget = team.take(draft_support_budget)["budget_id"]
    declined = decline(ana, budget)
    assert (declined.status, declined.json["state"]) == (200, "declined")
    assert (declined.json["decided_by"], declined.json["decision_reason"]) == (str(ana.id), "paid by the insurer")
    assert decline(ana, budget).json == declined.json
    assert approve(ana, budget).status == 409


def test_a_line_that_has_ended_is_no_longer_decided(team: Team, admin: Caller) -> None:
    choose(admin, "100")
    budget = team.take(draft_support_budget)["budget_id"]
    assert [one["state"] for one in listed(admin, "state=drafted")] == ["drafted"]
    team.end("support_budgets", budget, utc_now())
    assert listed(admin, "state=drafted") == []
    assert [one["state"] for one in listed(admin, "state=expired")] == ["expired"]
    assert (approve(admin, budget).status, decline(admin, budget).status) == (409, 409)


def test_who_only_reads_the_books_sees_no_team(team: Team) -> None:
    viewer = caller_of(team.company_id, Role.VIEWER)
    budget = team.take(draft_support_budget)["budget_id"]
    assert ask(list_support_budgets, "GET", "/finance/support-budgets", caller=viewer).status == 403
    assert approve(viewer, budget).status == 403


def test_an_administrator_configures_and_forgets_the_budget(admin: Caller, ana: Caller) -> None:
    path = "/finance/settings/support-budget"
    assert choose(ana, "5").status == 403
    assert choose(admin, "5", currency="EUR").json == {"amount": "5.00", "currency": "EUR"}
    assert choose(admin, "7.25").json == {"amount": "7.25", "currency": "COP"}
    assert choose(admin, None).json["amount"] is None
    assert ask(get_support_setting, "GET", path, caller=ana).json["amount"] is None


@pytest.mark.parametrize(
    "body",
    [{"amount": "0"}, {"amount": "-1"}, {"amount": "1.001"}, {"amount": 1.5}, {"amount": "1", "currency": "peso"}, {}],
    ids=str,
)
def test_what_is_no_budget_is_refused(admin: Caller, body: dict[str, Any]) -> None:
    path = "/finance/settings/support-budget"
    assert ask(choose_support_setting, "PUT", path, body=body, caller=admin).status == 422


def test_a_team_that_is_gone_gets_no_line(team: Team) -> None:
    team.change("UPDATE teams SET removed_at = now() WHERE id = %s", team.id)
    with pytest.raises(Exception, match="There is no such team") as refused:
        team.take(draft_support_budget)
    assert type(refused.value).__name__ == "NotFound"  # the name that the flow catches
    assert team.rows("support_budgets") == []
