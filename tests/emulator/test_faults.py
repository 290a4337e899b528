"""Faults on the deployed stack: a Lambda killed between commit and publication, a bus that is away, events that come
three times and out of order. Afterwards every lead has one chain of events: nothing lost, nothing doubled.
"""

import json
import os
import signal
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psutil
import psycopg
import pytest
from psycopg.rows import dict_row

from tests.emulator.deployment import Deployment, Member

pytestmark = pytest.mark.emulator

CREATE_LEAD = "local-crm-create-lead"
REPORT_SIGNAL = "local-crm-report-buyer-signal"
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture
def admin(deployment: Deployment) -> Member:
    return deployment.new_company().admin


def register(admin: Member, mailbox: str) -> Any:
    body = {"contact_name": "Ana", "email": f"{mailbox}@hotelbrisa.example", "company": "Hotel Brisa"}
    return admin.http.post("/crm/leads", json=body)


def events_of(deployment: Deployment, company: UUID) -> list[dict[str, Any]]:
    query = "SELECT * FROM events_log WHERE company_id = %s ORDER BY occurred_at, event_id"
    with deployment.owner() as owner:
        return owner.cursor(row_factory=dict_row).execute(query, [company]).fetchall()


def waiting(deployment: Deployment, company: UUID) -> int:
    return sum(event["published_at"] is None for event in events_of(deployment, company))


def relay(deployment: Deployment, company: UUID) -> None:
    """Let the relay see the company's events as ripe, and run it."""
    with deployment.owner() as owner:
        ripe = "UPDATE events_log SET recorded_at = recorded_at - interval '1 minute' WHERE company_id = %s"
        owner.execute(ripe, [company])
    deployment.invoke("local-platform-relay-outbox")


def chains(deployment: Deployment, company: UUID) -> dict[str, Counter[str]]:
    """Subject → how many events of each type."""
    found: dict[str, Counter[str]] = {}
    for event in events_of(deployment, company):
        found.setdefault(event["subject"], Counter())[event["type"]] += 1
    return found


def assert_one_chain_per_lead(deployment: Deployment, company: UUID, leads: int) -> None:
    """Every lead was announced once and scored once, and the score names the announcement as its cause."""
    created = {
        event["subject"]: event["event_id"]
        for event in events_of(deployment, company)
        if event["type"] == "lead.created"
    }
    scored = [event for event in events_of(deployment, company) if event["type"] == "lead.scored"]
    assert len(created) == leads
    assert sorted(event["subject"] for event in scored) == sorted(created)
    assert all(event["causation_id"] == created[event["subject"]] for event in scored)
    with deployment.owner() as owner:
        history = owner.execute(
            "SELECT count(*), count(DISTINCT lead_id) FROM lead_scores WHERE company_id = %s", [company]
        )
        assert history.fetchone() == (leads, leads)


def settled(deployment: Deployment, company: UUID, leads: int) -> bool:
    scored = sum(chain["lead.scored"] for chain in chains(deployment, company).values())
    return scored >= leads and waiting(deployment, company) == 0


def test_a_lambda_killed_between_commit_and_publication_loses_nothing(deployment: Deployment, admin: Member) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bus, ThreadPoolExecutor(1) as pool:
        bus.settimeout(20)
        port = bus.getsockname()[1]
        with deployment.environment_of(CREATE_LEAD, AWS_ENDPOINT_URL_EVENTBRIDGE=f"http://127.0.0.1:{port}"):
            answer = pool.submit(register, admin, "killed")
            connection, peer = bus.accept()  # it publishes, so it has committed
            os.kill(owner_of_port(peer[1]), signal.SIGKILL)
            connection.close()
            assert answer.result(timeout=30).status_code >= 500
    assert waiting(deployment, admin.company_id) == 1
    relay(deployment, admin.company_id)
    deployment.wait_for(lambda: settled(deployment, admin.company_id, leads=1))
    assert_one_chain_per_lead(deployment, admin.company_id, leads=1)


def owner_of_port(port: int) -> int:
    """The process that talks from a port of this machine."""
    owners = [c.pid for c in psutil.net_connections("tcp") if c.laddr and c.laddr.port == port and c.pid]
    assert len(owners) == 1
    return int(owners[0])


def test_while_the_bus_is_away_leads_are_taken_and_announced_later(deployment: Deployment, admin: Member) -> None:
    with deployment.environment_of(CREATE_LEAD, AWS_ENDPOINT_URL_EVENTBRIDGE=NOBODY_LISTENS):
        answers = [register(admin, f"early{n}") for n in range(5)]
    assert [answer.status_code for answer in answers] == [201] * 5
    assert waiting(deployment, admin.company_id) == 5
    relay(deployment, admin.company_id)
    deployment.wait_for(lambda: settled(deployment, admin.company_id, leads=5))
    assert_one_chain_per_lead(deployment, admin.company_id, leads=5)


def test_events_that_come_three_times_and_out_of_order_change_nothing(deployment: Deployment, admin: Member) -> None:
    leads = [register(admin, f"again{n}").json()["lead_id"] for n in range(4)]
    for lead in leads:
        signal_of_it = {"lead_id": lead, "signal_type": "pricing_visit", "strength": "high"}
        assert admin.http.post("/crm/buyer-signal", json=signal_of_it).status_code == 202
    deployment.wait_for(lambda: all(score_of(admin, lead) == 40 for lead in leads))
    # A flow scores beside the consumer, whose task tells that it is done, too.
    deployment.wait_for(lambda: len(everything(deployment, admin.company_id)["tasks"]) >= len(leads))
    deployment.wait_for(lambda: waiting(deployment, admin.company_id) == 0 and quiet(deployment))
    before = everything(deployment, admin.company_id)

    flows = executions(deployment)

    deliver_again(deployment, admin.company_id, times=3)

    deployment.wait_for(lambda: executions(deployment) >= flows + 3 * len(leads) and quiet(deployment))
    a_later_signal_is_handled(deployment)
    assert everything(deployment, admin.company_id) == before
    assert all(chain["lead.created"] == 1 for chain in chains(deployment, admin.company_id).values())


def test_events_that_first_come_backwards_and_three_times_give_one_chain(deployment: Deployment, admin: Member) -> None:
    away = {"AWS_ENDPOINT_URL_EVENTBRIDGE": NOBODY_LISTENS}
    with deployment.environment_of(CREATE_LEAD, **away), deployment.environment_of(REPORT_SIGNAL, **away):
        leads = [register(admin, f"backwards{n}").json()["lead_id"] for n in range(3)]
        for lead in leads:
            signal_of_it = {"lead_id": lead, "signal_type": "pricing_visit", "strength": "high"}
            assert admin.http.post("/crm/buyer-signal", json=signal_of_it).status_code == 202
    assert waiting(deployment, admin.company_id) == 2 * len(leads)
    flows = executions(deployment)

    deliver_again(deployment, admin.company_id, times=3)
    relay(deployment, admin.company_id)

    deployment.wait_for(lambda: settled(deployment, admin.company_id, leads=len(leads)))
    a_later_signal_is_handled(deployment)
    deployment.wait_for(lambda: executions(deployment) > flows + len(leads) and quiet(deployment))
    once = Counter({"lead.created": 1, "buyer_signal.detected": 1, "lead.scored": 1})
    assert chains(deployment, admin.company_id) == {f"lead:{lead}": once for lead in leads}
    left = everything(deployment, admin.company_id)
    assert {table: len(rows) for table, rows in left.items()} == {
        "leads": 3,
        "lead_scores": 3,
        "buyer_signals": 3,
        "tasks": 3,
        "events_log": 9,
    }


def score_of(admin: Member, lead: str) -> int:
    return int(admin.http.get(f"/crm/leads/{lead}").json()["score"])


def deliver_again(deployment: Deployment, company: UUID, *, times: int) -> None:
    """Put every event of a company on the bus again, the last one first."""
    entries = [
        {
            "EventBusName": deployment.stack["bus"],
            "Source": event["source"],
            "DetailType": event["type"],
            "Detail": json.dumps(envelope(event), default=str),
        }
        for event in reversed(events_of(deployment, company))
    ]
    bus = deployment.client("events")
    for _ in range(times):
        for start in range(0, len(entries), 10):
            assert bus.put_events(Entries=entries[start : start + 10])["FailedEntryCount"] == 0


def envelope(event: dict[str, Any]) -> dict[str, Any]:
    names = ("type", "version", "source", "company_id", "subject", "correlation_id", "causation_id")
    occurred_at = event["occurred_at"].isoformat()
    own = {"id": event["event_id"], "occurred_at": occurred_at, "data": event["payload"]}
    return {**{name: event[name] for name in names}, **own}


def lead_flow(deployment: Deployment) -> str:
    return flow_named(deployment, "local-lead-flow")


def flow_named(deployment: Deployment, name: str) -> str:
    machines = deployment.client("stepfunctions").list_state_machines()["stateMachines"]
    return str(next(one["stateMachineArn"] for one in machines if one["name"] == name))


def executions(deployment: Deployment) -> int:
    """How many executions of the lead flow there have been."""
    found = deployment.client("stepfunctions").list_executions(stateMachineArn=lead_flow(deployment), maxResults=1000)
    return len(found["executions"])


def a_later_signal_is_handled(deployment: Deployment) -> None:
    """Consumers have come past what was delivered before."""
    admin = deployment.new_company().admin
    lead = register(admin, "later").json()["lead_id"]
    body = {"lead_id": lead, "signal_type": "pricing_visit", "strength": "high"}
    admin.http.post("/crm/buyer-signal", json=body).raise_for_status()
    deployment.wait_for(lambda: score_of(admin, lead) == 40)


def quiet(deployment: Deployment) -> bool:
    """Whether no execution of the flows of leads runs."""
    states = deployment.client("stepfunctions")
    flows = [flow_named(deployment, name) for name in ("local-lead-flow", "local-buyer-signal-flow")]
    return not any(states.list_executions(stateMachineArn=flow, statusFilter="RUNNING")["executions"] for flow in flows)


def everything(deployment: Deployment, company: UUID) -> dict[str, list[Any]]:
    """All that the company's events may change."""
    tables = ("leads", "lead_scores", "buyer_signals", "tasks", "events_log")
    with deployment.owner() as owner:
        return {
            table: owner.execute(
                psycopg.sql.SQL("SELECT to_jsonb(t) FROM {} t WHERE company_id = %s ORDER BY 1::text").format(
                    psycopg.sql.Identifier(table)
                ),
                [company],
            ).fetchall()
            for table in tables
        }
