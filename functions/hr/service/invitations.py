"""Use cases: invite people to answer without signing in, and let each in once."""

from datetime import timedelta
from uuid import UUID

from functions.hr.domain.invitations import SITTING, InvitationToken, SittingToken
from functions.hr.schemas.waves import InvitationDraft, InvitationView, Invited
from functions.hr.service.ports import Audit, Invitations, People
from functions.hr.service.refusals import invalid
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import NotFound

PAGE = "/hr/answer"


class InvitationService:
    """The invitations of one company.

    Args:
        people: who they are.
        invitations: as they are kept.
        audit: keeps who invited whom.
        base_url: of the pages, which read the secret behind ``#``: no server's log has it.
        now: the clock.
    """

    def __init__(self, people: People, invitations: Invitations, audit: Audit, base_url: str, now: Now) -> None:
        self.people = people
        self.invitations = invitations
        self.audit = audit
        self.base_url = base_url
        self.now = now

    def invite(self, draft: InvitationDraft, by: Caller) -> Invited:
        """Make a link for each of some people; the links that they had before end.

        Raises:
            Unprocessable: one of them is nobody of the company; which, is not said.
        """
        members = list(dict.fromkeys(draft.member_ids))
        if self.people.active(members) != set(members):
            raise invalid("/memberIds", "names somebody who is no active person of the company", "unknown_member")
        expires_in = timedelta(days=draft.expires_in_days)
        return Invited(invitations=[self._link(member, expires_in, by) for member in members])

    def holder(self, token: InvitationToken) -> UUID:
        """The person whom a link lets in; the link still works.

        Raises:
            NotFound: it is unknown, used, or over: the answer is the same.
        """
        user_id = self.invitations.usable(token.digest, self.now())
        if user_id is None or user_id not in self.people.active([user_id]):
            raise NotFound("This link does not work, or no longer.")
        return user_id

    def redeem(self, token: InvitationToken) -> UUID:
        """The person whom a link lets in, for the last time.

        Raises:
            NotFound: it is unknown, used, or over.
        """
        user_id = self.holder(token)
        self.invitations.use(token.digest, self.now())
        self.audit.note("invitation.used", actor=user_id, subject=user_id)
        return user_id

    def sit_down(self, token: InvitationToken) -> SittingToken:
        """Exchange a link, once, for a sitting of the person whom it lets in.

        Raises:
            NotFound: it is unknown, used, or over.
        """
        self.redeem(token)
        sitting = SittingToken.new(token.company_id)
        self.invitations.sit_down(token.digest, sitting.digest, self.now() + SITTING)
        return sitting

    def sitting(self, token: SittingToken) -> UUID | None:
        """Who sits there, if it is still an active person."""
        user_id = self.invitations.sitting(token.digest, self.now())
        return user_id if user_id in self.people.active([user_id] if user_id else []) else None

    def came_by(self, sitting: SittingToken, link: InvitationToken) -> bool:
        """Whether somebody sits there who came by this very link."""
        at = self.now()
        return self.sitting(sitting) is not None and self.invitations.led_to(link.digest, sitting.digest, at)

    def stand_up(self, token: SittingToken) -> None:
        """End a sitting."""
        self.invitations.stand_up(token.digest)

    def _link(self, member: UUID, expires_in: timedelta, by: Caller) -> InvitationView:
        now = self.now()
        token = InvitationToken.new(by.company_id)
        self.invitations.end(member, now)
        self.invitations.add(member, token.digest, expires_at=now + expires_in, by=by.id)
        self.audit.note("invitation.made", actor=by.id, subject=member)
        return InvitationView(user_id=member, url=f"{self.base_url}{PAGE}#{token.text}", expires_at=now + expires_in)
