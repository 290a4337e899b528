"""What a state machine hands to every task: whose work it is, and the event that caused it."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict


class TaskRequest(BaseModel):
    """Input of a task.

    Attributes:
        event_id: the event that started the execution; with the task's name it makes the effect happen once.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    company_id: UUID
    event_id: UUID
    correlation_id: str

    @property
    def effect(self) -> str:
        """What tells this effect from others of the same task and event; empty where there is only one."""
        return ""
