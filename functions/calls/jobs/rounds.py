"""Rounds over the calls of all companies."""

from functions.calls.providers.rounds import DialRound, ReconcileRound, RetentionRound, StaleRound
from functions.calls.schemas.rounds import DialReport, ReconcileReport, RetentionReport, StaleReport
from shared.core.function import every

LONGEST = 180  # seconds: a round stops by itself before, and what it claimed nobody else dials meanwhile


@every("rate(1 minute)", timeout=LONGEST)
def dial_due_calls(rounds: DialRound) -> DialReport:
    """Let campaigns call who is due, and dial what waits in the queue."""
    return rounds.dial()


@every("rate(5 minutes)", timeout=LONGEST)
def reconcile_calls(rounds: ReconcileRound) -> ReconcileReport:
    """Ask the carrier for calls that should be over and of which nobody was told."""
    return rounds.reconcile()


@every("rate(1 hour)", timeout=LONGEST)
def remove_old_recordings(rounds: RetentionRound) -> RetentionReport:
    """Remove recordings and words whose time is over, every version; and what the carrier has not removed yet."""
    return rounds.remove()


@every("rate(1 hour)", timeout=LONGEST)
def warn_of_stale_registries(rounds: StaleRound) -> StaleReport:
    """Announce exclusion lists that have to be taken anew, a day before nobody may be called by them."""
    return rounds.warn()
