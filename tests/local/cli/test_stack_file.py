import json
from pathlib import Path

import pytest

from local.cli.errors import NotRunning, Trouble
from local.cli.stack_file import Account, Stack
from tests.local.cli.builders import ADMIN, a_stack


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    file = tmp_path / "state" / "stack.json"
    a_stack().save(file)
    assert Stack.load(file) == a_stack()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "stack.json"
    a_stack().save(file)
    file.chmod(0o644)
    a_stack().save(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["stack.json"]


def test_it_names_what_other_programs_need(tmp_path: Path) -> None:
    file = tmp_path / "stack.json"
    a_stack().save(file)
    content = json.loads(file.read_text())
    assert content["api_url"].endswith("/api/v1")
    assert content["websocket_url"].startswith("ws://")
    assert content["database_url"].startswith("postgresql://astramech_app@")
    assert {"email", "password"} <= content["admin"].keys()
    assert "uploads" in content["buckets"]


def test_fields_of_later_parts_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "stack.json"
    a_stack(console_url="http://127.0.0.1:9/console").save(file)
    Stack.load(file).save(file)
    assert json.loads(file.read_text())["console_url"] == "http://127.0.0.1:9/console"


def test_a_missing_file_means_that_nothing_runs(tmp_path: Path) -> None:
    with pytest.raises(NotRunning) as error:
        Stack.load(tmp_path / "stack.json")
    assert "astramech up" in error.value.advice


@pytest.mark.parametrize("content", ["{", "{}", "[]"])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "stack.json"
    file.write_text(content)
    with pytest.raises(Trouble, match=r"stack\.json"):
        Stack.load(file)


def test_people_are_found_by_company_and_role() -> None:
    viewer = Account(company="Otra", role="viewer", email="viewer@otra.example", password="another of nobody")
    stack = a_stack(accounts=[viewer])
    assert stack.account("Otra", "viewer") == viewer
    assert stack.account("Astramech", "admin") == ADMIN
    assert stack.account("Otra", "admin") is None
