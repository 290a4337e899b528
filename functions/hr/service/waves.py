"""Use cases: when people are asked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from functions.hr.domain.instruments.catalogue import Catalogue
from functions.hr.domain.instruments.instrument import LOCALES
from functions.hr.domain.records import KeptWave
from functions.hr.domain.scoring.waves import Wave, month_of, refuse_too_soon
from functions.hr.domain.teams.ledger import SMALLEST_GROUP
from functions.hr.schemas.waves import WaveDraft, WaveView
from functions.hr.service.ports import Audit, People, Waves
from functions.hr.service.refusals import NoOpenWave, invalid
from shared.auth.caller import Caller
from shared.core.clock import Now
from shared.core.errors import Conflict
from shared.schemas.pages import Page, from_cursor


class WaveService:
    """The waves of one company.

    Args:
        waves: as they are kept.
        people: where the company is.
        catalogue: what can be asked.
        audit: keeps who set one.
        now: the clock.
    """

    def __init__(self, waves: Waves, people: People, catalogue: Catalogue, audit: Audit, now: Now) -> None:
        self.waves = waves
        self.people = people
        self.catalogue = catalogue
        self.audit = audit
        self.now = now

    def open_now(self) -> KeptWave:
        """The wave that answers of now count in; of a company that has set none, the calendar month.

        Raises:
            NoOpenWave: the company has set waves, and none of them is open.
        """
        at = self.now()
        found = self.waves.open_at(at)
        if found:
            return found
        self.waves.lock()
        return self.waves.open_at(at) or self._month(at)

    def set(self, draft: WaveDraft, by: Caller) -> WaveView:
        """Set a wave; from the first one on, people are asked in waves alone, no longer every month.

        Raises:
            Conflict: another wave is open then, or opened less than 28 days before or after.
            Unprocessable: it is over already.
        """
        if draft.closes_at <= self.now():
            raise invalid("/closesAt", "is over already", "past")
        self.waves.lock()
        period = Wave(draft.opens_at, draft.closes_at)
        before, after = self.waves.before(draft.opens_at), self.waves.after(draft.opens_at)
        try:
            if before:
                refuse_too_soon(before.period, period)
            if after:
                refuse_too_soon(period, after.period)
        except ValueError as error:
            raise Conflict(f"This wave cannot be set: {error}.", code="too_soon") from None
        wave = self.waves.add(period, self._definitions(draft.opens_at), configured=True, k=draft.k)
        self.audit.note("wave.set", actor=by.id, subject=wave.id, k=draft.k)
        return self._shown(wave)

    def newest(self, *, limit: int, cursor: str | None) -> Page[WaveView]:
        """A page of waves, the last that was made first."""
        found = self.waves.newest(before=from_cursor(cursor), limit=limit + 1)
        views = [self._shown(wave) for wave in found]
        return Page[WaveView].of(views, limit=limit, key=lambda view: view.wave_id)

    def current(self) -> WaveView:
        """The wave that is open.

        Raises:
            NoOpenWave: none is.
        """
        return self._shown(self.open_now())

    def _month(self, at: datetime) -> KeptWave:
        if self.waves.has_configured():
            following = self.waves.after(at)
            opens = following.period.opens.isoformat() if following else None
            raise NoOpenWave("No wave is open.", opens_at=opens)
        month = month_of(at, self.people.place().zone)
        return self.waves.add(month, self._definitions(at), configured=False, k=SMALLEST_GROUP)

    def _definitions(self, at: datetime) -> Sequence[str]:
        on = at.astimezone(self.people.place().zone).date()
        return sorted({one.stamp for locale in LOCALES for one in self.catalogue.offered(locale, on)})

    def _shown(self, wave: KeptWave) -> WaveView:
        return WaveView(
            wave_id=wave.id,
            opens_at=wave.period.opens,
            closes_at=wave.period.closes,
            open=wave.period.is_open(self.now()),
            configured=wave.configured,
            questionnaires=list(wave.definitions),
            k=wave.k,
            roster_frozen_at=wave.roster_frozen_at,
        )


def definition_in(wave: KeptWave, questionnaire_id: str) -> str | None:
    """The version of a questionnaire that a wave asks."""
    return next((stamp for stamp in wave.definitions if stamp.partition("@")[0] == questionnaire_id), None)


def is_of(wave: KeptWave, wave_id: UUID | None) -> bool:
    """Whether answers that name a wave, or none, are meant for this one."""
    return wave_id in (None, wave.id)
