"""Starts workers: a fresh interpreter each, pinned to one processor, with a Lambda's path and environment only."""

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from benchmarks.packages import module
from benchmarks.variants import Variant

HIGHEST = -20
# Isolated, without site-packages; what is on the path comes with the job.
INTERPRETER = [sys.executable, "-I", "-S", "-B"]


class WorkerError(RuntimeError):
    """A worker ended before it reported; the message ends with what it said."""


class Worker:
    """One interpreter with one handler, alive until the block ends.

    Args:
        variant: the handler and its path.
        environment: all of its environment.
        event: what each call gets, with ``NAME`` where a person's name goes; without one nothing is called.
    """

    def __init__(self, variant: Variant, environment: Mapping[str, str], event: dict[str, Any] | None) -> None:
        self.variant = variant
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the worker
        reports, descriptor = os.pipe()
        job = {"paths": [str(path) for path in variant.paths], "handler": variant.handler, "report": descriptor}
        command = [*INTERPRETER, str(_program()), json.dumps(job if event is None else {**job, "event": event})]
        with _favoured():
            self.started = time.monotonic_ns()
            self._process = subprocess.Popen(
                command,
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                pass_fds=[descriptor],
                text=True,
            )
        os.close(descriptor)
        self._reports = os.fdopen(reports)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, _error: object, _traceback: object) -> None:
        self._process.communicate()
        self._reports.close()
        self._said.close()

    def report(self) -> Any:
        """The next report.

        Raises:
            WorkerError: there is none, the worker has ended.
        """
        line = self._reports.readline()
        if line:
            return json.loads(line)
        self._process.wait()
        self._said.seek(0)
        raise WorkerError(f"{self.variant.name} ended with {self._process.returncode}:\n{self._said.read()}")

    def call(self, times: int) -> Any:
        """Call the handler `times` times: ``microseconds`` of each, and a reading after the last."""
        assert self._process.stdin
        self._process.stdin.write(f"{times}\n")
        self._process.stdin.flush()
        return self.report()


Start = Callable[[Variant], Worker]
"""Starts the process of a variant, with what it finds around it."""


def post_lead(company_id: uuid.UUID) -> dict[str, Any]:
    """``POST /crm/leads`` as API Gateway hands it on, payload 2.0, behind the authorizer."""
    draft = {
        "contact_name": "Ana María Ñuñez",
        "email": "ana.NAME@hotelbrisa.com",
        "company": "Hotel Brisa",
        "phone": "+573001234567",
        "source": "web",
    }
    caller = {"caller_id": str(uuid.uuid4()), "company_id": str(company_id), "role": "user", "scopes": "crm:write"}
    path = "/api/v1/crm/leads"
    http = {
        "method": "POST",
        "path": path,
        "protocol": "HTTP/1.1",
        "sourceIp": "203.0.113.7",
        "userAgent": "curl/8.5.0",
    }
    return {
        "version": "2.0",
        "routeKey": f"POST {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "accept": "*/*",
            "authorization": "Bearer eyJ",
            "content-type": "application/json",
            "host": "abc.execute-api.us-east-1.amazonaws.com",
            "user-agent": "curl/8.5.0",
            "x-forwarded-for": "203.0.113.7",
            "x-forwarded-proto": "https",
        },
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "abc",
            "authorizer": {"lambda": caller},
            "domainName": "abc.execute-api.us-east-1.amazonaws.com",
            "http": http,
            "requestId": "benchmark-request",
            "routeKey": f"POST {path}",
            "stage": "$default",
            "timeEpoch": 1_795_390_000_000,
        },
        "body": json.dumps(draft),
        "isBase64Encoded": False,
    }


@contextmanager
def _favoured() -> Iterator[None]:
    """Let what is started in the block inherit one processor and the highest priority, where the system lets us."""
    with _pinned(), _first():
        yield


@contextmanager
def _pinned() -> Iterator[None]:
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@contextmanager
def _first() -> Iterator[None]:
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    if os.geteuid() != 0:  # who is not root may not take the priority back either
        yield
        return
    os.setpriority(os.PRIO_PROCESS, 0, HIGHEST)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, usual)


def _program() -> Path:
    """The worker's bytecode: compiling its source would be counted."""
    return next((module("worker") / "__pycache__").iterdir())
