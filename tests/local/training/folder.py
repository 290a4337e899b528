"""Where the data are that training reads: they are not part of the repository."""

import os
from pathlib import Path

import pytest

NAMED_BY = "HR_DATA"


def data() -> Path:
    """The folder; without it the test is skipped."""
    folder = os.environ.get(NAMED_BY)
    if not folder:
        pytest.skip(f"{NAMED_BY} names no folder with the survey and the employees: nothing to train on")
    return Path(folder)
