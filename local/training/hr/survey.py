"""The reference survey: answers of US federal staff, 2018, as drivers and an intention."""

import csv
import gzip
import hashlib
import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from functions.hr.domain.instruments.catalogue import published
from functions.hr.domain.scoring.learning import DRIVERS

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

FILE = "fevs2018_subset.csv.gz"
SHA256 = "d55c55fc868d98aa326550d3cc60bbbc67974b7d69c645d682ead42237cdf354"
AUDITED = {"DSEX": "sex", "DMINORITY": "minority", "DSUPER": "supervisor", "DFEDTEN": "tenure"}
"""Columns for the table of groups. None of them is ever a feature."""


class DataError(Exception):
    """The folder does not hold the data that the training is written for."""


@dataclass(frozen=True)
class Survey:
    """People who answered.

    Attributes:
        drivers: a row per person, 0 to 100, in the product's order of drivers.
        leaves: whether somebody thinks of taking another job.
        organisations: of each.
        groups: name of an audited attribute → the value of each.
    """

    drivers: Floats
    leaves: Integers
    organisations: NDArray[np.str_]
    groups: dict[str, NDArray[np.str_]]

    @cached_property
    def rows(self) -> Integers:
        return np.arange(len(self.leaves))


def read(folder: Path) -> Survey:
    """Read the survey.

    Raises:
        DataError: the file is absent or another one.
    """
    columns = _columns(verified(folder / FILE, SHA256))
    return Survey(
        drivers=np.column_stack([_driver(columns, items) for items in _items().values()]),
        leaves=(columns["my_leaving"] == "yes").astype(np.int64),
        organisations=columns["AGENCY"],
        groups={name: _named(columns[column]) for column, name in AUDITED.items()},
    )


def verified(path: Path, sha256: str) -> bytes:
    """The content of a file, if it is the one that is meant.

    Raises:
        DataError: it is absent or another one.
    """
    if not path.is_file():
        raise DataError(f"{path} is not there.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DataError(f"{path} is not the file that the figures are of.")
    return content


def _columns(packed: bytes) -> dict[str, NDArray[np.str_]]:
    lines = csv.reader(io.StringIO(gzip.decompress(packed).decode()))
    names = next(lines)
    return dict(zip(names, map(np.array, zip(*lines, strict=True)), strict=True))


def _items() -> dict[str, list[str]]:
    """Driver → columns of its items, from the instrument that people are asked with."""
    fevs = next(one for one in published().instruments if one.id == "fevs")
    columns: dict[str, list[str]] = {driver: [] for driver in DRIVERS}
    for item in fevs.items:
        columns[str(item.subscale)].append(item.id.replace("fevs.", "Q"))
    return columns


def _named(values: NDArray[np.str_]) -> NDArray[np.str_]:
    """Values as one word each: ``ten_years_or_fewer``."""
    return np.array([re.sub(r"\W+", "_", value.lower()) for value in values.tolist()])


def _driver(columns: dict[str, Any], items: list[str]) -> Floats:
    answers = np.column_stack([columns[item].astype(np.float64) for item in items])
    driver: Floats = ((answers - 1) * 25).mean(axis=1)
    return driver
