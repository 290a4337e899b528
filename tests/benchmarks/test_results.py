"""A run is kept as JSON and comes back as it was."""

from pathlib import Path

from benchmarks.results import Results
from tests.benchmarks.builders import MACHINE, results


def test_a_run_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "bench.json"
    for run in (results(), Results(MACHINE)):
        run.write(file)
        assert Results.read(file) == run


def test_the_same_figures_make_the_same_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    results().write(one)
    results(warm=dict(reversed(results().warm.items()))).write(other)
    assert one.read_bytes() == other.read_bytes()
