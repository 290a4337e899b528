"""Scheduled jobs of the HR agent."""

from functions.hr.providers.retention import Retention
from functions.hr.schemas.retention import RetentionReport
from shared.core.function import every


@every("rate(1 day)", timeout=300)
def purge_personal_data(retention: Retention) -> RetentionReport:
    """Delete the rows of people who deleted themselves, and answers that are older than they may be."""
    return retention.purge()
