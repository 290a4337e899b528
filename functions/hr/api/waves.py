"""When people are asked, and invitations to those who do not sign in."""

from functions.hr.providers.invitations import CompanyInvitations
from functions.hr.providers.personal import CompanyWaves
from functions.hr.schemas.waves import InvitationDraft, Invited, WaveDraft, WaveView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post
from shared.schemas.pages import Cursor, Limit, Page


@post("/hr/waves", scope=Scope.HR_TEAMS)
def create_wave(draft: WaveDraft, caller: Caller, waves: CompanyWaves) -> WaveView:
    """Set a wave; from the first one on, people are asked in waves alone, no longer every month."""
    return waves.set(draft, caller)


@get("/hr/waves", scope=Scope.HR_TEAMS)
def list_waves(waves: CompanyWaves, limit: Limit = 50, cursor: Cursor = None) -> Page[WaveView]:
    """The company's waves, the last that was made first."""
    return waves.newest(limit=limit, cursor=cursor)


@get("/hr/waves/current", scope=(Scope.HR_SELF, Scope.HR_SUBMIT))
def get_current_wave(waves: CompanyWaves) -> WaveView:
    """The wave that answers of now count in; without any that somebody set, the calendar month."""
    return waves.current()


@post("/hr/invitations", scope=Scope.HR_TEAMS)
def invite_people(draft: InvitationDraft, caller: Caller, invitations: CompanyInvitations) -> Invited:
    """Make links with which people answer once without signing in; each is shown this once."""
    return invitations.invite(draft, caller)
