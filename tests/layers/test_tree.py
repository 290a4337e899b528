import threading
from pathlib import Path

import pytest

from layers.tree import digest, files_below, locked, replacing, unzipped_bytes


def test_a_digest_tells_apart_names_contents_and_their_borders(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    digests = [
        digest(["a"], [("x", one)]),
        digest(["a"], [("y", one)]),
        digest(["a"], [("x", two)]),
        digest(["a", "b"], [("x", one)]),
        digest(["ab"], [("x", one)]),
        digest(["a"], [("x", one), ("x", two)]),
    ]
    assert len(set(digests)) == len(digests)
    assert digest(["a"], [("x", one)]) == digests[0]


def test_a_complete_directory_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "place"
    for content in ("old", "new"):
        with replacing(place) as new:
            (new / content).write_text(content)
    assert [path.name for path in files_below(place)] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


def interrupt(place: Path) -> None:
    with replacing(place) as new:
        (new / "half").write_text("half")
        raise KeyboardInterrupt


def test_an_interrupted_build_leaves_the_old_directory_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "place"
    with replacing(place) as new:
        (new / "old").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        interrupt(place)
    assert [path.name for path in files_below(place)] == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


def test_modes_and_dates_do_not_depend_on_who_builds(tmp_path: Path) -> None:
    with replacing(tmp_path / "place") as new:
        (new / "folder").mkdir(mode=0o700)
        (new / "folder" / "module.py").touch(mode=0o600)
        (new / "folder" / "program").touch(mode=0o700)
    built = {path.name: path.stat() for path in (tmp_path / "place").rglob("*")}
    assert {name: stat.st_mode & 0o777 for name, stat in built.items()} == {
        "folder": 0o755,
        "module.py": 0o644,
        "program": 0o755,
    }
    assert {stat.st_mtime for stat in built.values()} == {315_619_200}


def test_the_weight_is_that_of_all_files_of_all_directories(tmp_path: Path) -> None:
    for folder, size in (("layer/python", 1000), ("asset/functions", 234)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "file").write_bytes(b"x" * size)
    assert unzipped_bytes(tmp_path / "layer", tmp_path / "asset") == 1234


def test_a_directory_is_built_by_one_at_a_time(tmp_path: Path) -> None:
    order: list[str] = []

    def build_second() -> None:
        with locked(tmp_path / "place"):
            order.append("second")

    second = threading.Thread(target=build_second)
    with locked(tmp_path / "place"):
        second.start()
        second.join(timeout=0.2)
        order.append("first")
    second.join(timeout=10)
    assert order == ["first", "second"]
