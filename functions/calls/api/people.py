"""Endpoints of who may be called: the do-not-call list, consents, and what is known of a number."""

from uuid import UUID

from functions.calls.domain.scripts import E164
from functions.calls.providers.erasing import Erasing
from functions.calls.providers.gate import People
from functions.calls.schemas.compliance import (
    ConsentDraft,
    ConsentView,
    Forgotten,
    NumberDraft,
    NumberView,
    PlaceDraft,
    PlaceView,
    Removal,
    WishDraft,
    WishView,
)
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post, put
from shared.schemas.pages import Cursor, Limit, Page


@post("/calls/do-not-call", scope=Scope.CALLS_COMPLIANCE, status=201)
def suppress_number(draft: WishDraft, people: People, caller: Caller) -> WishView:
    """Never contact a number again, in any campaign of the company."""
    return people.suppress(draft, by=caller.id)


@get("/calls/do-not-call", scope=Scope.CALLS_READ)
def list_suppressions(
    people: People, *, number: E164 | None = None, current: bool = True, limit: Limit = 50, cursor: Cursor = None
) -> Page[WishView]:
    """The do-not-call list, newest first; `current=false` shows what was removed, too."""
    return people.list(number, current=current, limit=limit, cursor=cursor)


@post("/calls/do-not-call/{suppression_id}/removal", scope=Scope.CALLS_COMPLIANCE, status=200)
def remove_suppression(suppression_id: UUID, removal: Removal, people: People, caller: Caller) -> WishView:
    """Take an entry off the list with a reason; what it was stays written."""
    return people.lift(suppression_id, removal, by=caller.id)


@post("/calls/consents", scope=Scope.CALLS_COMPLIANCE, status=201)
def record_consent(draft: ConsentDraft, people: People, caller: Caller) -> ConsentView:
    """Record what a person agreed to, with the text and the proof."""
    return people.consent(draft, by=caller.id)


@get("/calls/consents", scope=Scope.CALLS_READ)
def list_consents(
    people: People, number: E164 | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[ConsentView]:
    """Consents, newest first, with those that were withdrawn."""
    return people.consents(number, limit=limit, cursor=cursor)


@post("/calls/consents/{consent_id}/withdrawal", scope=Scope.CALLS_COMPLIANCE, status=200)
def withdraw_consent(consent_id: UUID, people: People, caller: Caller) -> ConsentView:
    """End a consent, as the person wishes."""
    return people.withdraw(consent_id, by=caller.id)


@get("/calls/people", scope=Scope.CALLS_READ)
def get_person(number: E164, people: People) -> NumberView:
    """What stands about a number: whether it is suppressed, its consents, and where the person is."""
    return people.about(number)


@put("/calls/people/place", scope=Scope.CALLS_COMPLIANCE)
def state_place(draft: PlaceDraft, people: People, caller: Caller) -> PlaceView:
    """Say where a person is; in the USA nobody is called whose state is not known."""
    return people.place(draft, by=caller.id)


@post("/calls/people/forget", scope=Scope.CALLS_COMPLIANCE, status=200)
def forget_number(draft: NumberDraft, erasing: Erasing, caller: Caller) -> Forgotten:
    """Remove a person: the number from lists, calls, leads and the carrier, and all that was said; a hash stays."""
    return erasing.forget(draft.number, by=caller.id)
