"""How a cloud is: its processes, its stacks, and what its agents say of themselves."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import psutil

from functions.registry import registry
from local.cli.api import Api
from local.cli.cloud import Cloud
from local.cli.containers import programs
from local.cli.deployment import HEALTHY, PREFIX
from local.cli.errors import NotRunning
from local.cli.machine import is_foreign
from local.cli.paths import Home
from local.cli.stack_file import Stack
from local.cli.vendors import servers
from local.emulator.server import Emulator
from local.postgres import Postgres
from local.process import Program
from shared.core.function import Http


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        fine: whether it is as it should be.
    """

    kind: str
    name: str
    state: str
    detail: str
    fine: bool


def examine(home: Home) -> list[Finding]:
    """Look at everything that `up` starts and deploys."""
    found = [_postgres(home), *_vendors(home), *_containers(home)]
    try:
        stack = Stack.load(home.stack_file)
        found.append(_endpoint(stack) if is_foreign(home, stack) else _emulator(home))
        return [*found, *_stacks(stack), *_agents(stack)] if found[-1].fine else found
    except NotRunning as error:
        return [*found, _emulator(home), Finding("cloud", str(home.state), "absent", error.message, fine=False)]


def _postgres(home: Home) -> Finding:
    server = Postgres(home.postgres).server()
    if not server:
        return Finding("process", "PostgreSQL", "stopped", "", fine=False)
    return Finding("process", "PostgreSQL", "running", _process(server.pid, server.port), fine=True)


def _vendors(home: Home) -> Iterator[Finding]:
    for name, server in servers(home).items():
        process, healthy = server.program.process(), server.is_healthy()
        state = "running" if healthy else "silent" if process else "stopped"
        detail = _process(process.pid, server.port or 0) if process else ""
        yield Finding("vendor", f"simulated {name}", state, detail, fine=healthy)


def _containers(home: Home) -> Iterator[Finding]:
    for name, container in programs(home).items():
        process, healthy = container.program.process(), container.is_healthy()
        state = "running" if healthy else "silent" if process else "stopped"
        detail = _process(process.pid, container.port or 0) if process else ""
        yield Finding("container", name, state, detail, fine=healthy)


def _emulator(home: Home) -> Finding:
    emulator = Emulator(home.emulator)
    process = Program(home.emulator / "emulator.pid").process()
    if not process:
        died = (home.emulator / "emulator.pid").exists()
        state, detail = ("died", f"see {home.log('emulator')}") if died else ("stopped", "")
        return Finding("process", "emulator", state, detail, fine=False)
    healthy = emulator.is_healthy()
    state = "running" if healthy else "silent"
    return Finding("process", "emulator", state, _process(process.pid, emulator.port), fine=healthy)


def _endpoint(stack: Stack) -> Finding:
    answers = Cloud(stack.emulator_url).answers()
    return Finding("endpoint", stack.emulator_url, "answers" if answers else "silent", "", fine=answers)


def _process(pid: int, port: int) -> str:
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    megabytes = sum(member.memory_info().rss for member in family if member.is_running()) / 1e6
    minutes = (time.time() - process.create_time()) / 60
    return f"pid {pid}, port {port}, up {minutes:.0f} min, {len(family)} processes, {megabytes:.0f} MB"


def _stacks(stack: Stack) -> Iterator[Finding]:
    for name, status in sorted(Cloud(stack.emulator_url).stacks(PREFIX).items()):
        yield Finding("stack", name, status, "", fine=status in HEALTHY)


def _agents(stack: Stack) -> Iterator[Finding]:
    """What `GET …/health` of every agent that has one says."""
    api = Api(stack.api_url)
    for function in registry():
        trigger = function.trigger
        if isinstance(trigger, Http) and trigger.public and trigger.path.endswith("/health"):
            yield _health(api, function.agent, trigger.path)


def _health(api: Api, agent: str, path: str) -> Finding:
    response = api.send("GET", path)
    body = _json(response)
    state = body.get("status") or f"answered {response.status_code}"
    parts = ", ".join(f"{name} {one['state']}" for name, one in body.get("dependencies", {}).items())
    return Finding("agent", agent, str(state), parts, fine=state == "healthy")


def _json(response: httpx.Response) -> dict[str, dict[str, dict[str, str]]]:
    try:
        body: dict[str, dict[str, dict[str, str]]] = response.json()
    except ValueError:
        return {}
    return body
