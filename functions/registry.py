"""The one list of everything that is deployed: walks ``functions.*.{api,events,jobs,tasks}``."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import functions
from shared.core.function import FlowStart, Function

DECLARING_MODULES = ("api", "events", "jobs", "tasks")


def agents() -> list[str]:
    """The packages under ``functions/``, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(functions.__path__) if module.ispkg)


def registry(agent: str | None = None) -> Iterator[Function]:
    """Every declared function, of one agent or of all."""
    for module in _modules(agent):
        for value in vars(module).values():
            if isinstance(value, Function) and value.body.__module__ == module.__name__:
                yield value


def flow_starts(agent: str | None = None) -> Iterator[FlowStart]:
    """Every declared start of a state machine by an event."""
    for module in _modules(agent):
        yield from (value for value in vars(module).values() if isinstance(value, FlowStart))


def _modules(agent: str | None) -> Iterator[ModuleType]:
    for name in [agent] if agent else agents():
        package = import_module(f"functions.{name}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.split(".")[2] in DECLARING_MODULES:
                yield import_module(found.name)
