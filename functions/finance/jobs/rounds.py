"""Rounds over the documents of all companies."""

from functions.finance.providers.rounds import Rounds
from functions.finance.schemas.rounds import ReminderReport, SweepReport
from shared.core.function import every


@every("rate(10 minutes)")
def sweep_stuck_documents(rounds: Rounds) -> SweepReport:
    """Set documents going again whose execution was lost."""
    return rounds.sweep()


@every("cron(0 12 * * ? *)")
def remind_of_due_bills(rounds: Rounds) -> ReminderReport:
    """Announce bills that are due within three days, at seven in the morning in Bogotá."""
    return rounds.remind()
