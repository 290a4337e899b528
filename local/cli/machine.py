"""The emulator of one cloud as a program of this machine."""

import shutil
from pathlib import Path

from local.cli.errors import NotRunning, Trouble
from local.cli.paths import ENVIRONMENTS, Home
from local.cli.ports import Ports, require_free
from local.cli.stack_file import Stack
from local.cli.steps import Steps
from local.emulator.environment import EnvironmentFailedError, ensure_environment
from local.emulator.server import Emulator, EmulatorError
from local.process import PortTakenError, tail

DEFAULT_PORT = 4566
ANY_PORT = 0


def start_emulator(home: Home, ports: Ports, steps: Steps, wanted: int | None) -> Emulator:
    """Bring up the emulator in an environment of its own.

    Args:
        home: of the cloud.
        ports: remembers the port.
        steps: told what happens.
        wanted: its port; 0 for any; None for the one it had last, or 4566.

    Raises:
        PortTaken: another program has the port.
        Trouble: it cannot be installed, or does not come up; the message ends with its log.
    """
    emulator = Emulator(home.emulator)
    if emulator.is_running() and wanted in (None, ANY_PORT, emulator.port):
        if emulator.is_healthy():
            return emulator
        steps.note("The emulator does not answer: starting it again.")
    emulator.stop()
    shutil.rmtree(home.emulator / "cache", ignore_errors=True)  # archives of what was deployed to the last one
    port = _port(ports, wanted)
    with steps.step("Installing the emulator"):
        python = _environment()
    with steps.step("Starting the emulator") as step:
        try:
            emulator.start(port, python=python, log_file=home.log("emulator"))
        except (EmulatorError, PortTakenError) as error:
            raise Trouble(str(error), log=home.log("emulator")) from None
        step.result = emulator.url
    return emulator


def is_foreign(home: Home, stack: Stack) -> bool:
    """Whether a cloud is on an endpoint that we did not start."""
    return not (home.emulator / "port").exists() or Emulator(home.emulator).url != stack.emulator_url


def why_silent(home: Home) -> NotRunning:
    """What to say when the emulator of this cloud should answer and does not."""
    emulator = Emulator(home.emulator)
    if emulator.is_running():
        return NotRunning("The emulator runs and does not answer.", advice="`astramech down`, then `astramech up`.")
    if not (home.emulator / "emulator.pid").exists():
        return NotRunning("The cloud is not running.", advice="Start it with `astramech up`.")
    log = home.log("emulator")
    return NotRunning(
        f"The emulator has died. Its last words:\n{tail(log, 15)}".rstrip(),
        advice="Start it again with `astramech up`.",
        log=log,
    )


def _port(ports: Ports, wanted: int | None) -> int:
    if wanted == ANY_PORT:
        return ports.choose("emulator")
    port = wanted or ports.known("emulator") or DEFAULT_PORT
    require_free(port, "the emulator")
    return ports.remember("emulator", port)


def _environment() -> Path:
    try:
        return ensure_environment(ENVIRONMENTS)
    except EnvironmentFailedError as error:
        raise Trouble(f"The emulator cannot be installed.\n{error}") from None
