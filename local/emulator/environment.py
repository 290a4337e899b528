"""The emulator's own virtual environment, built once per set of requirements and interpreter."""

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


class EnvironmentFailedError(RuntimeError):
    """The emulator's environment could not be built; the message carries the installer's words."""


def ensure_environment(home: Path, requirements: Path = REQUIREMENTS) -> Path:
    """Build the environment under `home` if it is not there, from hashed requirements, with our interpreter.

    A change of requirements or interpreter makes another environment beside the old one, which a running emulator may
    still use.

    Args:
        home: folder of environments, created when missing; several processes may share it.
        requirements: pinned and hashed packages.

    Returns:
        The environment's interpreter, which is also that of every Lambda in the emulator.

    Raises:
        EnvironmentFailedError: the installer says no.
    """
    key = hashlib.sha256(requirements.read_bytes() + sys.version.encode() + sys.base_prefix.encode()).hexdigest()[:12]
    environment = home.resolve() / key
    python, complete = environment / "bin" / "python", environment / "complete"
    if complete.exists():
        return python
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not complete.exists():
            _uv("venv", "--clear", "--no-project", "--python", sys.executable, str(environment))
            install = ("--system-certs", "--require-hashes", "--compile-bytecode", "--requirement", str(requirements))
            _uv("pip", "install", "--python", str(python), *install)
            complete.touch()
    return python


def _uv(*arguments: str) -> None:
    ran = subprocess.run([find_uv_bin(), "--quiet", *arguments], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise EnvironmentFailedError(f"uv {' '.join(arguments)}:\n{ran.stdout}{ran.stderr}".rstrip())
