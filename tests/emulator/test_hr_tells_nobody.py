"""Attack 39 on the deployed system: marked answers go through everything, then all that was written is searched."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect

from benchmarks.questionnaires.hearing import hearing
from benchmarks.questionnaires.people import PASSWORD, Person, settle
from shared.core.invocation import new_id
from tests.emulator.deployment import Company, Deployment
from tests.emulator.traces import Trace, Traces
from tests.functions.hr.answering import cbi, fevs

pytestmark = pytest.mark.emulator

TEXT, NUMBER = "answer-nobody-may-see", 61357
NOBODY_LISTENS = "http://127.0.0.1:9"
CASE_2: list[int | None] = [50, 25, 50, 75, 25, 25, 75]
HIGH: list[int | None] = [75, 100, 75, 100, 75, 100]
DRIVERS = fevs(
    dict.fromkeys((9, 10, 1, 11, 4, 6, 48, 51, 42, 61, 65, 63, 64, 20, 35, 70, 67, 40, 69), 2) | {1: 5, 65: 4}
)
ANSWERS = cbi(P=HIGH, W=CASE_2) | DRIVERS
CORRECTED = cbi(P=HIGH, W=CASE_2) | DRIVERS | fevs({70: 1})
SUBMIT, DRAFT = "/hr/questionnaire/submit", "/hr/drafts/core"
KEEP_DRAFT = "local-hr-keep-draft"
LOG = f"/aws/lambda/{KEEP_DRAFT}"
RISK = "burnout.risk.detected"


@dataclass(frozen=True)
class Marker:
    """Something that may stand nowhere.

    Attributes:
        but: where it has its place.
    """

    name: str
    pattern: re.Pattern[str]
    but: tuple[str, ...] = ()

    def found_in(self, traces: Sequence[Trace]) -> list[str]:
        return [
            f"{self.name} in {trace.where}: {trace.text[:300]}"
            for trace in traces
            if trace.where not in self.but and self.pattern.search(trace.text)
        ]


def everything_is_done(deployment: Deployment, company: Company, traces: Traces) -> tuple[Person, list[dict[str, Any]]]:
    """The whole life of somebody's answers; who it was, and what they alone were told."""
    with deployment.owner() as owner:
        people = settle(owner, company.id, 6, 1)
    tokens = [signed_in(deployment, person) for person in people]
    own, others = door(deployment, tokens[0], traces), tokens[1:]
    person = people[0]
    me = {"userId": str(person.id)}
    refused(own.post(SUBMIT, json={**me, "answers": ANSWERS | {"cbi.P1": NUMBER, "cbi.P7": TEXT}}), 422)
    refused(own.post(SUBMIT, json={**me, "answers": ANSWERS, "locale": TEXT}), 422)
    refused(own.post(SUBMIT, json={"userId": str(people[1].id), "answers": ANSWERS}), 403)
    refused(own.put(DRAFT, json={"answers": {"cbi.P1": TEXT}}), 422)
    own.put(DRAFT, json={"answers": ANSWERS}).raise_for_status()
    with deployment.environment_of(KEEP_DRAFT, AWS_ENDPOINT_URL_KMS=NOBODY_LISTENS):
        refused(own.put(DRAFT, json={"answers": ANSWERS}), 500, 502, 503, 504)
    own.post("/hr/consents", json={"purpose": "ml_prediction", "version": "1"}).raise_for_status()
    told = [own.post(SUBMIT, json={**me, "answers": ANSWERS}, headers={"idempotency-key": "once"}).json()]
    told.append(own.post(SUBMIT, json={**me, "answers": CORRECTED}).json())
    refused(own.post(SUBMIT, json={**me, "answers": CORRECTED}, headers={"idempotency-key": "once"}), 422)
    for token, other in zip(others, people[1:], strict=True):
        answers = {"userId": str(other.id), "answers": other.answers}
        deployment.http(token).post(SUBMIT, json=answers).raise_for_status()
    asks_the_model(own, door(deployment, company.admin.token, traces), told[-1])
    shows(own, company, told[-1]["assessmentId"])
    manages(door(deployment, company.admin.token, traces), people)
    own.get("/hr/me/export").raise_for_status()
    own.delete("/hr/consents/ml_prediction").raise_for_status()
    own.delete("/hr/me").raise_for_status()
    refused(own.post(SUBMIT, json={**me, "answers": ANSWERS}), 403)
    return person, told


def asks_the_model(own: httpx.Client, admin: httpx.Client, told: dict[str, Any]) -> None:
    """The person about the own assessment, whose figures are markers; and an administrator what if."""
    asked = own.post("/hr/ml/predict", json={"assessmentId": told["assessmentId"]}).raise_for_status().json()
    assert asked["turnoverIntention"]["margin"] == pytest.approx(told["explanations"][0]["margin"])
    features = {one["driver"]: one["value"] for one in asked["turnoverIntention"]["contributions"]}
    admin.post("/hr/ml/predict", json={"features": features}).raise_for_status()


def shows(own: httpx.Client, company: Company, assessment_id: str) -> None:
    """A grant, and a look."""
    professional = company.user.http.get("/auth/me").json()["id"]
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    grant = {"professionalId": professional, "until": until}
    own.post(f"/hr/assessments/{assessment_id}/grants", json=grant).raise_for_status()
    company.user.http.get(f"/hr/assessments/{assessment_id}").raise_for_status()
    own.get(f"/hr/assessments/{assessment_id}").raise_for_status()


def manages(admin: httpx.Client, people: Sequence[Person]) -> None:
    """Teams, their risks, invitations, and a question to the model."""
    ids = [str(person.id) for person in people]
    team = admin.post("/hr/teams/create", json={"name": "Recepción", "memberIds": ids}).json()["team_id"]
    report = admin.post("/hr/risks/evaluate", json={"teamId": team}).raise_for_status().json()
    assert report["riskMatrix"]["burnout"]["level"] == "critical"
    admin.post("/hr/risks/evaluate-company").raise_for_status()
    admin.post("/hr/invitations", json={"memberIds": ids}).raise_for_status()
    refused(admin.post("/hr/ml/predict", json={"features": {"workload": NUMBER, "age": TEXT}}), 422)


def signed_in(deployment: Deployment, person: Person) -> str:
    grant = {"grant_type": "password", "email": person.email, "password": PASSWORD}
    return str(deployment.http().post("/auth/token", json=grant).raise_for_status().json()["access_token"])


def door(deployment: Deployment, token: str, traces: Traces) -> httpx.Client:
    """A client of the API that keeps every problem it is answered with."""

    def keep(response: httpx.Response) -> None:
        if not response.is_success:
            response.read()
            traces.heard.append(Trace("problem", response.text))

    client = deployment.http(token)
    client.event_hooks = {"response": [keep]}
    return client


def refused(response: httpx.Response, *statuses: int) -> None:
    assert response.status_code in statuses, response.text


def markers(person: Person, told: Sequence[dict[str, Any]]) -> list[Marker]:
    """The answers, scores, probabilities and the address of one person, as they could be written somewhere."""
    figures = {str(abs(figure))[:8] for one in told for figure in _figures(one)}
    telling = sorted(figure for figure in figures if len(figure) >= 7 and "e" not in figure)
    found = [Marker(f"the figure {one}", re.compile(rf"(?<![\d.:]){re.escape(one)}")) for one in telling]
    assert len(found) >= 10
    return [
        *found,
        Marker("a refused answer", re.compile(f"{TEXT}|{NUMBER}")),
        Marker("an item", re.compile(r"\b(cbi\.[PWC]\d|fevs\.\d+)\b"), but=("problem",)),
        Marker("the work score", re.compile(r"(?<![\d.:])(39\.3(?!\d| ?ms| ?s)|39\.2857|275/7)")),
        Marker("the personal score", re.compile(r"(?<![\d.:])87\.5(?!\d| ?ms| ?s)")),
        Marker(
            "a band with its person",
            re.compile(rf"(?s)(?=.*{person.id}).*\b(moderate|severe|support|attention)\b"),
            but=("table team_results",),  # a team's bands, with its members
        ),
        Marker("the address", re.compile(re.escape(person.email)), but=("table users",)),
        Marker("the link of an invitation", re.compile(r"/hr/answer#")),
    ]


def _figures(told: dict[str, Any]) -> Iterator[float]:
    yield from (one["p"] for one in told["probabilities"].values() if one)
    for explanation in told["explanations"]:
        yield explanation["margin"]
        yield from (one["phi"] for one in explanation["contributions"])


def listened(socket: ClientConnection, until: str) -> Iterator[Trace]:
    """Messages up to the first of a type."""
    while True:
        message = str(socket.recv(timeout=30))
        yield Trace("websocket", message)
        if json.loads(message)["type"] == until:
            return


def test_nothing_anywhere_says_what_somebody_answered(deployment: Deployment, company: Company) -> None:
    traces = Traces(deployment, company.id)
    live = f"{deployment.stack['websocket_url']}?token={company.admin.token}"
    with connect(live, open_timeout=20) as socket, hearing(deployment, deployment.stack["bus"], company.id) as queue:
        socket.send(json.dumps({"action": "subscribe", "topics": ["*"]}))
        socket.recv(timeout=20)
        person, told = everything_is_done(deployment, company, traces)
        traces.heard += listened(socket, until=RISK)
        deployment.wait_for(lambda: queue.listen() and RISK in queue.deliveries)
        traces.heard += [Trace("bus", body) for body in queue.bodies]
    everywhere = list(traces.everywhere())
    kinds = {trace.where.partition(" ")[0] for trace in everywhere}
    assert {"problem", "websocket", "bus", "table", "dynamodb", "log", "file"} <= kinds
    assert {f"table {name}" for name in ("events_log", "hr_audit", "assessments", "team_results")} <= {
        trace.where for trace in everywhere
    }
    assert [line for marker in markers(person, told) for line in marker.found_in(everywhere)] == []


def test_what_is_planted_is_found_wherever_it_is(deployment: Deployment, company: Company) -> None:
    traces, seed = Traces(deployment, company.id), f"planted-{new_id()}"
    plant(deployment, company, seed)
    try:
        found = Marker("seed", re.compile(seed)).found_in(list(traces.everywhere()))
    finally:
        uproot(deployment, company, seed)
    for place in (
        "table leaks",
        "table hr_audit",
        "dynamodb",
        "s3 ",
        "dead letter ",
        "log /aws/lambda",
        "file ",
        "flow ",
    ):
        assert any(line.startswith(f"seed in {place}") for line in found), place


def plant(deployment: Deployment, company: Company, seed: str) -> None:
    """Say something in every place that is searched."""
    stack, member, now = deployment.stack, str(company.id), int(datetime.now(UTC).timestamp() * 1000)
    with deployment.owner() as owner:
        owner.execute("CREATE TABLE leaks (company_id uuid, said bytea)")
        owner.execute("INSERT INTO leaks VALUES (%s, %s)", [member, seed.encode()])
        noted = "INSERT INTO hr_audit (id, company_id, action, details) VALUES (%s, %s, 'test', %s)"
        owner.execute(noted, [new_id(), member, json.dumps({"said": seed})])
    item = {"pk": {"S": seed}, "sk": {"S": "planted"}}
    deployment.client("dynamodb").put_item(TableName=stack["table"], Item=item)
    deployment.client("s3").put_object(
        Bucket=stack["buckets"]["documents"], Key=f"{member}/planted", Body=seed.encode()
    )
    letter = {"detail": {"company_id": member}, "said": seed}
    deployment.client("sqs").send_message(QueueUrl=dead_queue(deployment), MessageBody=json.dumps(letter))
    logs = deployment.client("logs")
    logs.create_log_stream(logGroupName=LOG, logStreamName=seed)
    line = {"timestamp": now, "message": seed}
    logs.put_log_events(logGroupName=LOG, logStreamName=seed, logEvents=[line])
    (Path(stack["logs"]) / f"{seed}.log").write_text(seed)
    states, role = deployment.client("stepfunctions"), "arn:aws:iam::000000000000:role/planted"
    definition = json.dumps({"StartAt": "Say", "States": {"Say": {"Type": "Pass", "End": True}}})
    machine = states.create_state_machine(name=seed, definition=definition, roleArn=role)["stateMachineArn"]
    states.start_execution(stateMachineArn=machine, input=json.dumps({"said": seed}))


def uproot(deployment: Deployment, company: Company, seed: str) -> None:
    """Take away what was planted where others look."""
    stack = deployment.stack
    with deployment.owner() as owner:
        owner.execute("DROP TABLE leaks")
    deployment.client("dynamodb").delete_item(TableName=stack["table"], Key={"pk": {"S": seed}, "sk": {"S": "planted"}})
    deployment.client("s3").delete_object(Bucket=stack["buckets"]["documents"], Key=f"{company.id}/planted")
    sqs, url = deployment.client("sqs"), dead_queue(deployment)
    for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        if seed in message["Body"]:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    deployment.client("logs").delete_log_stream(logGroupName=LOG, logStreamName=seed)
    (Path(stack["logs"]) / f"{seed}.log").unlink()
    states = deployment.client("stepfunctions")
    machines = states.list_state_machines()["stateMachines"]
    states.delete_state_machine(stateMachineArn=next(one["stateMachineArn"] for one in machines if one["name"] == seed))


def dead_queue(deployment: Deployment) -> str:
    """Of a job that no other test lets fail."""
    name = f"{deployment.stack['dead_letter_prefix']}hr-purge-personal-data"
    return str(deployment.client("sqs").get_queue_url(QueueName=name)["QueueUrl"])
