"""What the documents for people say of files, functions and commands is so."""

import re
from pathlib import Path

import pytest

from functions.registry import registry
from local.cli.app import app

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
FUNCTION = re.compile(r"\b(?:run|--function-name) (?:prod|local)-([a-z-]+)")
COMMAND = re.compile(r"astramech(?: --state \S+)? ([a-z]+)")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


@every_document
def test_every_link_leads_somewhere(document: Path) -> None:
    broken = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert broken == []


@every_document
def test_every_function_that_is_to_be_run_exists(document: Path) -> None:
    assert set(FUNCTION.findall(document.read_text())) <= {function.name for function in registry()}


def test_every_command_that_is_told_exists() -> None:
    known = {command.callback.__name__ for command in app.registered_commands if command.callback}
    told = set(COMMAND.findall((ROOT / "README.md").read_text() + (ROOT / "docs/runbook.md").read_text()))
    assert told <= known
    assert {"up", "token", "deploy", "redeploy"} <= told
