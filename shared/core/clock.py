"""The time, as something a service is given, so that tests can choose it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from shared.core.inject import Depends


def utc_now() -> datetime:
    """Now, with its zone."""
    return datetime.now(UTC)


Now = Callable[[], datetime]


def clock() -> Now:
    """The real clock."""
    return utc_now


Clock = Annotated[Now, Depends(clock)]
