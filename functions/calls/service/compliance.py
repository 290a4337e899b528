"""Who may be called: wishes, consents and lists, as people keep them, and what was decided."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from functions.calls.domain.numbers import is_e164
from functions.calls.schemas.compliance import (
    ConsentDraft,
    ConsentView,
    DecisionView,
    Forgotten,
    ImportDraft,
    ListName,
    NumberView,
    PlaceDraft,
    PlaceView,
    Removal,
    SnapshotView,
    WishDraft,
    WishView,
)
from shared.contact.rules import ContactRules
from shared.core.clock import Now
from shared.core.errors import BadRequest, Conflict, NotFound, Unprocessable
from shared.schemas.pages import Page, from_cursor

_ALL = 100


class Wishes(Protocol):
    """Wishes, consents and places of one company's people; rows come back with the names of their columns."""

    def suppress(self, number: str, **columns: Any) -> Any: ...
    def lift(self, suppression_id: UUID, **columns: Any) -> Any: ...
    def suppressions(self, number: str | None, *, current: bool, before: UUID | None, limit: int) -> Sequence[Any]: ...
    def consent(self, number: str, **columns: Any) -> Any: ...
    def withdraw(self, consent_id: UUID, **columns: Any) -> Any: ...
    def consents(self, number: str | None, *, before: UUID | None, limit: int) -> Sequence[Any]: ...
    def place(self, number: str, **columns: Any) -> Any: ...
    def place_of(self, number: str) -> Any | None: ...
    def forget(self, number: str) -> int: ...
    def number_of(self, lead_id: UUID) -> str | None: ...


class PeopleDesk:
    """Wishes, consents and places of one company's people."""

    def __init__(self, wishes: Wishes, now: Now) -> None:
        self.wishes = wishes
        self.now = now

    def add(self, number: str, *, reason: str, lead_id: UUID | None, call_id: UUID | None, at: datetime) -> None:
        """Put a number on the do-not-call list, as somebody said in a call; harmless when it is there."""
        said = {"wrong_person": "wrong_number"}.get(reason, reason)
        self.wishes.suppress(number, reason=said, channel="call", lead_id=lead_id, said_in=call_id, since=at)

    def suppress(self, draft: WishDraft, *, by: UUID) -> WishView:
        """Put a number on the do-not-call list; one that is there for this reason stays as it is."""
        self._refuse_unknown(draft.lead_id)
        told = draft.model_dump(exclude={"number"})
        return _wish(self.wishes.suppress(draft.number, **told, since=self.now(), added_by=by))

    def lift(self, suppression_id: UUID, removal: Removal, *, by: UUID) -> WishView:
        """Take a wish off the list, with the reason; what it was stays written."""
        row = self.wishes.lift(suppression_id, removed_at=self.now(), removed_by=by, removal_reason=removal.reason)
        return _wish(row)

    def list(self, number: str | None, *, current: bool, limit: int, cursor: str | None) -> Page[WishView]:
        rows = self.wishes.suppressions(number, current=current, before=from_cursor(cursor), limit=limit + 1)
        return Page.of([_wish(row) for row in rows], limit=limit, key=lambda wish: wish.suppression_id)

    def about(self, number: str) -> NumberView:
        """What stands about a number."""
        wishes = [_wish(row) for row in self.wishes.suppressions(number, current=True, before=None, limit=_ALL)]
        consents = self.wishes.consents(number, before=None, limit=_ALL)
        place = self.wishes.place_of(number)
        return NumberView(
            suppressed=bool(wishes),
            suppressions=wishes,
            consents=[_consent(row) for row in consents],
            place=PlaceView.model_validate(place, from_attributes=True) if place else None,
        )

    def consent(self, draft: ConsentDraft, *, by: UUID) -> ConsentView:
        """Record what a person agreed to.

        Raises:
            BadRequest: it is of the future.
        """
        now = self.now()
        if draft.given_at > now:
            raise BadRequest("A consent is given before it is recorded.")
        self._refuse_unknown(draft.lead_id)
        told = draft.model_dump(exclude={"number"})
        return _consent(self.wishes.consent(draft.number, **told, recorded_at=now, recorded_by=by))

    def withdraw(self, consent_id: UUID, *, by: UUID) -> ConsentView:
        """End a consent, as the person wishes; harmless when it has ended."""
        return _consent(self.wishes.withdraw(consent_id, withdrawn_at=self.now(), withdrawn_by=by))

    def consents(self, number: str | None, *, limit: int, cursor: str | None) -> Page[ConsentView]:
        rows = self.wishes.consents(number, before=from_cursor(cursor), limit=limit + 1)
        return Page.of([_consent(row) for row in rows], limit=limit, key=lambda consent: consent.consent_id)

    def place(self, draft: PlaceDraft, *, by: UUID) -> PlaceView:
        """Say where a person is."""
        row = self.wishes.place(
            draft.number, **draft.model_dump(exclude={"number"}), stated_at=self.now(), stated_by=by
        )
        return PlaceView.model_validate(row, from_attributes=True)

    def forget(self, number: str) -> Forgotten:
        """Remove a number wherever it stands as itself; its hash stays, so that a wish not to be called holds."""
        return Forgotten(numbers=self.wishes.forget(number))

    def number_of(self, lead_id: UUID) -> str:
        """The number of a lead.

        Raises:
            Conflict: the lead has none.
        """
        number = self.wishes.number_of(lead_id)
        if number is None:
            raise Conflict("This lead has no number.")
        return number

    def _refuse_unknown(self, lead_id: UUID | None) -> None:
        if lead_id is None:
            return
        try:
            self.wishes.number_of(lead_id)
        except NotFound:
            raise Unprocessable("There is no such lead.") from None


class Lists(Protocol):
    """Copies of exclusion lists of one company."""

    def begin(self, list_name: str, *, snapshot_at: datetime, at: datetime, by: UUID) -> Any: ...
    def resume(self, import_id: UUID) -> Any: ...
    def add(self, snapshot: Any, numbers: Sequence[str]) -> int: ...
    def complete(self, snapshot: Any, *, at: datetime) -> None: ...
    def newest(self, list_name: str | None, *, before: UUID | None, limit: int) -> Sequence[Any]: ...


class ListDesk:
    """Copies of exclusion lists of one company."""

    def __init__(self, lists: Lists, rules: ContactRules, now: Now) -> None:
        self.lists = lists
        self.rules = rules
        self.now = now

    def take(self, list_name: ListName, draft: ImportDraft, *, by: UUID) -> SnapshotView:
        """Take in a list, or a part of one; lines that are no numbers are counted, not kept.

        Raises:
            BadRequest: the list is of the future, or empty of numbers at its end.
            Conflict: the import is complete, or another list's.
        """
        now = self.now()
        if draft.snapshot_at > now:
            raise BadRequest("A list is taken from its keeper before it is imported.")
        if draft.import_id is None:
            snapshot = self.lists.begin(list_name, snapshot_at=draft.snapshot_at, at=now, by=by)
        else:
            snapshot = self._resumed(draft.import_id, list_name)
        good = [number for line in draft.numbers if is_e164(number := line.strip())]
        added = self.lists.add(snapshot, good)
        snapshot.numbers += added
        snapshot.refused += len(draft.numbers) - len(good)
        snapshot.repeated += len(good) - added
        if draft.complete:
            if not snapshot.numbers:
                raise BadRequest("The list holds no number in E.164 form, like +573001234567.")
            self.lists.complete(snapshot, at=now)
        return self._view(snapshot)

    def newest(self, list_name: ListName | None, *, limit: int, cursor: str | None) -> Page[SnapshotView]:
        rows = self.lists.newest(list_name, before=from_cursor(cursor), limit=limit + 1)
        return Page.of([self._view(row) for row in rows], limit=limit, key=lambda one: one.import_id)

    def _resumed(self, import_id: UUID, list_name: ListName) -> Any:
        snapshot = self.lists.resume(import_id)
        if snapshot.completed_at or snapshot.list_name != list_name:
            raise Conflict("This import is complete, or of another list.")
        return snapshot

    def _view(self, row: Any) -> SnapshotView:
        limits = [rule.max_age_days for rule in self.rules.registries if rule.registry == row.list_name]
        stale_at = row.snapshot_at + timedelta(days=min(limits))
        told = {name: getattr(row, name) for name in SnapshotView.model_fields if hasattr(row, name)}
        return SnapshotView(import_id=row.id, stale_at=stale_at, stale=stale_at < self.now(), **told)


class Decisions(Protocol):
    """What the gate decided for one company."""

    def newest(self, *, number: str | None, before: UUID | None, limit: int, **columns: Any) -> Sequence[Any]: ...


class DecisionDesk:
    """What the gate decided for one company."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions

    def newest(
        self, number: str | None, lead_id: UUID | None, call_id: UUID | None, *, limit: int, cursor: str | None
    ) -> Page[DecisionView]:
        before = from_cursor(cursor)
        rows = self.decisions.newest(number=number, lead_id=lead_id, call_id=call_id, before=before, limit=limit + 1)
        return Page.of([_decision(row) for row in rows], limit=limit, key=lambda decision: decision.decision_id)


def _wish(row: Any) -> WishView:
    return WishView.model_validate(_columns(row, WishView) | {"suppression_id": row.id})


def _consent(row: Any) -> ConsentView:
    return ConsentView.model_validate(_columns(row, ConsentView) | {"consent_id": row.id})


def _decision(row: Any) -> DecisionView:
    return DecisionView.model_validate(_columns(row, DecisionView) | {"decision_id": row.id})


def _columns(row: Any, view: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in view.model_fields if hasattr(row, name)}
