"""`astramech bench costs`: what a thousand documents cost, by what a cloud wrote into its logs and list prices.

What does not grow with documents is left out: the database, the network, logs and alarms.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from rich.console import Console
from rich.table import Table

from local.cli.stack_file import Stack

PRICES = "List prices of us-east-1, without free tiers; not checked against AWS's price pages"
"""Entered by hand: compare https://aws.amazon.com/lambda/pricing and its like before relying on them."""

GB_SECOND = {"arm64": Decimal("0.0000133334"), "x86_64": Decimal("0.0000166667")}
LAMBDA_REQUEST = Decimal("0.20") / 1_000_000
TRANSITION = Decimal("25.00") / 1_000_000  # standard workflows
EVENT = Decimal("1.00") / 1_000_000  # of a custom bus
S3_WRITE = Decimal("0.005") / 1000
S3_READ = Decimal("0.0004") / 1000

WRITES, READS = 1, 2
"""Of one file in the bucket: it is put there once, looked at and fetched."""

STEPS = ("take-batch-file", "read-document", "validate-invoice", "wait-for-person", "post-invoice", "sync-invoice")
FUNCTIONS = (
    *(f"finance-{step}" for step in (*STEPS, "on-file-dropped", "finish-batch")),
    "crm-on-invoice-processed",
    "platform-notify-subscribers",
)
"""What runs because a document is there."""

FLOW = "invoice_flow"
MAP_TRANSITIONS = 1
"""Of the state machine of a batch, for each file."""

REPORT = re.compile(r"Billed Duration: (\d+) ms\s+Memory Size: (\d+) MB")


@dataclass(frozen=True)
class Ran:
    """What one function did.

    Attributes:
        seconds: billed.
        megabytes: of memory.
    """

    calls: int
    seconds: Decimal
    megabytes: int

    @property
    def gb_seconds(self) -> Decimal:
        return self.seconds * self.megabytes / 1024


@dataclass(frozen=True)
class Measured:
    """A cloud at work on so many documents."""

    documents: int
    functions: Mapping[str, Ran]
    transitions: int
    events: int


def ran(lines: Sequence[str]) -> Ran | None:
    """What the reports of one function add up to; None if it never ran."""
    reports = [(int(found[1]), int(found[2])) for line in lines if (found := REPORT.search(line))]
    if not reports:
        return None
    return Ran(len(reports), Decimal(sum(ms for ms, _ in reports)) / 1000, reports[-1][1])


def costs(measured: Measured, architecture: str) -> dict[str, Decimal]:
    """Dollars for a thousand documents, by what is paid for."""
    functions = measured.functions.values()
    total = {
        "Lambda, GB-seconds": sum((one.gb_seconds for one in functions), Decimal(0)) * GB_SECOND[architecture],
        "Lambda, requests": sum(one.calls for one in functions) * LAMBDA_REQUEST,
        "Step Functions, transitions": measured.transitions * TRANSITION,
        "EventBridge, events": measured.events * EVENT,
        "S3, requests": measured.documents * (WRITES * S3_WRITE + READS * S3_READ),
    }
    return {name: dollars * 1000 / measured.documents for name, dollars in total.items()}


def main(arguments: Sequence[str]) -> None:
    """Measure what a running cloud did in a span of time, and print what that costs."""
    options = _options(arguments)
    measured = _measure(Stack.load(options.stack), options.since, options.until)
    if not measured.documents:
        sys.exit("No document came in that time.")
    show(measured, Console(width=None if sys.stdout.isatty() else 120))


def show(measured: Measured, console: Console) -> None:
    """Print both tables."""
    work = Table("function", title=f"{measured.documents} documents", title_justify="left")
    for column in ("calls", "billed s", "s per call", "MB", "GB-s"):
        work.add_column(column, justify="right")
    for name, one in measured.functions.items():
        numbers = (one.seconds, one.seconds / one.calls)
        work.add_row(name, f"{one.calls}", *(f"{n:.2f}" for n in numbers), f"{one.megabytes}", f"{one.gb_seconds:.1f}")
    console.print(work)
    money = Table("USD per 1,000 documents", *(GB_SECOND), title=PRICES, title_justify="left")
    both = [costs(measured, architecture) for architecture in GB_SECOND]
    for name in both[0]:
        money.add_row(name, *(f"{one[name]:.4f}" for one in both))
    money.add_row("together", *(f"{sum(one.values()):.4f}" for one in both))
    console.print(money)


def _measure(stack: Stack, since: datetime, until: datetime) -> Measured:
    start, end = (int(moment.timestamp() * 1000) for moment in (since, until))
    logs = _client(stack, "logs")
    reports = {name: ran(list(_lines(logs, f"/aws/lambda/{stack.stage}-{name}", start, end))) for name in FUNCTIONS}
    functions = {name: one for name, one in reports.items() if one}
    executions = list(_executions(stack, since, until))
    taken = functions.get("finance-take-batch-file")
    return Measured(
        documents=len(executions),
        functions=functions,
        transitions=sum(executions) + (taken.calls * MAP_TRANSITIONS if taken else 0),
        events=functions["platform-notify-subscribers"].calls if "platform-notify-subscribers" in functions else 0,
    )


def _lines(logs: Any, group: str, start: int, end: int) -> Iterator[str]:
    try:
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=start, endTime=end)
        yield from (event["message"] for page in pages for event in page["events"])
    except logs.exceptions.ResourceNotFoundException:
        return


def _executions(stack: Stack, since: datetime, until: datetime) -> Iterator[int]:
    """The transitions of every execution of the flow that began in the time."""
    machines = _client(stack, "stepfunctions")
    pages = machines.get_paginator("list_executions").paginate(stateMachineArn=stack.workflows[FLOW])
    for one in (one for page in pages for one in page["executions"]):
        if since <= one["startDate"] <= until:
            history = machines.get_paginator("get_execution_history").paginate(executionArn=one["executionArn"])
            yield sum(event["type"].endswith("StateEntered") for page in history for event in page["events"])


def _client(stack: Stack, service: str) -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=stack.emulator_url,
        region_name=stack.region,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator takes any
        config=Config(inject_host_prefix=False),
    )


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="astramech bench costs", description=__doc__)
    parser.add_argument("--stack", metavar="FILE", type=Path, default=Path(".astramech/stack.json"))
    parser.add_argument("--since", metavar="TIME", type=_moment, required=True, help="such as 2026-11-25T15:04:00")
    parser.add_argument("--until", metavar="TIME", type=_moment, default=datetime.now(UTC), help="[default: now]")
    return parser.parse_args(arguments)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
