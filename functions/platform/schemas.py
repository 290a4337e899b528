"""Requests and answers of the platform."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from functions.platform.domain.topics import MAX_TOPICS, topic
from shared.core.errors import Unprocessable
from shared.schemas.sockets import SocketMessage

EventType = Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z_]+(\.[a-z_]+)+$")]
Subject = Annotated[str, StringConstraints(max_length=200, pattern=r"^[a-z_]+:[\w.:-]+$")]
QueueName = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-zA-Z0-9_-]+$")]
"""A dead-letter queue, by the function or flow that it belongs to: ``crm-on-buyer-signal-detected``."""


class LoggedEventView(BaseModel):
    """An event of the company.

    Attributes:
        causation_id: the event that led to it.
        published_at: when the bus took it; null while it waits for the relay.
        data: the fields of its type.
    """

    id: UUID
    type: str
    version: int
    source: str
    subject: str
    correlation_id: str
    causation_id: UUID | None
    occurred_at: AwareDatetime
    published_at: AwareDatetime | None
    data: dict[str, Any]


class RelayReport(BaseModel):
    """What one run of the relay did.

    Attributes:
        refused: events that the bus answered for and did not take; each is tried again, ever more rarely.
        waiting: events that the bus has not taken, of all ages.
        oldest_seconds: age of the oldest of them.
        stopped_by: the problem that ended the run early.
    """

    published: int
    refused: int
    waiting: int
    oldest_seconds: float
    stopped_by: str | None


class Window(BaseModel):
    """Which events to publish again: those recorded from `since` up to, not including, `until`.

    Attributes:
        continue_after: the last event of an earlier, unfinished replay of the same window.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: AwareDatetime
    until: AwareDatetime
    company_id: UUID | None = None
    type: EventType | None = None
    subject: Subject | None = None
    continue_after: UUID | None = None


class ReplayReport(BaseModel):
    """What a replay did.

    Attributes:
        continue_after: ask again with it for the rest; null when nothing is left.
        stopped_by: the problem that ended it early, null if it was only time.
    """

    published: int
    refused: int
    continue_after: UUID | None
    stopped_by: str | None


class MigrationRequest(BaseModel):
    """Up to which revision; ``head`` is the newest in the code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    revision: Annotated[str, StringConstraints(pattern=r"^(head|[0-9a-z_]{1,32})$")] = "head"


class Migration(BaseModel):
    """A move of the schema; both are the same if there was nothing to do."""

    from_revision: str
    to_revision: str


class DeadLetterQueue(BaseModel):
    """A queue that holds dead letters of the company.

    Attributes:
        messages: of the company, among those looked at.
        complete: whether all were looked at; a long queue is looked at in part.
    """

    queue: str
    messages: int
    complete: bool


class DeadLetterQueues(BaseModel):
    """The queues that hold dead letters of the company; none is the healthy answer."""

    items: list[DeadLetterQueue]


class DeadLetterView(BaseModel):
    """A dead letter, without what is inside.

    Attributes:
        target: the function or flow that should have handled it; null if nobody said, then it cannot be redriven.
        error: class of the error.
        attempts: how often it was tried, where that is known.
    """

    id: str
    died_at: AwareDatetime
    target: str | None
    event_id: UUID | None
    event_type: str | None
    error: str
    attempts: int | None


class DeadLetters(BaseModel):
    """The company's messages of one queue.

    Attributes:
        complete: whether all of the queue was looked at.
    """

    items: list[DeadLetterView]
    complete: bool


class RedriveReport(BaseModel):
    """What a redrive did.

    Attributes:
        redriven: given to their target again, and no longer in the queue.
        failed: left in the queue: the target is unknown, or did not take them.
    """

    redriven: int
    failed: int


class RedriveRequest(BaseModel):
    """Which queue an operator redrives, whosever the messages are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: QueueName
    limit: Annotated[int, Field(ge=1, le=10_000)] = 1000


class TopicsMessage(BaseModel):
    """``{"action": "subscribe", "topics": ["lead:*"]}``, the same to unsubscribe."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    topics: Annotated[list[Annotated[str, AfterValidator(topic)]], Field(min_length=1, max_length=MAX_TOPICS)]

    @classmethod
    def of(cls, message: SocketMessage) -> Self:
        """Read a message.

        Raises:
            Unprocessable: it names no topics, or something that is none.
        """
        try:
            return cls.model_validate(message.body)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise Unprocessable(f"{place}: {first['msg'].removeprefix('Value error, ')}") from None


class Subscriptions(BaseModel):
    """What a connection listens to.

    Attributes:
        expires_at: from then on nothing is sent, unless the connection is renewed with a fresh token.
    """

    topics: list[str]
    expires_at: AwareDatetime


class Pong(BaseModel):
    """The connection is alive, and listens until then."""

    action: str = "pong"
    expires_at: AwareDatetime


class Notification(BaseModel):
    """An event as a connection receives it.

    Attributes:
        id: the event's; the same event may arrive twice.
    """

    type: str
    subject: str
    topic: str
    id: UUID
    occurred_at: AwareDatetime
    data: dict[str, Any]
