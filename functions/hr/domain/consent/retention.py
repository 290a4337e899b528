"""How long what people answered is kept.

Source: our design; for audit, art. 26 of the EU AI Act.
"""

import calendar
from datetime import date, timedelta
from typing import Literal

Kept = Literal["answers", "team_results", "audit"]

MONTHS: dict[Kept, int] = {"answers": 24, "team_results": 60, "audit": 6}
"""Answers go first, their scores stay; team results go after five years; audit is kept this long at least."""


def kept_until(kind: Kept, since: date) -> date:
    """The first day on which it is no longer needed: the same day of a later month, or that month's last."""
    months = since.year * 12 + since.month - 1 + MONTHS[kind]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(since.day, calendar.monthrange(year, month + 1)[1]))


def kept_since(kind: Kept, today: date) -> date:
    """The first day of what is still needed: everything from it on has `kept_until` after today."""
    since = today.replace(day=1)
    for _ in range(MONTHS[kind]):
        since = (since - timedelta(days=1)).replace(day=1)
    while kept_until(kind, since) <= today:
        since += timedelta(days=1)
    return since
