import shutil
import subprocess
from pathlib import Path

import pytest

from layers.assets import ROOT, agent_names, stage_code
from layers.target import Target
from layers.tree import files_below
from tests.layers.conftest import Run

HOST = Target.host()
NO_INTERPRETER = Target(python="3.99", platform=None, name="python3.99-host")
FILES = (
    "functions/__init__.py",
    "functions/registry.py",
    "functions/crm/__init__.py",
    "functions/crm/api.py",
    "functions/crm/service/scoring.py",
    "functions/crm/tests/test_api.py",
    "functions/crm/__pycache__/api.cpython-39.pyc",
    "functions/crm/.api.py.swp",
    "functions/hr/__init__.py",
    "functions/platform/__init__.py",
    "shared/__init__.py",
    "shared/core/function.py",
    "shared/schemas/events/lead.created.json",
    "shared/db/__init__.py",
    "shared/db/migrations/env.py",
    "shared/db/migrations/script.py.mako",
    "stacks/agent.py",
    "local/cli.py",
)
SHARED = {
    "functions/__init__.py",
    "shared/__init__.py",
    "shared/core/function.py",
    "shared/schemas/events/lead.created.json",
    "shared/db/__init__.py",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for file in FILES:
        path = tmp_path / "repository" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"NAME = {file!r}\n")
    return tmp_path / "repository"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return tmp_path / "build"


def listing(directory: Path) -> set[str]:
    return {path.relative_to(directory).as_posix() for path in files_below(directory)}


def contents(directory: Path) -> dict[str, bytes]:
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in files_below(directory)}


def test_an_asset_holds_the_shared_code_and_one_agent(root: Path, build: Path) -> None:
    crm = {"functions/crm/__init__.py", "functions/crm/api.py", "functions/crm/service/scoring.py"}
    assert listing(stage_code("crm", NO_INTERPRETER, root, build)) == SHARED | crm


def test_only_the_platform_carries_the_migrations(root: Path, build: Path) -> None:
    migrations = {"shared/db/migrations/env.py", "shared/db/migrations/script.py.mako"}
    platform = SHARED | migrations | {"functions/platform/__init__.py"}
    assert listing(stage_code("platform", NO_INTERPRETER, root, build)) == platform


def test_every_module_has_bytecode_beside_it_and_nothing_else_has(root: Path, build: Path) -> None:
    staged = listing(stage_code("crm", HOST, root, build))
    modules = {file for file in staged if file.endswith(".py")}
    assert {file for file in staged if file.endswith(".pyc")} == {
        f"{Path(module).parent}/__pycache__/{Path(module).stem}.cpython-{HOST.python.replace('.', '')}.pyc"
        for module in modules
    }


def test_the_bytecode_is_trusted_whatever_the_source_has_become(root: Path, build: Path, run: Run) -> None:
    staged = stage_code("crm", HOST, root, build)
    (staged / "functions/crm/api.py").write_text("NAME = 'changed after it was shipped'\n")
    printed = run("from functions.crm import api; print(api.NAME, api.__cached__ is not None)", staged)
    assert printed == "functions/crm/api.py True\n"


def test_what_has_not_changed_is_not_made_again(root: Path, build: Path) -> None:
    made = stage_code("crm", HOST, root, build).stat().st_ino
    (root / "functions/crm/api.py").touch()
    (root / "functions/hr/__init__.py").write_text("NAME = 'another agent'\n")
    (root / "shared/db/migrations/env.py").write_text("NAME = 'not in this agent'\n")
    assert stage_code("crm", HOST, root, build).stat().st_ino == made


def test_what_has_changed_is_made_again_and_what_was_removed_is_gone(root: Path, build: Path) -> None:
    before = contents(stage_code("crm", HOST, root, build))
    (root / "functions/crm/api.py").write_text("NAME = 'changed'\n")
    (root / "functions/crm/service/scoring.py").unlink()
    after = contents(stage_code("crm", HOST, root, build))
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name.split(".")[0] for name in changed} == {
        "functions/crm/api",
        "functions/crm/__pycache__/api",
        "functions/crm/service/scoring",
        "functions/crm/service/__pycache__/scoring",
    }
    assert not any("scoring" in name for name in after)


def test_the_same_code_gives_the_same_bytes_wherever_it_is_staged(root: Path, build: Path, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(root, tmp_path / "another clone")
    here = contents(stage_code("crm", HOST, root, build))
    assert here == contents(stage_code("crm", HOST, elsewhere, tmp_path / "another build"))


def test_a_module_that_does_not_compile_is_not_staged(
    root: Path, build: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    staged = stage_code("crm", HOST, root, build)
    (root / "functions/crm/api.py").write_text("def half(:\n")
    with pytest.raises(subprocess.CalledProcessError):
        stage_code("crm", HOST, root, build)
    assert "functions/crm/api.py" in capfd.readouterr().err
    assert (staged / "functions/crm/api.py").read_text() == "NAME = 'functions/crm/api.py'\n"


def test_an_agent_that_does_not_exist_is_an_error(root: Path, build: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no agent crn"):
        stage_code("crn", HOST, root, build)


def test_every_agent_of_the_repository_is_named(root: Path) -> None:
    assert agent_names(root) == ["crm", "hr", "platform"]


@pytest.mark.parametrize("agent", agent_names())
def test_every_entry_point_imports_from_its_layer_and_asset_alone(agent: str, host_layer: Path, run: Run) -> None:
    package = ROOT / "functions" / agent
    rooms = [room for room in ("api", "events", "jobs", "tasks") if any(package.glob(f"{room}*"))]
    imports = "\n".join(f"import functions.{agent}.{room}" for room in rooms)
    run(imports, stage_code(agent, HOST), host_layer)
