"""No correction without a test of its name, so that each can be dropped when MiniStack has made up for it."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CORRECTIONS = HERE.parents[2] / "local/emulator/corrections/__init__.py"


def corrections() -> list[str]:
    """Read and not imported: what they correct is installed in the emulator's environment only."""
    (names,) = [
        statement.value
        for statement in ast.parse(CORRECTIONS.read_text()).body
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "CORRECTIONS"
    ]
    assert isinstance(names, ast.Tuple)
    return [ast.unparse(name) for name in names.elts]


@pytest.mark.parametrize("correction", corrections())
def test_a_correction_has_a_test_of_its_name(correction: str) -> None:
    tests = [
        statement.name
        for file in HERE.glob("test_*.py")
        for statement in ast.parse(file.read_text()).body
        if isinstance(statement, ast.FunctionDef)
    ]
    assert [name for name in tests if name.startswith(f"test_{correction}_")]
