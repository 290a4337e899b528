"""These tests need the packages of the documents layer; where they are not installed there is nothing to test."""

from importlib.util import find_spec

collect_ignore_glob = [] if all(map(find_spec, ("lxml", "pikepdf", "pypdfium2"))) else ["test_*.py"]
