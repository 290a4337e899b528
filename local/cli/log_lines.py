"""The logs of functions, one line per fact."""

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from local.cli.cloud import Cloud
from local.cli.deployment import STAGE
from local.cli.errors import Trouble
from local.cli.stack_file import Stack
from local.process import tail

EVERY = 0.5  # seconds between looks while following
LAST = 50  # lines of a program's own log
OVERLAP = 2000  # milliseconds looked at again: lines of one moment do not all arrive at once
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

RUNTIME = re.compile(r"^(INIT_START|START RequestId|END RequestId)")
"""What Lambda itself writes around every call."""

REPORT = re.compile(r"^REPORT RequestId: (\S+)\s+Duration: ([\d.]+ ms)")
"""What Lambda writes after every call."""

COMMON = ("level", "location", "message", "timestamp", "service", "function", "xray_trace_id", "_aws")
"""Fields of a line that are shown in their own place, or nowhere."""

GROUP = f"/aws/lambda/{STAGE}-"


@dataclass(frozen=True)
class Line:
    """One fact.

    Attributes:
        at: milliseconds since 1970.
        function: without the stage.
    """

    at: int
    function: str
    level: str
    message: str
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        clock = datetime.fromtimestamp(self.at / 1000).astimezone().strftime("%H:%M:%S.%f")[:-3]
        facts = "".join(f" {name}={value}" for name, value in self.facts)
        return f"{clock} {self.level:<7} {self.function} {self.message}{facts}"


class Logs:
    """The logs of some functions of one cloud.

    Args:
        cloud: which cloud.
        functions: their names without the stage.
        everything: also what Lambda writes around each call, and metrics.
    """

    def __init__(self, cloud: Cloud, functions: Sequence[str], *, everything: bool = False) -> None:
        self.cloud = cloud
        self.functions = functions
        self.everything = everything

    def since(self, start: int) -> list[Line]:
        """Every line from `start`, in milliseconds, in the order of time."""
        return [line for _, line in self._events(start)]

    def follow(self, start: int) -> Iterator[Line]:
        """Lines from `start` on, as they come, for ever."""
        seen: dict[str, int] = {}
        while True:
            for key, line in self._events(start):
                if key not in seen:
                    yield line
                seen[key] = line.at
            newest = max(seen.values(), default=start)
            start = max(start, newest - OVERLAP)
            seen = {key: at for key, at in seen.items() if at >= start}
            time.sleep(EVERY)

    def _events(self, start: int) -> list[tuple[str, Line]]:
        found = [
            (f"{event['logStreamName']} {event['timestamp']} {event['message']}", line)
            for name in self.functions
            for event in self._raw(name, start)
            if (line := line_of(name, event["timestamp"], event["message"], everything=self.everything))
        ]
        return sorted(found, key=lambda pair: pair[1].at)

    def _raw(self, function: str, start: int) -> Iterator[dict[str, Any]]:
        logs = self.cloud.client("logs")
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=GROUP + function, startTime=start)
        try:
            for page in pages:
                yield from page["events"]
        except logs.exceptions.ResourceNotFoundException:
            return


def line_of(function: str, at: int, text: str, *, everything: bool) -> Line | None:
    """A line of a log as a fact; None if it is Lambda's own noise or a metric."""
    try:
        record = json.loads(text)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        return _plain(function, at, text, everything=everything)
    if "_aws" in record and not everything:
        return None
    facts = tuple((name, _shown(value)) for name, value in record.items() if name not in COMMON and value is not None)
    return Line(at, function, str(record.get("level", "")), _shown(record.get("message", "")), facts)


def _plain(function: str, at: int, text: str, *, everything: bool) -> Line | None:
    if report := REPORT.match(text):
        return Line(at, function, "", f"ran {report[2]}", (("request", report[1]),))
    noise = RUNTIME.match(text) and not everything
    return None if noise or not text.strip() else Line(at, function, "", text.rstrip())


def lines_of(file: Path, *, follow: bool) -> Iterator[str]:
    """The last lines of a program's own log; with `follow` those that come, for ever."""
    yield from tail(file, LAST).splitlines()
    if not follow:
        return
    with file.open(errors="replace") as log:
        log.seek(0, os.SEEK_END)
        while True:
            line = log.readline()
            if line:
                yield line.rstrip("\n")
            else:
                time.sleep(EVERY)


def functions_named(stack: Stack, name: str | None) -> list[str]:
    """Functions by name, `crm-create-lead`, or by its beginning, `crm`; all if there is no name.

    Raises:
        Trouble: none is called so.
    """
    known = sorted(one.removeprefix(f"{STAGE}-") for names in stack.functions.values() for one in names)
    wanted = (name or "").replace("_", "-").removeprefix(f"{STAGE}-")
    found = [one for one in known if one == wanted] or [one for one in known if one.startswith(wanted)]
    if not found:
        raise Trouble(f"No function is called {name!r}.", advice=f"There are: {', '.join(known)}.")
    return found


def milliseconds_ago(text: str) -> int:
    """The moment that `10m` ago was, in milliseconds.

    Raises:
        Trouble: it is no such text.
    """
    found = re.fullmatch(r"(\d+)([smhd])", text)
    if not found:
        raise Trouble(f"{text!r} is no length of time.", advice="Give one such as 30s, 10m, 2h or 1d.")
    return int((time.time() - int(found[1]) * UNITS[found[2]]) * 1000)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
