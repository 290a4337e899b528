"""Use cases: links that let people in without signing in: to their own answers, and to what may be told of teams."""

from datetime import timedelta

from functions.hr.schemas.waves import InvitationDraft, InvitationView, Invited
from functions.hr.service.ports import People
from functions.hr.service.refusals import invalid, require_person
from functions.hr.service.sittings import SittingService
from shared.auth.caller import Caller

OVERVIEW_LINK = timedelta(minutes=10)
"""How long a link to the pages about teams works: it is opened at once, by who made it."""


class InvitationService:
    """Who is let in, of one company.

    Args:
        people: who they are.
        sittings: lets them in.
    """

    def __init__(self, people: People, sittings: SittingService) -> None:
        self.people = people
        self.sittings = sittings

    def invite(self, draft: InvitationDraft, by: Caller) -> Invited:
        """Make a link for each of some people; the links that they had before end.

        Raises:
            Unprocessable: one of them is nobody of the company; which, is not said.
        """
        members = list(dict.fromkeys(draft.member_ids))
        if self.people.active(members) != set(members):
            raise invalid("/memberIds", "names somebody who is no active person of the company", "unknown_member")
        expires_in = timedelta(days=draft.expires_in_days)
        return Invited(invitations=[self.sittings.link(member, expires_in, by) for member in members])

    def open_overview(self, by: Caller) -> InvitationView:
        """Make a link for the caller alone.

        Raises:
            Forbidden: a program asks, which has no browser.
        """
        require_person(known=self.people.lock(by.id))
        return self.sittings.link(by.id, OVERVIEW_LINK, by)
