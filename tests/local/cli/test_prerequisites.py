from pathlib import Path

import pytest

from local.cli.errors import MissingPrerequisite
from local.cli.prerequisites import require_cdk, require_node, require_room


def node(folder: Path, says: str) -> str:
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize("version", ["v20.0.0", "v24.11.1"])
def test_a_node_that_is_new_enough_will_do(tmp_path: Path, version: str) -> None:
    require_node(node(tmp_path, version))


def test_an_old_node_is_named_with_its_version(tmp_path: Path) -> None:
    with pytest.raises(MissingPrerequisite, match=r"v18\.19\.0.*20 or later"):
        require_node(node(tmp_path, "v18.19.0"))


def test_a_node_that_does_not_work_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(MissingPrerequisite, match="does not say its version"):
        require_node(node(tmp_path, "shim: nothing installed"))


def test_no_node_at_all() -> None:
    with pytest.raises(MissingPrerequisite, match="not on the PATH"):
        require_node(None)


def test_the_cdk_that_was_not_installed(tmp_path: Path) -> None:
    with pytest.raises(MissingPrerequisite) as error:
        require_cdk(tmp_path / "cdk")
    assert "npm ci" in error.value.advice


def test_a_full_disk_is_noticed_before_anything_is_written(tmp_path: Path) -> None:
    require_room(tmp_path / "not" / "there", 1)
    with pytest.raises(MissingPrerequisite, match="MB left"):
        require_room(tmp_path / "not" / "there", 10**18)
    assert not (tmp_path / "not").exists()
