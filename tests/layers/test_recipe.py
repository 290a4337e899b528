import gzip
import hashlib
from pathlib import Path

import pytest

from layers.recipe import FORBIDDEN, Move, Patch, Recipe, RecipeError, Unpacked


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    packages = tmp_path / "python"
    for file in (
        "bin/tool",
        "lib/__init__.py",
        "lib/__init__.pyi",
        "lib/fast.pyx",
        "lib/data.json",
        "lib/tests/test_lib.py",
        "lib/testing/__init__.py",
        "lib-1.0.dist-info/METADATA",
        "lib-1.0.dist-info/RECORD",
        "lib-1.0.dist-info/entry_points.txt",
        "lib-1.0.dist-info/licenses/LICENSE",
        "plugged-2.0.dist-info/METADATA",
        "plugged-2.0.dist-info/entry_points.txt",
    ):
        (packages / file).parent.mkdir(parents=True, exist_ok=True)
        (packages / file).write_text("answer = 41  # 41 is wrong\n")
    return packages


def remaining(packages: Path) -> set[str]:
    return {path.relative_to(packages).as_posix() for path in packages.rglob("*") if path.is_file()}


def test_only_what_runs_is_kept(packages: Path) -> None:
    Recipe(drop=("lib/testing",), entry_points=("plugged",)).apply(packages)
    assert remaining(packages) == {
        "lib/__init__.py",
        "lib/data.json",
        "lib-1.0.dist-info/METADATA",
        "plugged-2.0.dist-info/METADATA",
        "plugged-2.0.dist-info/entry_points.txt",
    }


def test_a_patch_changes_the_text_it_names(packages: Path) -> None:
    Recipe(patches=(Patch("lib/__init__.py", "answer = 41", "answer = 42"),)).apply(packages)
    assert (packages / "lib/__init__.py").read_text() == "answer = 42  # 41 is wrong\n"


@pytest.mark.parametrize(
    ("file", "old"), [("lib/__init__.py", "43"), ("lib/__init__.py", "41"), ("lib/gone.py", "answer")]
)
def test_a_patch_that_no_longer_fits_stops_the_build(packages: Path, file: str, old: str) -> None:
    with pytest.raises(RecipeError, match="has changed"):
        Recipe(patches=(Patch(file, old, "42"),)).apply(packages)


@pytest.mark.parametrize("package", FORBIDDEN)
def test_what_the_runtime_brings_or_we_refuse_stops_the_build(packages: Path, package: str) -> None:
    (packages / package).mkdir()
    with pytest.raises(RecipeError, match=package):
        Recipe().apply(packages)


def test_a_program_in_a_package_is_shipped_beside_the_packages_though_the_package_is_not(packages: Path) -> None:
    Recipe(drop=("lib",), moves=(Move("lib/data.json", "bin/tool"), Move("lib/testing", "share/lib"))).apply(packages)
    assert (packages.parent / "bin/tool").stat().st_mode & 0o777 == 0o755
    assert (packages.parent / "share/lib/__init__.py").is_file()
    assert not (packages / "lib").exists()


def test_what_is_to_be_moved_and_is_not_there_stops_the_build(packages: Path) -> None:
    with pytest.raises(RecipeError, match=r"lib/gone"):
        Recipe(moves=(Move("lib/gone", "bin/gone"),)).apply(packages)


def test_a_file_of_an_npm_package_is_unpacked_if_it_is_the_one_that_was_examined(packages: Path) -> None:
    nodes = packages.parent / "node_modules"
    (nodes / "data").mkdir(parents=True)
    (nodes / "data/spa.gz").write_bytes(gzip.compress(b"Spanish"))
    examined = hashlib.sha256(b"Spanish").hexdigest()
    Unpacked("data/spa.gz", "share/spa", examined).apply(packages, nodes)
    assert (packages.parent / "share/spa").read_bytes() == b"Spanish"
    with pytest.raises(RecipeError, match="not the file that was examined"):
        Unpacked("data/spa.gz", "share/spa", "0" * 64).apply(packages, nodes)
    with pytest.raises(RecipeError, match="make install"):
        Unpacked("data/deu.gz", "share/deu", examined).apply(packages, nodes)
