from pathlib import Path

import pytest

from local.cli.fingerprint import fingerprint

INPUTS = {"endpoint": "http://127.0.0.1:4566", "database_port": "5432"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name in ("app.py", "functions/crm/api.py", "statemachines/lead_flow.asl.json", "layers/base/requirements.txt"):
        write(tmp_path / name, name)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_same_sources_have_the_same_fingerprint(repository: Path) -> None:
    before = fingerprint(repository, INPUTS)
    (repository / "app.py").touch()
    assert fingerprint(repository, INPUTS) == before


@pytest.mark.parametrize(
    "name", ["app.py", "functions/crm/api.py", "statemachines/lead_flow.asl.json", "layers/base/requirements.txt"]
)
def test_a_change_of_any_source_changes_it(repository: Path, name: str) -> None:
    before = fingerprint(repository, INPUTS)
    write(repository / name, "changed")
    assert fingerprint(repository, INPUTS) != before


def test_a_new_file_and_a_moved_one_change_it(repository: Path) -> None:
    before = fingerprint(repository, INPUTS)
    (repository / "functions/crm/api.py").rename(repository / "functions/crm/tasks.py")
    moved = fingerprint(repository, INPUTS)
    write(repository / "functions/crm/jobs.py", "")
    assert len({before, moved, fingerprint(repository, INPUTS)}) == 3


def test_another_port_of_the_database_changes_it(repository: Path) -> None:
    assert fingerprint(repository, INPUTS) != fingerprint(repository, {**INPUTS, "database_port": "5433"})


@pytest.mark.parametrize(
    "name", ["functions/crm/__pycache__/api.pyc", "README.md", "functions/.DS_Store", "local/x.py"]
)
def test_what_is_not_deployed_does_not(repository: Path, name: str) -> None:
    before = fingerprint(repository, INPUTS)
    write(repository / name, "changed")
    assert fingerprint(repository, INPUTS) == before
