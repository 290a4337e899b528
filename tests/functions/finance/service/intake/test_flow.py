"""After a decision the flow goes on once: the execution that waits, or a new one where none does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

import pytest

from functions.finance.domain.arrival import Received
from functions.finance.domain.states import State
from functions.finance.schemas.tasks import Standing
from functions.finance.service.intake.flow import FlowService
from functions.finance.service.intake.ports import Files
from shared.core.invocation import new_id
from shared.schemas.envelope import EventData, Events

INVOICE = new_id()


@dataclass
class FakeFiles:
    token: str | None

    def lock(self, invoice_id: UUID) -> Received:
        known = {"state": "ready", "file_id": new_id(), "part": 0, "bucket": "b", "key": "k", "version": "1"}
        return Received(id=invoice_id, door="batch", user_id=None, token=self.token, **known)  # type: ignore[arg-type]

    def keep_token(self, _invoice_id: UUID, token: str | None) -> None:
        self.token = token


@dataclass
class FakeTokens:
    told: list[tuple[str, Standing]] = field(default_factory=list)

    def go_on(self, token: str, standing: Standing) -> bool:
        self.told.append((token, standing))
        return True


@dataclass
class FakeEvents:
    recorded: list[EventData] = field(default_factory=list)

    def record(self, data: EventData) -> None:
        self.recorded.append(data)


@dataclass
class Table:
    """A decision about one document; `commit` is the end of its transaction."""

    files: FakeFiles
    tokens: FakeTokens = field(default_factory=FakeTokens)
    events: FakeEvents = field(default_factory=FakeEvents)
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    def decide(self, state: State) -> None:
        events, files = cast("Events", self.events), cast("Files", self.files)
        FlowService(files, self.tokens, events, self.afterwards.append).resume(INVOICE, state)

    def commit(self) -> None:
        for announce in self.afterwards:
            announce()


@pytest.mark.parametrize("state", ["approved", "rejected", "duplicate"])
def test_the_execution_that_waits_goes_on_after_the_commit_and_once(state: State) -> None:
    table = Table(FakeFiles("token"))
    table.decide(state)
    assert table.tokens.told == []
    table.commit()
    assert table.tokens.told == [("token", Standing(invoice_id=INVOICE, state=state))]
    assert (table.files.token, table.events.recorded) == (None, [])


@pytest.mark.parametrize(("state", "begins"), [("approved", True), ("rejected", False), ("duplicate", False)])
def test_where_nothing_waits_an_approved_document_starts_its_flow_anew(state: State, begins: bool) -> None:  # noqa: FBT001
    table = Table(FakeFiles(None))
    table.decide(state)
    table.commit()
    assert table.tokens.told == []
    assert [event.subject for event in table.events.recorded] == [f"invoice:{INVOICE}"] * begins
