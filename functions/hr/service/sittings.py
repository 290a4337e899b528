"""Use cases: let people in by links, each once, for as long as they sit there and may."""

from datetime import timedelta
from uuid import UUID

from functions.hr.domain.entrances import Entrance
from functions.hr.domain.invitations import CompanySecret
from functions.hr.schemas.waves import InvitationView
from functions.hr.service.ports import Audit, Invitations, People
from shared.auth.caller import Caller
from shared.auth.scopes import SCOPES_OF_ROLE, Role, Scope
from shared.core.clock import Now
from shared.core.errors import NotFound


class SittingService:
    """The links of one kind and one company, and what is begun with them.

    Args:
        entrance: where the links lead.
        people: who they are.
        invitations: the links, as they are kept.
        audit: keeps who let whom in.
        base_url: of the pages, which read the secret behind ``#``: no server's log has it.
        now: the clock.
    """

    def __init__(
        self, entrance: Entrance, people: People, invitations: Invitations, *, audit: Audit, base_url: str, now: Now
    ) -> None:
        self.entrance = entrance
        self.people = people
        self.invitations = invitations
        self.audit = audit
        self.base_url = base_url
        self.now = now

    def link(self, user_id: UUID, expires_in: timedelta, by: Caller) -> InvitationView:
        """Make a link for a person; the one that they had before ends, and what was begun with it."""
        expires_at = self.now() + expires_in
        token = self.entrance.link.new(by.company_id)
        self.invitations.end(user_id, self.now())
        self.invitations.add(user_id, token.digest, expires_at=expires_at, by=by.id)
        self.audit.note(f"{self.entrance.audited}.made", actor=by.id, subject=user_id)
        url = f"{self.base_url}{self.entrance.page}#{token.text}"
        return InvitationView(user_id=user_id, url=url, expires_at=expires_at)

    def redeem(self, link: CompanySecret) -> UUID:
        """The person whom a link lets in, for the last time.

        Raises:
            NotFound: it is unknown, used or over, or the person may not go there any more: the answer is the same.
        """
        user_id = self.invitations.usable(link.digest, self.now())
        if user_id is None or self._caller(user_id, link.company_id) is None:
            raise NotFound("This link does not work, or no longer.")
        self.invitations.use(link.digest, self.now())
        self.audit.note(f"{self.entrance.audited}.used", actor=user_id, subject=user_id)
        return user_id

    def sit_down(self, link: CompanySecret) -> CompanySecret:
        """Exchange a link, once, for a sitting of the person whom it lets in.

        Raises:
            NotFound: as of `redeem`.
        """
        self.redeem(link)
        sitting = self.entrance.sitting.new(link.company_id)
        self.invitations.sit_down(link.digest, sitting.digest, self.now() + self.entrance.sits_for)
        return sitting

    def sitting(self, token: CompanySecret) -> Caller | None:
        """Who sits there, if they still may; with nothing but the scope of the entrance."""
        user_id = self.invitations.sitting(token.digest, self.now())
        return self._caller(user_id, token.company_id) if user_id else None

    def came_by(self, sitting: CompanySecret, link: CompanySecret) -> bool:
        """Whether somebody sits there who came by this very link."""
        at = self.now()
        return self.sitting(sitting) is not None and self.invitations.led_to(link.digest, sitting.digest, at)

    def stand_up(self, token: CompanySecret) -> None:
        """End a sitting."""
        self.invitations.stand_up(token.digest)

    def _caller(self, user_id: UUID, company_id: UUID) -> Caller | None:
        role, scope = self.people.role(user_id), Scope(self.entrance.scope)
        if role is None or scope not in SCOPES_OF_ROLE[Role(role)]:
            return None
        return Caller(id=user_id, company_id=company_id, role=Role(role), scopes=frozenset({scope}))
