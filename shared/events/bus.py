"""The bus: hands envelopes to EventBridge."""

from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from shared.core.aws import AwsError, call
from shared.core.inject import Depends, provides
from shared.core.log import log
from shared.core.resources import BUS
from shared.core.settings import settings
from shared.schemas.envelope import Envelope

BATCH = 10  # EventBridge takes ten entries a request


class Bus(Protocol):
    """Publishes events."""

    def publish(self, envelopes: Sequence[Envelope]) -> set[UUID]:
        """Publish, in order; an event that the bus refuses does not keep it from the others.

        Returns:
            The ids that the bus took.

        Raises:
            Unavailable: the bus does not answer.
        """


class EventBridge:
    """The stage's bus on EventBridge."""

    def publish(self, envelopes: Sequence[Envelope]) -> set[UUID]:
        taken: set[UUID] = set()
        for start in range(0, len(envelopes), BATCH):
            taken |= self._put(envelopes[start : start + BATCH])
        return taken

    def _put(self, envelopes: Sequence[Envelope]) -> set[UUID]:
        entries = [
            {
                "EventBusName": settings.bus_name,
                "Source": envelope.source,
                "DetailType": envelope.type,
                "Detail": envelope.model_dump_json(),
                "Resources": [],
            }
            for envelope in envelopes
        ]
        try:
            results = call("events", "PutEvents", {"Entries": entries})["Entries"]
        except AwsError as error:
            if error.code not in _INVALID:
                raise
            return self._put_singly(envelopes)
        return {envelope.id for envelope, result in zip(envelopes, results, strict=True) if result.get("EventId")}

    def _put_singly(self, envelopes: Sequence[Envelope]) -> set[UUID]:
        """A request is refused whole: for one entry that is too large, or for the sum of them."""
        if len(envelopes) == 1:
            log().error("the bus refuses an event", event_id=str(envelopes[0].id), type=envelopes[0].type)
            return set()
        return set().union(*(self._put([envelope]) for envelope in envelopes))


_INVALID = {"ValidationException", "ValidationError", "RequestEntityTooLargeException", "413"}


@provides(BUS)
def bus() -> Bus:
    """The bus of this stage."""
    return EventBridge()


EventBus = Annotated[Bus, Depends(bus)]
