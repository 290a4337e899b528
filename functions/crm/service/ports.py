"""What the use cases need from the outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from functions.crm.domain.lead import Contact, Lead
from functions.crm.domain.pipeline import Activity, Status, Task
from functions.crm.domain.scoring import Behaviour, Score
from functions.crm.domain.signals import Signal


class Newcomers(Protocol):
    """Where the leads of one company begin."""

    def add(self, lead_id: UUID, contact: Contact, score: Score, *, at: datetime) -> bool:
        """Insert a lead unless its mailbox is known; whether it was inserted."""


class Leads(Protocol):
    """The leads of one company, with their scores, signals and tasks."""

    def by_mailbox(self, email: str) -> Lead:
        """The lead with this mailbox, locked."""

    def get(self, lead_id: UUID) -> Lead:
        """A lead, or `NotFound`."""

    def lock(self, lead_id: UUID) -> Lead:
        """A lead, locked until the transaction ends, or `NotFound`."""

    def newest(self, *, before: UUID | None, limit: int) -> Sequence[Lead]:
        """Leads, newest first."""

    def update(self, lead_id: UUID, **values: Any) -> None:
        """Change columns of a lead."""

    def record_score(self, lead_id: UUID, score: Score, *, at: datetime, cause: UUID | None) -> None:
        """Set the score and keep it in the history."""

    def has_history(self, lead_id: UUID) -> bool:
        """Whether a score was ever recorded."""

    def signals(self, lead_id: UUID) -> Sequence[Signal]:
        """The lead's signals, oldest first."""

    def add_signal(self, lead_id: UUID, signal: Signal, details: dict[str, Any]) -> None:
        """Keep a signal."""

    def calls(self, lead_id: UUID) -> Sequence[Behaviour]:
        """What the lead's calls are evidence of, oldest first."""

    def timeline(self, lead_id: UUID) -> Sequence[tuple[datetime, str, dict[str, Any]]]:
        """(when, what, details) of everything that happened to the lead, oldest first."""


class Pipeline(Protocol):
    """What happens to the leads of one company between us and them."""

    def activity(self, lead_id: UUID) -> Activity:
        """What has passed between us and a lead."""

    def open_task(self, lead_id: UUID, kind: str) -> Task | None:
        """The task of a kind that nobody has done yet."""

    def keep_task(self, lead_id: UUID, task: Task, *, reason: str) -> None:
        """Keep a task for a person; one that is kept already stays as it is."""

    def set_status(self, lead_id: UUID, status: Status) -> None:
        """Move a lead."""
