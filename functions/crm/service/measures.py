"""Use cases about measures for teams: take them because of an event, list them, and let a person decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from functions.crm.domain.measures import MeasureDecision, MeasureKind, TeamMeasure
from functions.crm.measure_schemas import MeasureFilter, MeasureTaken, MeasureView, TeamTask
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.clock import Now
from shared.core.errors import Conflict, NotFound
from shared.schemas.pages import Page, from_cursor


class Measures(Protocol):
    """The measures of one company; an `owner` sees those of the teams that are theirs, None sees all."""

    def has_team(self, team_id: UUID) -> bool:
        """Whether the company has this team."""

    def add(self, team_id: UUID, kind: MeasureKind, *, valid_until: datetime) -> UUID:
        """A new measure."""

    def newest(
        self, which: MeasureFilter, *, at: datetime, owner: UUID | None, before: UUID | None, limit: int
    ) -> Sequence[TeamMeasure]:
        """Measures, newest first."""

    def lock(self, measure_id: UUID, *, owner: UUID | None) -> TeamMeasure:
        """A measure, locked until the transaction ends, or `NotFound`."""

    def decide(
        self, measure_id: UUID, decision: MeasureDecision, /, *, by: UUID, at: datetime, reason: str | None
    ) -> None:
        """Keep what a person decided."""


class MeasuresService:
    """The measures of one company.

    That there is one tells that a team is under strain: who may see risks sees all, everybody else those of the teams
    that they own.

    Args:
        measures: where they are kept.
        now: the clock.
    """

    def __init__(self, measures: Measures, now: Now) -> None:
        self.measures = measures
        self.now = now

    def take(self, request: TeamTask, kind: MeasureKind) -> MeasureTaken:
        """Take a measure for a team until it ends by itself.

        Raises:
            NotFound: the company has no such team.
        """
        if not self.measures.has_team(request.team_id):
            raise NotFound("There is no such team.")
        return MeasureTaken(measure_id=self.measures.add(request.team_id, kind, valid_until=request.valid_until))

    def newest(self, which: MeasureFilter, by: Caller, *, limit: int, cursor: str | None) -> Page[MeasureView]:
        """A page of measures, newest first."""
        at = self.now()
        found = self.measures.newest(which, at=at, owner=_limited_to(by), before=from_cursor(cursor), limit=limit + 1)
        views = [MeasureView.of(measure, at) for measure in found]
        return Page[MeasureView].of(views, limit=limit, key=lambda view: view.measure_id)

    def decline(self, measure_id: UUID, by: Caller, reason: str) -> MeasureView:
        """End a measure that is not wanted, with the reason; declining it again changes nothing.

        Raises:
            NotFound: the caller sees no such measure.
            Conflict: it is done, or has ended.
        """
        return self._decide(self.measures.lock(measure_id, owner=_limited_to(by)), "declined", by, reason)

    def finish(self, measure_id: UUID, by: Caller) -> MeasureView:
        """Say that what a measure asks for is done; saying it again changes nothing.

        Raises:
            NotFound: the caller sees no such measure.
            Conflict: it is declined, has ended, or is a flag, which asks nobody to do anything.
        """
        measure = self.measures.lock(measure_id, owner=_limited_to(by))
        if measure.kind == "hold_back_leads":
            raise Conflict("This measure is a flag; decline it to end it before its time.")
        return self._decide(measure, "done", by, None)

    def _decide(self, measure: TeamMeasure, decision: MeasureDecision, by: Caller, reason: str | None) -> MeasureView:
        at = self.now()
        state = measure.state(at)
        if state not in {"active", decision}:
            raise Conflict(f"The measure is {state}; it stays as it is.", state=state)
        if state == "active":
            self.measures.decide(measure.id, decision, by=by.id, at=at, reason=reason)
        return MeasureView.of(self.measures.lock(measure.id, owner=None), at)


def _limited_to(by: Caller) -> UUID | None:
    return None if Scope.HR_RISKS in by.scopes else by.id
