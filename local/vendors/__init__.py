"""Simulated vendors: programs of their own that speak the vendors' wire protocols, and say that they are simulators.

Each folder here with a `VENDOR` is one. `python -m local.vendors NAME` serves it; `astramech up` starts all of them.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from starlette.types import ASGIApp


@dataclass(frozen=True)
class Vendor:
    """A simulated vendor.

    Attributes:
        name: of its folder, and in the settings of the product: ``<NAME>_BASE_URL``.
        path: what its base address ends in.
        app: makes the program; it keeps what it is told in a folder, or in memory without one.
    """

    name: str
    path: str
    app: Callable[[Path | None], ASGIApp]


def vendors() -> dict[str, Vendor]:
    """Every simulated vendor, by name."""
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__) if found.ispkg]
    found: list[Vendor] = [module.VENDOR for module in modules]
    return {vendor.name: vendor for vendor in found}
