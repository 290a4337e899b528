"""Reason codes in words, for people who read Spanish or English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from functions.finance.domain.reasons import ReasonCode

Language = Literal["es", "en"]

_FILE = Path(__file__).with_name("reason_texts.toml")


def text_of(code: ReasonCode) -> Mapping[Language, str]:
    """One sentence per language; the detail of the finding has the values."""
    return _texts()[code]


@cache
def _texts() -> Mapping[ReasonCode, Mapping[Language, str]]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {ReasonCode(code): texts for code, texts in table.items()}
