"""Model files that come in wheels: found without importing their packages, and used only if they are what we tested."""

import hashlib
from importlib.util import find_spec
from pathlib import Path


class WrongModelError(RuntimeError):
    """A model file is not there, or is not the one that was tested."""


def packaged(package: str, *parts: str) -> Path:
    """A file of an installed package, which is not imported.

    Raises:
        WrongModelError: the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise WrongModelError(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0], *parts)


def checked(content: bytes, sha256: str, name: str) -> bytes:
    """The content, if it is what it should be.

    Raises:
        WrongModelError: it is not.
    """
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WrongModelError(f"{name} is not the file that was tested")
    return content
