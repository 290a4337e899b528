"""The demos: jobs of the product run on real input, and shown. Each module here that has a `DEMO` is one."""

import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rich.console import RenderableType

from local.cli.api import Api
from local.cli.errors import Trouble
from local.cli.stack_file import Account, Stack
from local.cli.steps import Steps


@dataclass(frozen=True)
class Outcome:
    """What a demo did.

    Attributes:
        shown: tables and sentences.
        calls: command lines with which a person goes on by hand.
        account: who calls; the first company's admin if None.
    """

    shown: Sequence[RenderableType]
    calls: Sequence[str] = ()
    account: Account | None = None


@dataclass(frozen=True)
class Demo:
    """A job of the product.

    Attributes:
        name: on the command line.
        title: what it does, one line.
        run: does it with the token of the first company's admin, on a folder of the person's own, if it takes one;
            doing it again changes nothing.
    """

    name: str
    title: str
    run: Callable[[Stack, Api, Steps, Path | None], Outcome]


MAIN = "leads"
"""The one that `astramech up` ends with."""


def demos() -> dict[str, Demo]:
    """Every demo, by name."""
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found: list[Demo] = [module.DEMO for module in modules if hasattr(module, "DEMO")]
    return {demo.name: demo for demo in found}


def demo_named(name: str) -> Demo:
    """A demo by its name.

    Raises:
        Trouble: there is none.
    """
    known = demos()
    if name not in known:
        raise Trouble(f"There is no demo {name!r}.", advice=f"There are: {', '.join(sorted(known))}.")
    return known[name]
