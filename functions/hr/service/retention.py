"""Use case: keep nothing longer than it is needed."""

from datetime import UTC, datetime, time, timedelta

from functions.hr.domain.consent.retention import kept_since
from functions.hr.schemas.retention import RetentionReport
from functions.hr.service.ports import Purging
from shared.core.clock import Now

DRAFTS = timedelta(days=30)
REQUESTS = timedelta(days=1)
"""As long as any ``Idempotency-Key`` is remembered."""


class RetentionService:
    """What is kept of all companies' people.

    Args:
        kept: as it is kept.
        now: the clock.
    """

    def __init__(self, kept: Purging, now: Now) -> None:
        self.kept = kept
        self.now = now

    def purge(self) -> RetentionReport:
        """Delete what nobody can read any more, answers after 24 months, drafts after 30, members after their wave."""
        now = self.now()
        oldest = datetime.combine(kept_since("answers", now.astimezone(UTC).date()), time(), UTC)
        return RetentionReport(
            people=self.kept.purge_deleted(),
            answers=self.kept.forget_answers(oldest),
            drafts=self.kept.forget_drafts(now - DRAFTS),
            requests=self.kept.forget_requests(now - REQUESTS),
            members=self.kept.forget_members(now),
        )
