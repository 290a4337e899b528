"""The demos: jobs of the product run on real input, and shown. Each module here that has a `DEMO` is one."""

import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
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
class Wishes:
    """What the person said beside the demo's name; what was not said is None.

    Attributes:
        folder: of their own files.
        persona: whom to call.
        language: of the conversation.
        everybody: all personas, one after the other or at once.
    """

    folder: Path | None = None
    persona: str | None = None
    language: str | None = None
    everybody: bool | None = None


@dataclass(frozen=True)
class Demo:
    """A job of the product.

    Attributes:
        name: on the command line.
        title: what it does, one line.
        run: does it with the token of the first company's admin.
        takes: names of the wishes that it heeds.
    """

    name: str
    title: str
    run: Callable[[Stack, Api, Steps, Wishes], Outcome]
    takes: frozenset[str] = frozenset()

    def start(self, stack: Stack, api: Api, steps: Steps, wishes: Wishes) -> Outcome:
        """Run it.

        Raises:
            Trouble: something was wished that it does not heed.
        """
        others = [name for name, wish in asdict(wishes).items() if wish is not None and name not in self.takes]
        if others:
            raise Trouble(f"The demo {self.name} takes no {others[0]}.", advice="astramech demo --help")
        return self.run(stack, api, steps, wishes)


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
