"""The load: everybody signs in, agrees and answers, then every team is evaluated; over HTTPS alone."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

import psycopg

from benchmarks.cloud import wait_for
from benchmarks.questionnaires.figures import Figures
from benchmarks.questionnaires.hearing import Queue, hearing
from benchmarks.questionnaires.people import EVERY_READER, PASSWORD, Person, is_heavy, number_in, settle
from local.cli.accounts import REGISTER
from local.cli.api import Api
from local.cli.cloud import Cloud
from local.cli.errors import NotRunning, Refused
from local.cli.stack_file import Stack
from shared.core.invocation import new_id

Item = TypeVar("Item")
FLOW = "burnout_flow"
SUBMIT = "/hr/questionnaire/submit"
ATTEMPTS = 3


class Load:
    """One run against a cloud.

    Args:
        stack: of the cloud.
        people: how many answer.
        teams: how many they are spread over, at least five people in each.
        at_once: how many requests are under way.
    """

    def __init__(self, stack: Stack, *, people: int, teams: int, at_once: int) -> None:
        self.stack = stack
        self.cloud = Cloud(stack.emulator_url)
        self.at_once = at_once
        self.teams = teams
        self.figures = Figures(people, teams, sum(map(is_heavy, range(teams))))

    def run(self) -> Figures:
        """Do all of it in a company of its own; what was found."""
        email = f"{new_id()}@many.example"
        request = {"name": "Many", "admin_email": email, "admin_password": PASSWORD}
        company_id = UUID(self.cloud.invoke(REGISTER, request)["company_id"])
        with psycopg.connect(self.stack.database_owner_url) as owner:
            people = settle(owner, company_id, self.figures.people, self.teams)
        with hearing(self.cloud, self.stack.bus, company_id) as queue:
            with self._timed("signing in and answering"):
                self._all(self._answer, people)
            with self._timed("signing in and reading one's own answers again"):
                self._all(self._read, [person for person in people if person.number % EVERY_READER == 0])
            boss = Api(self.stack.api_url).sign_in(email, PASSWORD)
            with self._timed("making and evaluating teams"):
                self._all(lambda team: self._evaluate(boss, team, people), range(self.teams))
            with self._timed("waiting for what is on its way"):
                self._count(company_id, queue)
        return self.figures

    def _answer(self, person: Person) -> None:
        body = {"userId": str(person.id), "answers": person.answers}
        told = self._insisting(self._signed_in(person), body)
        scores = {one["id"]: one["score"] for one in told["subscales"]}
        self.figures.told += scores["cbi.work"] == scores["cbi.personal"] == person.work_score

    def _insisting(self, own: Api, body: dict[str, Any]) -> dict[str, Any]:
        """Hand in once more what was not answered in time, as people do; the same answers again change nothing."""
        for _ in range(ATTEMPTS - 1):
            try:
                return dict(own.post(SUBMIT, body))
            except NotRunning:
                self.figures.repeated += 1
        return dict(own.post(SUBMIT, body))

    def _read(self, person: Person) -> None:
        api = self._signed_in(person)
        (one,) = api.get("/hr/assessments")["items"]
        answers = api.get(f"/hr/assessments/{one['assessmentId']}")["answers"]
        self.figures.own += number_in(answers) == person.number

    def _signed_in(self, person: Person) -> Api:
        return Api(self.stack.api_url).sign_in(person.email, PASSWORD)

    def _evaluate(self, boss: Api, team: int, people: Iterable[Person]) -> None:
        members = [str(person.id) for person in people if person.team == team]
        made = boss.post("/hr/teams/create", {"name": f"team {team}", "memberIds": members})
        boss.post("/hr/risks/evaluate", {"teamId": made["team_id"]})

    def _all(self, act: Callable[[Item], None], items: Iterable[Item]) -> None:
        """Do something for each; what fails is kept, and the others go on."""

        def attempt(item: Item) -> None:
            try:
                act(item)
            except (Refused, NotRunning, KeyError, ValueError) as error:
                self.figures.refused.append(f"{item}: {error!r}")

        with ThreadPoolExecutor(self.at_once) as pool:
            list(pool.map(attempt, items))

    def _count(self, company_id: UUID, queue: Queue) -> None:
        """Count what there is, once nothing is on its way any more."""
        figures = self.figures
        expected = figures.people + figures.heavy
        with psycopg.connect(self.stack.database_owner_url, autocommit=True) as owner:
            wait_for(lambda: not _one(owner, WAITING, company_id), every=1, seconds=180)
            wait_for(lambda: queue.listen() >= min(expected, _one(owner, RECORDED, company_id)), every=0.5, seconds=180)
            figures.kept = _one(owner, KEPT, company_id)
            figures.released = _one(owner, RELEASED, company_id)
            figures.recorded = dict(owner.execute(BY_TYPE, [company_id]).fetchall())
            teams = [str(row[0]) for row in owner.execute("SELECT id FROM teams WHERE company_id = %s", [company_id])]
        queue.listen()
        figures.heard = {kind: len(counted) for kind, counted in queue.deliveries.items()}
        figures.twice = sum(many > 1 for counted in queue.deliveries.values() for many in counted.values())
        if FLOW in self.stack.workflows:
            figures.flows = sum(any(team in told for team in teams) for told in self._executions())

    def _executions(self) -> Iterator[str]:
        """What each execution of the burnout flow was started with, of any company."""
        states: Any = self.cloud.client("stepfunctions")
        pages = states.get_paginator("list_executions").paginate(stateMachineArn=self.stack.workflows[FLOW])
        for page in pages:
            for found in page["executions"]:
                yield str(states.describe_execution(executionArn=found["executionArn"])["input"])

    @contextmanager
    def _timed(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.figures.seconds[what] = time.monotonic() - began


WAITING = "SELECT count(*) FROM events_log WHERE company_id = %s AND published_at IS NULL"
RECORDED = "SELECT count(*) FROM events_log WHERE company_id = %s AND source = 'astramech.hr'"
KEPT = "SELECT count(*) FROM assessments WHERE company_id = %s AND superseded_at IS NULL"
RELEASED = "SELECT count(DISTINCT team_id) FROM team_results WHERE company_id = %s"
BY_TYPE = "SELECT type, count(*) FROM events_log WHERE company_id = %s AND published_at IS NOT NULL GROUP BY type"


def _one(owner: psycopg.Connection[Any], query: str, company_id: UUID) -> int:
    row = owner.execute(query.encode(), [company_id]).fetchone()
    assert row
    return int(row[0])
