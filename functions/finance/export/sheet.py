"""A table before it is a file, and how its text is kept from being run.

A spreadsheet takes text that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, also after a tab or a line break,
and a supplier chooses its own name. Such text gets an apostrophe in front. Source: OWASP, CSV Injection.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | Decimal | int | date | None

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With their full-width forms, which some spreadsheets read alike."""


@dataclass(frozen=True)
class Sheet:
    """A table.

    Args:
        title: of the worksheet, at most 31 characters.
        columns: names.
        rows: as many cells as there are columns.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else text
