"""Who sees a person's assessment: that person, and a professional while a grant holds. No role sees more.

Where it says None, there is nothing there: the answer is the same as for an id that does not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

LONGEST_GRANT = timedelta(days=30)

Sight = Literal["everything", "scores"]


class GrantRefusedError(ValueError):
    """A grant that cannot be given."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """That somebody lets a professional see one assessment's scores for a while."""

    assessment_id: UUID
    professional_id: UUID
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None = None

    def is_in_force(self, at: datetime) -> bool:
        """Whether it holds at this moment; its end is not in it."""
        return self.given_at <= at < (self.until if self.withdrawn_at is None else min(self.until, self.withdrawn_at))


def granted(assessment_id: UUID, *, owner_id: UUID, professional_id: UUID, at: datetime, until: datetime) -> Grant:
    """A grant given now by the person whose assessment it is.

    Raises:
        GrantRefusedError: it ends before it begins or after more than 30 days, or is to oneself.
    """
    if not at < until <= at + LONGEST_GRANT:
        raise GrantRefusedError(f"a grant ends later, and within {LONGEST_GRANT.days} days")
    if professional_id == owner_id:
        raise GrantRefusedError("people see their own assessments without a grant")
    return Grant(assessment_id=assessment_id, professional_id=professional_id, given_at=at, until=until)


def sight_of(
    assessment_id: UUID, *, owner_id: UUID, viewer_id: UUID, grants: Iterable[Grant], at: datetime
) -> Sight | None:
    """What somebody sees of an assessment; None if nothing, not even that it exists.

    Args:
        assessment_id: of what is to be seen.
        owner_id: whose it is.
        viewer_id: who wants to see it, whatever their role.
        grants: of the owner, in force or not.
        at: now.
    """
    if viewer_id == owner_id:
        return "everything"
    for grant in grants:
        if (grant.assessment_id, grant.professional_id) == (assessment_id, viewer_id) and grant.is_in_force(at):
            return "scores"
    return None
