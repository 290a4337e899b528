"""The demo of questionnaires and team risks."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.cli.api import Api
from local.cli.curl import Curl, token_line
from local.cli.demos import Outcome, Wishes
from local.cli.demos.hr import shown
from local.cli.demos.hr.company import account_of, administrator, agree, answer, ensure_team, let_in, signed_in
from local.cli.demos.hr.people import SHOWN, TEAMS, Person
from local.cli.stack_file import Account, Stack
from local.cli.steps import Steps

PEOPLE = [(team, person) for team in TEAMS for person in team.people]
RISK = "burnout.risk.detected"


def run(stack: Stack, _api: Api, steps: Steps, _wishes: Wishes) -> Outcome:
    """Let everybody answer, evaluate the teams and the company, show what each may know."""
    with steps.step("Registering a small company") as step:
        admin = administrator(stack)
        boss = signed_in(stack, admin)
        new = [let_in(boss, person, account_of(stack, person)) for _, person in PEOPLE]
        step.result = f"{sum(new)} new of {len(new)} people"
    with steps.step("Agreeing and answering, each for themselves") as step:
        told: dict[str, dict[str, Any]] = {}
        for team, person in PEOPLE:
            own = signed_in(stack, account_of(stack, person))
            agree(own, person.locale)
            told[person.mailbox] = answer(own, team, person)
            step.advance(len(told), len(PEOPLE))
        fresh = sum(one["status"] == "completed" for one in told.values())
        step.result = f"{fresh} new of {len(told)}"
    with steps.step("Evaluating teams and company") as step:
        reports = _evaluated(boss, told)
        step.result = ", ".join(f"{name} {one['reason'] or one['status']}" for name, one in reports.items())
    announced = boss.get(f"/platform/events?type={RISK}")["items"]
    own_results = [shown.own_result(person, told[person.mailbox]) for person in _shown()]
    page = shown.page(boss.post("/hr/overview/links", {}), admin)
    return Outcome(
        [shown.matrix(reports), shown.table(reports), shown.announced(announced, reports), *own_results],
        [page, *_calls(stack, reports)],
        admin,
    )


def _evaluated(boss: Api, told: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What may be told, by team; the company last."""
    reports: dict[str, dict[str, Any]] = {}
    for team in TEAMS:
        members = [told[person.mailbox]["userId"] for person in team.people]
        team_id = ensure_team(boss, team, members)
        reports[team.name] = boss.post("/hr/risks/evaluate", {"teamId": team_id})
    reports[shown.COMPANY] = boss.post("/hr/risks/evaluate-company", {})
    return reports


def _shown() -> list[Person]:
    return [person for mailbox in SHOWN for _, person in PEOPLE if person.mailbox == mailbox]


def _calls(stack: Stack, reports: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What the administrator can ask, and then what one of the people can."""
    for team in TEAMS:
        body = {"teamId": reports[team.name]["teamId"], "locale": "en"}
        yield f"{Curl('POST', f'{stack.api_url}/hr/risks/evaluate', body).line()}  # {team.name}"
    yield Curl("GET", f"{stack.api_url}/hr/overview").line()
    yield f"{Curl('POST', f'{stack.api_url}/hr/overview/links').line()}  # another link to the page of the teams"
    yield Curl("GET", f"{stack.api_url}/platform/events?type={RISK}").line()
    account: Account = account_of(stack, _shown()[0])
    yield f"{token_line(stack.api_url, account)}  # from here on as {_shown()[0].name}"
    yield f"{Curl('GET', f'{stack.api_url}/hr/assessments').line()}  # own ones; the administrator's token opens none"
    yield Curl("GET", f"{stack.api_url}/hr/me/views").line()
    yield Curl("GET", f"{stack.api_url}/hr/me/export").line()
