from pathlib import Path

import pytest

from layers.recipe import FORBIDDEN, Patch, Recipe, RecipeError


@pytest.fixture
def packages(tmp_path: Path) -> Path:
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
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("answer = 41  # 41 is wrong\n")
    return tmp_path


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
