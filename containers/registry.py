"""Finds every declared container: walk ``containers.*.container`` and yield what is a `Container`."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import containers
from shared.core.container import Container


def registry() -> Iterator[Container]:
    """Every container of the product, by name."""
    for package in sorted(found.name for found in pkgutil.iter_modules(containers.__path__) if found.ispkg):
        name = f"{containers.__name__}.{package}.container"
        if find_spec(name):
            yield from (value for value in vars(import_module(name)).values() if isinstance(value, Container))
