"""How a company calls without a campaign, as people set it up."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.calls.schemas.company import CompanyCallsDraft, CompanyCallsView
from functions.calls.service.campaigns import refuse_unspeakable
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import NotFound


class Versions(Protocol):
    """The versions of one company."""

    def newest(self) -> CompanyCallsView | None:
        """The one that counts."""

    def add(self, draft: CompanyCallsDraft, *, made_by: UUID, made_at: datetime) -> CompanyCallsView:
        """A new one."""


class CompanyService:
    """How one company calls without a campaign.

    Args:
        versions: of the company.
        now: the clock.
    """

    def __init__(self, versions: Versions, now: Now) -> None:
        self.versions = versions
        self.now = now

    def set(self, draft: CompanyCallsDraft, by: Caller) -> CompanyCallsView:
        """Make a new version, which counts from now on; who makes it approves what is said.

        Raises:
            Unprocessable: its words break a duty.
        """
        refuse_unspeakable(draft.script)
        return self.versions.add(draft, made_by=by.id, made_at=self.now())

    def view(self) -> CompanyCallsView:
        """The version that counts.

        Raises:
            NotFound: there is none, so no call is made without a campaign.
        """
        found = self.versions.newest()
        if found is None:
            raise NotFound("This company calls with campaigns only.")
        return found
