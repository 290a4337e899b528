"""The demo of HR: whom it invents, and how it shows what may be told."""

import io
from typing import Any

from rich.console import Console

from local.cli.demos.hr import shown
from local.cli.demos.hr.company import password_of
from local.cli.demos.hr.people import SHOWN, TEAMS
from tests.local.cli.builders import a_stack

HEAVY: dict[str, Any] = {
    "teamId": "t-1",
    "status": "released",
    "reason": None,
    "respondents": "5-9",
    "participation": 85,
    "riskMatrix": {
        "burnout": {"likelihood": 5, "impact": 5, "score": 25, "level": "critical"},
        "turnover": None,
        "turnoverReason": "too_few",
    },
    "viabilityScore": 0,
    "recommendations": [{"priority": 1, "driver": "workload", "description": "Repartir"}],
}
SMALL: dict[str, Any] = {"teamId": "t-2", "status": "suppressed", "reason": "too_few", "riskMatrix": None}
REPORTS = {"Recepción": HEAVY, "Cocina": SMALL}


def rendered(part: Any) -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(part)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_there_are_a_team_that_is_too_small_and_people_of_both_languages() -> None:
    assert sorted(len(team.people) for team in TEAMS) == [3, 6, 6]
    people = {person.mailbox: person for team in TEAMS for person in team.people}
    assert {people[mailbox].locale for mailbox in SHOWN} == {"es", "en"}
    assert not any(team.name.isascii() for team in TEAMS if team.name != "Cocina")


def test_the_matrix_has_25_cells_and_only_the_teams_that_may_be_told() -> None:
    text = rendered(shown.matrix(REPORTS))
    assert "25 critical" in text
    assert "● Recepción" in text
    assert "○" not in text.partition("likelihood")[2]
    assert "Cocina" not in text


def test_a_withheld_team_stands_there_with_its_reason() -> None:
    text = rendered(shown.table(REPORTS))
    assert "withheld, too_few: fewer than five people answered" in text
    assert "5-9 people, 85 %" in text
    assert "workload: Repartir" in text


def test_an_event_is_told_with_the_name_of_its_team() -> None:
    event = {"type": "burnout.risk.detected", "data": {"team_id": "t-1", "severity": "critical"}}
    assert "burnout.risk.detected: team_id Recepción, severity critical" in rendered(shown.announced([event], REPORTS))
    assert rendered(shown.announced([], REPORTS)).strip() == "Nothing was announced."


def test_the_page_of_the_teams_is_opened_by_a_link_that_no_line_breaks() -> None:
    about, address = shown.page({"url": "http://a.example/hr/overview/page#secret"}, a_stack().admin).splitlines()
    assert a_stack().admin.email in about
    assert address == "# http://a.example/hr/overview/page#secret"


def test_a_password_is_the_same_for_the_same_cloud_and_differs_by_person() -> None:
    stack = a_stack()
    assert password_of(stack, "a@x.example") == password_of(stack, "a@x.example") != password_of(stack, "b@x.example")
