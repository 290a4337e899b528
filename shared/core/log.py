"""One JSON line per fact, with the ids that join lines: function, correlation_id, company_id. Never personal data."""

import traceback
from functools import cache

from aws_lambda_powertools import Logger

from shared.core.invocation import Invocation


@cache
def log() -> Logger:
    """The logger of this process."""
    return Logger(service="astramech", use_rfc3339=True, utc=True)


def identify(invocation: Invocation) -> None:
    """Put an invocation's ids on every following line."""
    log().append_keys(
        function=invocation.function,
        correlation_id=invocation.correlation_id,
        company_id=str(invocation.company_id) if invocation.company_id else None,
    )


def log_unexpected(error: BaseException) -> None:
    """Log where an unexpected error arose: its class and frames, not its message, which may quote a row or a body."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    log().error("unexpected error", error=f"{type(error).__module__}.{type(error).__qualname__}", frames=frames[-12:])
