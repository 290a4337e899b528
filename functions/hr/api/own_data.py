"""Everything about the caller, who looked at it, and its deletion."""

from functions.hr.providers.personal import OwnData
from functions.hr.schemas.own_data import Deletion, Export, LookView
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import delete, get
from shared.schemas.pages import Cursor, Limit, Page


@get("/hr/me/export", scope=Scope.HR_SELF)
def export_own_data(caller: Caller, own: OwnData) -> Export:
    """Everything that is kept of the caller."""
    return own.export(caller)


@get("/hr/me/views", scope=Scope.HR_SELF)
def list_views(caller: Caller, own: OwnData, limit: Limit = 50, cursor: Cursor = None) -> Page[LookView]:
    """Who looked at what is the caller's, last first; the caller too."""
    return own.looked(caller, limit=limit, cursor=cursor)


@delete("/hr/me", scope=Scope.HR_SELF, status=200)
def delete_own_data(caller: Caller, own: OwnData) -> Deletion:
    """Make everything of the caller's unreadable at once, for everybody and for good."""
    return own.delete(caller)
