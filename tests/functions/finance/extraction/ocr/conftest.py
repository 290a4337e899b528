"""These tests see with the program of the documents layer, as a function does."""

import os
from collections.abc import Iterator

import pytest

from layers.build import put_on_path


@pytest.fixture(scope="session", autouse=True)
def _tesseract() -> Iterator[None]:
    """The layer's program first on the PATH, with one thread."""
    path = os.environ["PATH"]
    put_on_path("documents")
    os.environ["OMP_THREAD_LIMIT"] = "1"
    yield
    os.environ["PATH"] = path
