"""From an event on the bus to the row that a state machine's first task writes: one at a time, and many at once.

Ours is the deployed `lead_flow`; it goes on after that row. The floor is a state machine of one state with a bare
handler, started by a rule of its own on the same bus.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any
from uuid import UUID

from benchmarks.cloud import Cloud, wait_for
from benchmarks.figures import Throughput, Warm, latency
from benchmarks.lambdas import ROLE, Workshop
from benchmarks.variants import FLOOR, FLOW, floor_task
from shared.core.invocation import new_id

OFTEN = 0.001  # seconds between two looks for a row
SELDOM = 0.02  # seconds between two looks whether executions have ended
BATCH = 10  # events in one request to the bus
FILLING = 3  # events that fill the caches first
ROUNDS = 3  # of many events at once, after one that starts the workers
FLOOR_SOURCE = "benchmark"
OUR_SOURCE = "astramech.crm"

INSERT_LEADS = """
    INSERT INTO leads (id, company_id, contact_name, email, email_key, company, phone, score, band, reasons, scored_at)
    SELECT id, %s, 'Ana María Ñuñez', id || '@hotelbrisa.com', id || '@hotelbrisa.com', 'Hotel Brisa', '+573001234567',
      15, 'cold', '[]', now()
    FROM unnest(%s::uuid[]) AS id
"""
SCORED = "SELECT count(DISTINCT lead_id) FROM lead_scores WHERE lead_id = ANY(%s)"


@dataclass(frozen=True)
class Path:
    """One way from the bus to the row.

    Attributes:
        source: what its events say they come from.
        machine: ARN of the state machine that its events start.
    """

    name: str
    source: str
    machine: str


class Course:
    """Sends leads down a path and waits for their rows."""

    def __init__(self, cloud: Cloud) -> None:
        self.events = cloud.client("events")
        self.machines = cloud.client("stepfunctions")
        self.bus = str(cloud.stack["bus"])
        self.owner = cloud.owner()
        self.company_id = cloud.company_id()

    def run(self, path: Path, count: int) -> float:
        """Seconds from the first event on the bus to the last row; returns when every execution has ended."""
        leads = [new_id() for _ in range(count)]
        self.owner.execute(INSERT_LEADS, [self.company_id, leads])
        entries = [self._entry(path, lead) for lead in leads]
        started = time.perf_counter()
        for first in range(0, count, BATCH):
            answer = self.events.put_events(Entries=entries[first : first + BATCH])
            assert not answer["FailedEntryCount"], answer
        wait_for(lambda: self._scored(leads) == count, every=OFTEN)
        took = time.perf_counter() - started
        wait_for(lambda: not self._running(path), every=SELDOM)
        return took

    def _scored(self, leads: Sequence[UUID]) -> int:
        row = self.owner.execute(SCORED, [leads]).fetchone()
        assert row
        return int(row[0])

    def _running(self, path: Path) -> bool:
        found = self.machines.list_executions(stateMachineArn=path.machine, statusFilter="RUNNING", maxResults=1)
        return bool(found["executions"])

    def _entry(self, path: Path, lead_id: UUID) -> dict[str, str]:
        envelope = {
            "id": str(new_id()),
            "type": "lead.created",
            "version": 1,
            "source": path.source,
            "company_id": str(self.company_id),
            "subject": f"lead:{lead_id}",
            "correlation_id": str(new_id()),
            "causation_id": None,
            "occurred_at": datetime.now(UTC).isoformat(),
            "data": {"lead_id": str(lead_id), "lead_source": "web"},
        }
        detail = json.dumps(envelope)
        return {"EventBusName": self.bus, "Source": path.source, "DetailType": "lead.created", "Detail": detail}


def measure(
    cloud: Cloud, *, flows: int, events: int, progress: Callable[[], None]
) -> tuple[dict[str, Warm], dict[str, Throughput]]:
    """Latency of single events and throughput of many, by path; the paths take turns.

    Args:
        cloud: where.
        flows: single events of each path; 0 for none.
        events: how many at once; 0 for none.
        progress: told of each turn of all paths.
    """
    paths = [_floor(cloud), Path(FLOW, OUR_SOURCE, cloud.stack["workflows"]["lead_flow"])]
    course = Course(cloud)
    with course.owner:
        found = dict(_in_turn(course, paths, flows, progress)) if flows else {}
        many = dict(_at_once(course, paths, events, progress)) if events else {}
    return found, many


def _in_turn(
    course: Course, paths: Sequence[Path], flows: int, progress: Callable[[], None]
) -> Iterator[tuple[str, Warm]]:
    for path in paths:
        for _ in range(FILLING):
            course.run(path, 1)
    samples: list[list[float]] = [[] for _ in paths]
    for _ in range(flows):
        for path, taken in zip(paths, samples, strict=True):
            taken.append(course.run(path, 1) * 1e3)
        progress()
    yield from ((path.name, latency(taken)) for path, taken in zip(paths, samples, strict=True))


def _at_once(
    course: Course, paths: Sequence[Path], events: int, progress: Callable[[], None]
) -> Iterator[tuple[str, Throughput]]:
    for path in paths:
        course.run(path, events)
    rounds: list[list[float]] = [[] for _ in paths]
    for _ in range(ROUNDS):
        for path, taken in zip(paths, rounds, strict=True):
            taken.append(course.run(path, events))
        progress()
    yield from ((path.name, Throughput(events, median(taken))) for path, taken in zip(paths, rounds, strict=True))


def _floor(cloud: Cloud) -> Path:
    """Deploys the floor: a rule, a state machine of one state, a bare handler."""
    function = Workshop(cloud, cloud.stack["bus"]).make(floor_task())
    machines = cloud.client("stepfunctions")
    machine = machines.create_state_machine(
        name="benchmark-floor", definition=json.dumps(_definition(function)), roleArn=ROLE
    )["stateMachineArn"]
    rule = {"Name": "benchmark-floor", "EventBusName": cloud.stack["bus"]}
    events = cloud.client("events")
    events.put_rule(**rule, EventPattern=json.dumps({"source": [FLOOR_SOURCE]}))
    target = {"Id": "machine", "Arn": machine, "RoleArn": ROLE}
    events.put_targets(Rule=rule["Name"], EventBusName=rule["EventBusName"], Targets=[target])
    return Path(FLOOR, FLOOR_SOURCE, machine)


def _definition(function: str) -> dict[str, Any]:
    payload = {
        "company_id": "{% $states.input.detail.company_id %}",
        "event_id": "{% $states.input.detail.id %}",
        "lead_id": "{% $states.input.detail.data.lead_id %}",
    }
    score = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": function, "Payload": payload},
        "End": True,
    }
    return {"QueryLanguage": "JSONata", "StartAt": "Score", "States": {"Score": score}}
