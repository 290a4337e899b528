"""What this machine must have before anything is started."""

import re
import shutil
import subprocess
from pathlib import Path

from local.cli.errors import MissingPrerequisite
from local.cli.paths import ROOT

NODE = 20
ROOM = 1_000_000_000  # bytes: the emulator's environment, layers, archives, a database
CDK = ROOT / "node_modules" / ".bin" / "cdk"


def require(state: Path, room: int = ROOM) -> None:
    """Check everything that `up` needs.

    Args:
        state: the folder of the cloud.
        room: bytes that its disk must have left.

    Raises:
        MissingPrerequisite: something is missing or too old; the message says what, and how to get it.
    """
    require_node(shutil.which("node"))
    require_cdk(CDK)
    require_room(state, room)


def require_node(node: str | None) -> None:
    if not node:
        raise MissingPrerequisite("Node is not on the PATH.", advice=f"Install Node {NODE} or later with npm.")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    found = re.match(r"v(\d+)\.", said)
    if not found:
        raise MissingPrerequisite(f"{node} does not say its version.", advice=f"Install Node {NODE} or later.")
    if int(found[1]) < NODE:
        raise MissingPrerequisite(
            f"{node} is Node {said}; the CDK needs {NODE} or later.", advice=f"Install Node {NODE} or later."
        )


def require_cdk(cdk: Path) -> None:
    if not cdk.exists():
        raise MissingPrerequisite(
            f"The CDK's command line is not installed: there is no {cdk}.",
            advice="Run `make install`, or `npm ci` in the repository.",
        )


def require_room(state: Path, room: int) -> None:
    existing = next(folder for folder in [state, *state.resolve().parents] if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < room:
        raise MissingPrerequisite(
            f"The disk of {existing} has {free // 1_000_000} MB left; {room // 1_000_000} MB are needed.",
            advice="Make room: `astramech reset` and `make clean` remove what can be made again.",
        )
