"""The programs of containers: started with the cloud they belong to, as Fargate would start them, stopped with it."""

import http.client
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from containers.registry import registry
from local.cli.cdk import emulated
from local.cli.cloud import Cloud
from local.cli.deployment import STAGE
from local.cli.errors import Trouble
from local.cli.paths import ROOT, Home
from local.cli.ports import Ports
from local.cli.steps import Steps
from local.process import Program, tail, wait_until
from shared.core.container import Container

INPUTS = {"media-stream": "voice_url"}
"""Which input of the CDK app says where a container answers."""

HEALTHY_SECONDS = 60.0
GRACE = 15.0
"""Seconds that a program is given to end its calls; nobody waits for two minutes on a machine of their own."""


@dataclass(frozen=True)
class ContainerProgram:
    """One container of one cloud, as a program of this machine."""

    container: Container
    home: Home

    @property
    def name(self) -> str:
        return self.container.name

    @property
    def program(self) -> Program:
        return Program(self.home.containers / self.name / "pid")

    @property
    def port(self) -> int | None:
        """The port it was given last."""
        return Ports(self.home.ports_file).known(self.name)

    def is_healthy(self) -> bool:
        """Whether it runs and takes work."""
        if self.port is None or not self.program.is_running():
            return False
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it with what its stack says, and whatever else this machine's environment has.

        Raises:
            Trouble: it does not come up; the message ends with its log.
        """
        log = self.home.log(self.name)
        self.program.stop(GRACE)
        env = {**os.environ, **environment, "PORT": str(self.port), "BIND_HOST": "127.0.0.1", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-P", "-m", f"containers.{self.container.package}"]
        self.program.start(command, log_file=log, env=env)
        wait_until(lambda: self.is_healthy() or not self.program.is_running(), seconds=HEALTHY_SECONDS)
        if not self.is_healthy():
            self.program.stop(GRACE)
            raise Trouble(f"The container {self.name} does not come up:\n{tail(log)}", log=log)


def programs(home: Home) -> dict[str, ContainerProgram]:
    """Every container of a cloud, by name, whether it runs or not."""
    return {container.name: ContainerProgram(container, home) for container in registry()}


def addresses(home: Home, ports: Ports) -> dict[str, str]:
    """Where each will answer, by name: said to the stacks before anything is started."""
    for name, program in programs(home).items():
        if not program.is_healthy():
            program.program.stop(GRACE)
            ports.choose(name)
    return origins(home)


def start_containers(home: Home, steps: Steps, cloud: Cloud, *, anew: bool) -> dict[str, str]:
    """Start those that do not answer, or all; name → address.

    Args:
        home: of their cloud.
        steps: shows it.
        cloud: has what each must be started with.
        anew: their code or their surroundings have changed.

    Raises:
        Trouble: one does not come up.
    """
    found = programs(home)
    with steps.step("Containers") as step:
        for name, program in found.items():
            if anew or not program.is_healthy():
                program.start({**emulated(str(cloud.endpoint)), **_environment(cloud, name)})
        step.result = ", ".join(f"{name} ws://127.0.0.1:{program.port}" for name, program in found.items())
    return origins(home)


def restart_containers(home: Home, steps: Steps, cloud: Cloud, agent: str | None) -> None:
    """Start those of an agent anew, or all."""
    for name, program in programs(home).items():
        if agent in {None, program.container.agent, "containers"}:
            with steps.step(f"Restarting {name}"):
                program.start({**emulated(str(cloud.endpoint)), **_environment(cloud, name)})


def _environment(cloud: Cloud, name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(cloud.parameter(f"/astramech/{STAGE}/containers/{name}"))
    return found


def origins(home: Home) -> dict[str, str]:
    """Where each was started last, by name."""
    found = programs(home).items()
    return {name: f"ws://127.0.0.1:{program.port}" for name, program in found if program.port is not None}


def as_inputs(addresses: Mapping[str, str]) -> dict[str, str]:
    """What the CDK app is told of them."""
    return {INPUTS[name]: address for name, address in addresses.items()}


def stop_containers(home: Home) -> bool:
    """Stop all; whether there was anything to stop."""
    stopped = [program.program.stop(GRACE) for program in programs(home).values()]
    return any(stopped)
