"""The version that the corrections are for, and the check that it still has what they rely on."""

import inspect
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).parents[1] / "requirements.in"
relied_on: list[tuple[Any, str]] = []


class Diverged(RuntimeError):  # noqa: N818  (says what happened)
    """MiniStack is not what a correction was written for."""


def pinned_version() -> str:
    """The MiniStack version of requirements.in."""
    pin = re.search(r"^ministack==(\S+)$", REQUIREMENTS.read_text(), re.MULTILINE)
    if not pin:
        raise Diverged(f"{REQUIREMENTS} does not pin ministack")
    return pin[1]


def require_pinned_version() -> None:
    """Refuse a MiniStack that the corrections were not written for.

    Raises:
        Diverged: another version is installed.
    """
    installed, pinned = version("ministack"), pinned_version()
    if installed != pinned:
        raise Diverged(f"ministack {installed} is installed, the corrections are for {pinned}: run their tests first")


def known(owner: Any, name: str, parameters: str) -> Callable[..., Any]:
    """A function of MiniStack, checked to take the parameters that a correction passes or receives.

    Args:
        owner: module or class.
        name: the function's name there.
        parameters: its parameter names, separated by spaces.

    Raises:
        Diverged: it is gone or takes others.
    """
    relied_on.append((owner, name))
    function: Callable[..., Any] | None = getattr(owner, name, None)
    if function is None:
        raise Diverged(f"{owner.__name__}.{name} is gone")
    found = " ".join(inspect.signature(function).parameters)
    if found != parameters:
        raise Diverged(f"{owner.__name__}.{name} takes ({found}), not ({parameters})")
    return function
