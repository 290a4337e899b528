"""A repository of a test's own: the code of `shared/` and of the authorizer, and agents that the test writes."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import functions
from functions.registry import registry
from shared.core.function import Function
from stacks.application import Application
from stacks.constructs.artifacts import Artifacts
from stacks.settings import StageSettings
from tests.stacks.assembly import ROOT, everything, only


class Trial:
    """A repository under `root` whose agents are found beside ours."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "functions"
        self.folder.mkdir(parents=True)
        (self.folder / "__init__.py").write_text((ROOT / "functions/__init__.py").read_text())
        (self.folder / "identity").symlink_to(ROOT / "functions/identity")
        (root / "shared").symlink_to(ROOT / "shared")

    def write(self, agent: str, **modules: str) -> None:
        """Write modules of an agent: ``write("trial", api="…")``."""
        folder = self.folder / agent
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").write_text('"""An agent on trial."""\n')
        for name, source in modules.items():
            (folder / f"{name}.py").write_text(source)

    def declared(self, *agents: str) -> list[Function]:
        """What the agents declare."""
        importlib.invalidate_caches()
        return [function for agent in agents for function in registry(agent)]

    def application(self, settings: StageSettings, *agents: str) -> Application:
        """The agents, as the registry finds them, with the authorizer."""
        artifacts = Artifacts(settings.target, root=self.root, build=self.root / "build")
        whole = everything(settings)
        chosen = only(whole, *self.declared(*agents))
        return Application(
            functions=chosen.functions,
            containers=(),
            starts=(),
            artifacts=artifacts,
            definitions=self.root / "statemachines",
        )


@contextmanager
def trial(root: Path) -> Iterator[Trial]:
    """A repository whose agents are known to Python until the end."""
    made = Trial(root)
    before = set(sys.modules)
    functions.__path__.append(str(made.folder))
    try:
        yield made
    finally:
        functions.__path__.remove(str(made.folder))
        for name in {name for name in sys.modules if name.startswith("functions.")} - before:
            del sys.modules[name]
