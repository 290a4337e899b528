"""What the use cases need from the outside; everything is of one company."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.hr.domain.consent.access import Grant
from functions.hr.domain.consent.purposes import Consent, Purpose
from functions.hr.domain.records import KeptAssessment, KeptDraft, KeptWave, Look, Place
from functions.hr.domain.scoring.waves import Wave


class People(Protocol):
    """People and programs."""

    def lock(self, user_id: UUID) -> bool:
        """Whether there is this active person; nobody else writes what is theirs until the transaction ends."""

    def has_program(self, caller_id: UUID) -> bool:
        """Whether a caller is a program."""

    def active(self, user_ids: Collection[UUID]) -> set[UUID]:
        """Those of them who are active people."""

    def role(self, user_id: UUID) -> str | None:
        """Of an active person; None for anybody else."""

    def names(self, user_ids: Collection[UUID]) -> dict[UUID, str]:
        """How people are called, by id."""

    def place(self) -> Place:
        """Where the company is."""


class Keys(Protocol):
    """Wrapped data keys of people."""

    def in_use(self, user_id: UUID) -> tuple[UUID, bytes] | None:
        """A person's key and how it is kept."""

    def add(self, user_id: UUID, wrapped: bytes) -> UUID:
        """Keep a new key."""

    def destroy(self, user_id: UUID, at: datetime) -> None:
        """Forget a person's key for good."""


class Audit(Protocol):
    """What has to be shown later."""

    def note(self, action: str, *, actor: UUID | None, subject: UUID | None, **details: Any) -> None:
        """Keep that something was done; ids and counts alone."""

    def about(self, user_id: UUID) -> Sequence[dict[str, Any]]:
        """What was done by a person or to them, oldest first."""


class Waves(Protocol):
    """Waves."""

    def lock(self) -> None:
        """Let nobody else add a wave until the transaction ends."""

    def open_at(self, at: datetime) -> KeptWave | None:
        """The wave that is open at a moment."""

    def has_configured(self) -> bool:
        """Whether somebody has ever set a wave."""

    def before(self, at: datetime) -> KeptWave | None:
        """The last that opens before a moment or at it."""

    def after(self, at: datetime) -> KeptWave | None:
        """The first that opens after a moment."""

    def add(self, period: Wave, definitions: Sequence[str], *, configured: bool, k: int) -> KeptWave:
        """Keep a new wave."""

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[KeptWave]:
        """Waves, the last that was made first."""

    def get(self, wave_id: UUID) -> KeptWave | None:
        """A wave."""


class Assessments(Protocol):
    """Assessments that can still be read."""

    def get(self, assessment_id: UUID) -> KeptAssessment | None:
        """An assessment, whose ever it is."""

    def current(self, user_id: UUID, wave_id: UUID, definition: str) -> KeptAssessment | None:
        """The one that counts of a person in a wave."""

    def previous(self, user_id: UUID, definition: str, before: UUID) -> KeptAssessment | None:
        """The last one that counts in an earlier wave than that of an assessment."""

    def newest(self, user_id: UUID, *, before: UUID | None, limit: int) -> Sequence[KeptAssessment]:
        """A person's, last first."""

    def all_of(self, user_id: UUID) -> Sequence[KeptAssessment]:
        """All of a person's, last first."""

    def add(self, one: KeptAssessment) -> None:
        """Keep a version; the one it supersedes counts no more."""

    def replace_outcome(self, assessment_id: UUID, outcome: bytes) -> None:
        """Put another sealed outcome in its place."""

    def retire_all(self, user_id: UUID, at: datetime) -> int:
        """None of a person's counts any more; how many there are."""

    def made_by(self, digest: str) -> UUID | None:
        """The assessment that a request made or found."""

    def remember(self, digest: str, assessment_id: UUID) -> None:
        """Keep which assessment a request made or found."""


class Consents(Protocol):
    """What people agreed to."""

    def of(self, user_id: UUID) -> Sequence[Consent]:
        """A person's, oldest first, withdrawn ones too."""

    def add(self, user_id: UUID, one: Consent) -> None:
        """Keep a new one."""

    def withdraw(self, user_id: UUID, purpose: Purpose | None, at: datetime) -> int:
        """End a person's consent to one purpose, or to all; how many there were."""


class Grants(Protocol):
    """Whom people show which assessment."""

    def of(self, assessment_id: UUID) -> Sequence[Grant]:
        """Of an assessment, oldest first, ended ones too."""

    def all_of(self, user_id: UUID) -> Sequence[Grant]:
        """Every grant that a person gave."""

    def add(self, one: Grant) -> None:
        """Keep a new one."""

    def withdraw(self, assessment_id: UUID, professional_id: UUID | None, at: datetime) -> int:
        """End the grants of an assessment to one professional, or to all; how many there were."""


class Looks(Protocol):
    """Who looked at what is people's."""

    def note(self, assessment_id: UUID, owner_id: UUID, viewer_id: UUID, seen: str, at: datetime) -> None:
        """Keep that somebody looked."""

    def of(self, user_id: UUID, *, before: UUID | None, limit: int | None) -> Sequence[Look]:
        """Who looked at what is a person's, last first."""


class Drafts(Protocol):
    """Answers that were not handed in yet."""

    def get(self, user_id: UUID, questionnaire_id: str) -> KeptDraft | None:
        """A person's draft."""

    def all_of(self, user_id: UUID) -> Sequence[KeptDraft]:
        """All of a person's."""

    def put(self, user_id: UUID, one: KeptDraft) -> None:
        """Keep a draft in the place of the one before."""

    def delete(self, user_id: UUID, questionnaire_id: str | None = None) -> None:
        """Forget one draft of a person, or all."""


class Invitations(Protocol):
    """Links of one kind, each of which lets one person in once."""

    def add(self, user_id: UUID, digest: str, *, expires_at: datetime, by: UUID) -> None:
        """Keep one by the digest of its secret."""

    def end(self, user_id: UUID, at: datetime) -> None:
        """None of a person's works any more."""

    def usable(self, digest: str, at: datetime) -> UUID | None:
        """Whose link it is, if it still works; nobody else uses it until the transaction ends."""

    def use(self, digest: str, at: datetime) -> None:
        """It works no more."""

    def sit_down(self, digest: str, sitting: str, until: datetime) -> None:
        """Whom a link let in sits until then; the sitting is known by the digest of its secret."""

    def sitting(self, digest: str, at: datetime) -> UUID | None:
        """Who sits there at a moment."""

    def led_to(self, digest: str, sitting: str, at: datetime) -> bool:
        """Whether it was this link that was exchanged for a sitting that goes on."""

    def stand_up(self, digest: str) -> None:
        """Nobody sits there any more."""

    def of(self, user_id: UUID) -> Sequence[dict[str, Any]]:
        """A person's, of every kind, without their secrets."""


class Purging(Protocol):
    """What is kept of all companies' people, and for how long."""

    def forget_answers(self, before: datetime) -> int:
        """Forget answers that were given before a moment; their scores stay. How many."""

    def purge_deleted(self) -> int:
        """Delete what destroyed keys had sealed, and the rest of those people's; how many keys there were."""

    def forget_drafts(self, before: datetime) -> int:
        """Forget drafts that nobody has touched since a moment; how many."""

    def forget_requests(self, before: datetime) -> int:
        """Forget which assessment requests made before a moment; how many."""

    def forget_members(self, at: datetime) -> int:
        """Forget who was counted in waves that another one has followed; how many lists of people."""
