"""A company whose teams are made and evaluated, over HTTP."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from functions.hr.api.consents import withdraw_consent
from functions.hr.api.risks import evaluate_company, evaluate_risks, get_overview
from functions.hr.api.team_page.links import create_overview_link
from functions.hr.api.teams import change_team, choose_team_settings, create_team, get_team, list_teams, remove_team
from functions.hr.domain.instruments.parts import Value
from functions.hr.providers.rooms import OpenRooms
from functions.hr.providers.teams import risk_service
from functions.hr.schemas.teams import RiskReport
from shared.auth.caller import Caller
from shared.auth.scopes import Role
from shared.core.clock import utc_now
from shared.core.data_keys import KmsDataKeys
from shared.core.invocation import Invocation
from shared.db.session import company_transactions
from tests.functions.hr.answering import cbi
from tests.functions.hr.clinic import Clinic
from tests.functions.hr.served import Heard
from tests.lambdas import Reply, ask

CALM = cbi(P=[25] * 6, W=[25, 25, 25, 25, 25, 25, 50])
HEAVY = cbi(P=[75] * 6, W=[75, 75, 75, 75, 75, 75, 50])


class Company:
    """A company with an administrator, and people who answer in their order."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.boss = clinic.person(role=Role.ADMIN)
        self.people: list[Caller] = []

    def answered(self, count: int, answers: dict[str, Value | None] = CALM) -> Sequence[Caller]:
        """So many people more, who agreed to everything and answered."""
        new = [self.clinic.answered(answers)[0] for _ in range(count)]
        self.people += new
        return new

    def silent(self, count: int) -> Sequence[Caller]:
        """So many people more, who have not answered."""
        new = [self.clinic.person() for _ in range(count)]
        self.people += new
        return new

    def create(self, name: str, members: Iterable[Caller | UUID], **parts: Any) -> Reply:
        ids = [str(one.id if isinstance(one, Caller) else one) for one in members]
        body = {"name": name, "memberIds": ids, **parts}
        return ask(create_team, "POST", "/hr/teams/create", body=body, caller=self.boss)

    def team(self, name: str, numbers: Iterable[int], **parts: Any) -> UUID:
        """A team of people by their number, from 1."""
        reply = self.create(name, [self.people[number - 1] for number in numbers], **parts)
        assert reply.status == 201, reply.body
        return UUID(reply.json["team_id"])

    def evaluate(self, team_id: UUID, **parts: Any) -> dict[str, Any]:
        reply = ask(
            evaluate_risks,
            "POST",
            "/hr/risks/evaluate",
            body={"teamId": str(team_id), **parts},
            caller=self.boss,
        )
        assert reply.status == 200, reply.body
        return dict(reply.json)

    def evaluate_in_a_thread(self, team_id: UUID) -> RiskReport:
        """The use case in a transaction of its own; functions are called in the main thread only."""
        company_id = self.clinic.company_id
        invocation = Invocation(function="test", correlation_id="test", company_id=company_id)
        with company_transactions()(company_id)() as session:
            opened = OpenRooms.of(session, company_id, KmsDataKeys(), utc_now)
            service = risk_service(session, opened, Heard(company_id), invocation, utc_now)
            return service.evaluate_team(team_id, self.boss, "es")

    def whole(self) -> dict[str, Any]:
        reply = ask(evaluate_company, "POST", "/hr/risks/evaluate-company", caller=self.boss)
        assert reply.status == 200, reply.body
        return dict(reply.json)

    def told(self, name: str, numbers: Iterable[int]) -> tuple[str, str | None]:
        """Status and reason of a new team's evaluation."""
        result = self.evaluate(self.team(name, numbers))
        return result["status"], result["reason"]

    def overview(self) -> dict[str, Any]:
        return dict(ask(get_overview, "GET", "/hr/overview", caller=self.boss).json)

    def link(self, by: Caller | None = None) -> Reply:
        """To the pages about teams."""
        return ask(create_overview_link, "POST", "/hr/overview/links", caller=by or self.boss)

    def view(self, team_id: UUID) -> Reply:
        return ask(get_team, "GET", f"/hr/teams/{team_id}", caller=self.boss)

    def change(self, team_id: UUID, **parts: Any) -> Reply:
        return ask(change_team, "PATCH", f"/hr/teams/{team_id}", body=parts, caller=self.boss)

    def remove(self, team_id: UUID) -> Reply:
        return ask(remove_team, "DELETE", f"/hr/teams/{team_id}", caller=self.boss)

    def teams(self, query: str = "") -> Any:
        return ask(list_teams, "GET", "/hr/teams", query=query, caller=self.boss).json

    def choose(self, size: Any) -> Reply:
        return ask(choose_team_settings, "PUT", "/hr/settings", body={"smallestGroup": size}, caller=self.boss)

    def revoke(self, number: int) -> None:
        person = self.people[number - 1]
        reply = ask(withdraw_consent, "DELETE", "/hr/consents/team_aggregate", caller=person)
        assert reply.status in {200, 204}, reply.body

    def answer_again(self, number: int, answers: dict[str, Value | None]) -> None:
        assert self.clinic.submit(answers, self.people[number - 1]).status == 200

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.clinic.rows("events_log") if row["type"] == kind]
