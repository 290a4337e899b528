"""A program that is always on, plus what AWS needs to know to run it. Its declaration is in its own package."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.core.inject import resources
from shared.core.resources import Resource


@dataclass(frozen=True, kw_only=True)
class Container:
    """One service of Fargate; ``containers/<package>`` has its code and its Dockerfile.

    Args:
        package: the folder under ``containers/``; ``python -m containers.<package>`` runs it.
        agent: whose use cases it calls.
        asks: providers it opens, one unit of work at a time; it is granted what they open, and nothing else.
        port: where it listens, for ``/health`` and for its work.
        cpu: units of 1/1024 of a core.
        memory: MB.
        busy: name of the metric, in EMF, of how much it has at once; more tasks are started for it.
        comfortable: how much of it a task should have.
        drain: seconds it is given to finish when it is asked to end; Fargate gives 120 at most.
    """

    package: str
    agent: str
    asks: tuple[Callable[..., Any], ...]
    port: int
    cpu: int
    memory: int
    busy: str
    comfortable: int
    drain: int

    @property
    def name(self) -> str:
        """Unique in a stage: ``media-stream``."""
        return self.package.replace("_", "-")

    @property
    def resources(self) -> frozenset[Resource]:
        """What its providers open, and so what it is granted."""
        return frozenset[Resource]().union(*(resources(provider) for provider in self.asks))
