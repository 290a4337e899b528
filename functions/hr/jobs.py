"""Scheduled jobs of the HR agent."""

from functions.hr.providers.monitors import MonitorRound
from functions.hr.providers.retention import Retention
from functions.hr.schemas.models import MonitorReport
from functions.hr.schemas.retention import RetentionReport
from shared.core.function import every


@every("rate(1 day)", timeout=300)
def purge_personal_data(retention: Retention) -> RetentionReport:
    """Delete the rows of people who deleted themselves, and answers that are older than they may be."""
    return retention.purge()


@every("cron(0 7 * * ? *)", timeout=900, layers=("base", "ml"), memory=1024)
def watch_models(rounds: MonitorRound) -> MonitorReport:
    """Look once at each wave that is over, if 200 people agreed: whether they moved, and how estimates fit answers."""
    return rounds.watch()
