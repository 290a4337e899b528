"""The command `astramech` on a cloud that runs."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.cli.demos.leads import PEOPLE
from local.cli.lock import waiting
from local.process import wait_until
from shared.core.invocation import new_id
from tests.emulator.deployment import Company, Deployment
from tests.emulator.run import ROOT, astramech, succeed

pytestmark = pytest.mark.emulator

EMAILS = {person.email for person, _ in PEOPLE}


@pytest.fixture
def state(stack_file: Path) -> Iterator[Path]:
    """The state of the cloud, for one test at a time: of two commands that change a cloud, one is refused."""
    with waiting(stack_file.parent / "tests.lock"):
        yield stack_file.parent


def leads(deployment: Deployment, token: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = deployment.http(token).get("/crm/leads?limit=100").raise_for_status().json()["items"]
    kept = ("lead_id", "email", "score", "band", "status", "created_at")
    return [{name: lead[name] for name in kept} for lead in found if lead["email"] in EMAILS]


def token_of(state: Path, *options: str) -> str:
    return succeed(astramech(state, "token", *options)).removesuffix("\n")


def test_a_second_up_shows_the_same_leads_and_deploys_nothing(state: Path, deployment: Deployment) -> None:
    succeed(astramech(state, "up", "--port", "0"))
    admin, before = token_of(state), (state / "stack.json").read_text()
    known = leads(deployment, admin)
    again = astramech(state, "up", "--port", "0")

    shown = succeed(again)
    assert "nothing to deploy" in again.stderr
    assert "0 new of 4" in again.stderr
    assert leads(deployment, admin) == known
    assert {lead["email"] for lead in known} == EMAILS
    assert json.loads((state / "stack.json").read_text())["admin"] == json.loads(before)["admin"]
    assert all(person.contact_name.split()[0] in shown for person, _ in PEOPLE)


def test_the_lines_it_prints_work_when_they_are_pasted(state: Path) -> None:
    shown = succeed(astramech(state, "up", "--port", "0"))
    lines = [line for line in shown.splitlines() if line.startswith(("TOKEN=", "curl "))]
    assert len(lines) >= 4
    pasted = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in pasted.stdout.splitlines() if line]
    assert len(answers) == len(lines) - 1
    assert answers[0]["contact_name"] == PEOPLE[0][0].contact_name
    assert not any("status" in answer and answer["status"] in range(400, 600) for answer in answers)


def test_a_token_and_nothing_else_is_printed(state: Path, deployment: Deployment) -> None:
    token = token_of(state)
    assert token.count(".") == 2
    assert not set(token) & set(" \n\t")
    me = deployment.http(token).get("/auth/me").json()
    assert (me["role"], me["company"]["name"]) == ("admin", "Astramech")


def test_a_new_company_and_its_people_are_made_when_asked_for(state: Path, deployment: Deployment) -> None:
    name = "Ñandú & Hijos S.A.S."
    viewer = token_of(state, "--role", "viewer", "--company", name)
    again = token_of(state, "--role", "viewer", "--company", name)
    admin = token_of(state, "--company", name)
    people = [deployment.http(token).get("/auth/me").json() for token in (viewer, again, admin)]

    assert [person["role"] for person in people] == ["viewer", "viewer", "admin"]
    assert people[0]["id"] == people[1]["id"]
    assert {person["company"]["name"] for person in people} == {name}
    assert len({person["company"]["id"] for person in people}) == 1
    assert (
        deployment.http(viewer).post("/crm/leads", json={"contact_name": "A", "email": "a@b.example"}).status_code
        == 403
    )


def test_status_finds_everything_in_order(state: Path) -> None:
    shown = succeed(astramech(state, "status"))
    assert "healthy" in shown
    assert "astramech-local-workflows" in shown
    assert "PostgreSQL" in shown


def test_logs_show_every_call_in_one_line(state: Path, company: Company) -> None:
    company.user.http.get("/crm/leads").raise_for_status()

    def logged() -> bool:
        return " crm-list-leads ran " in succeed(astramech(state, "logs", "crm-list-leads", "--since", "5m"))

    assert wait_until(logged, seconds=30)


def test_redeploying_one_agent_leaves_it_at_work(state: Path, company: Company) -> None:
    ran = astramech(state, "redeploy", "crm")
    succeed(ran)
    assert "astramech-local-crm and astramech-local-crm-api and astramech-local-crm-reads  3 stacks" in ran.stderr
    assert "astramech-local-identity" not in ran.stderr
    assert company.user.http.get("/crm/leads").status_code == 200


def test_a_watcher_sees_what_happens_in_its_company(state: Path, deployment: Deployment, tmp_path: Path) -> None:
    name = "Vigías"
    token = token_of(state, "--role", "user", "--company", name)
    seen = tmp_path / "seen"
    command = [sys.executable, "-m", "local.cli", "--state", str(state), "watch", "--company", name, "lead:*"]
    with (
        seen.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT) as watcher,
    ):
        try:
            assert wait_until(lambda: "listening to lead:*" in seen.read_text(), seconds=60), seen.read_text()
            lead = {"contact_name": "Zoë", "email": f"{new_id()}@vigias.example"}
            lead_id = deployment.http(token).post("/crm/leads", json=lead).raise_for_status().json()["lead_id"]
            scored = f"lead.scored lead:{lead_id}"
            assert wait_until(lambda: scored in seen.read_text(), seconds=60), seen.read_text()
        finally:
            watcher.terminate()


def test_the_demo_of_hr_shows_what_may_be_told_and_changes_nothing_when_repeated(state: Path) -> None:
    first, again = astramech(state, "demo", "hr"), astramech(state, "demo", "hr")
    for ran in (first, again):
        shown = succeed(ran)
        assert "Jardín released, Recepción released, Cocina too_few, the company would_isolate" in ran.stderr
        assert shown.count("burnout.risk.detected: team_id Recepción") == 1
        assert "Estimación de intención" in shown
        assert "Estimated intention" in shown
    assert "15 new of 15 people" in first.stderr
    assert "0 new of 15 people" in again.stderr
    lines = [line for line in first.stdout.splitlines() if line.startswith(("TOKEN=", "curl "))]
    pasted = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert "correlation_id" not in "".join(line for line in pasted.stdout.splitlines() if '"status":4' in line)
    assert pasted.stdout.count('"riskMatrix"') == 3
