"""What every call needs of the simulation around it."""

from dataclasses import dataclass, field
from pathlib import Path

from local.vendors.twilio.clock import Clock
from local.vendors.twilio.disturbances import Disturbances
from local.vendors.twilio.personas.book import Book
from local.vendors.twilio.speech.worker import Ears, Voice
from local.vendors.twilio.webhooks import Webhooks


@dataclass
class Services:
    """The simulation around a call.

    Attributes:
        folder: where reports are kept; None for memory.
        listens: whether prospects understand what they hear, or only take turns.
    """

    folder: Path | None = None
    clock: Clock = field(default_factory=Clock)
    disturbances: Disturbances = field(default_factory=Disturbances)
    webhooks: Webhooks = field(default_factory=Webhooks)
    book: Book = field(default_factory=Book)
    voice: Voice = field(default_factory=Voice)
    ears: Ears = field(default_factory=Ears)
    listens: bool = True

    async def close(self) -> None:
        """End what was started."""
        await self.webhooks.close()
        self.voice.close()
        self.ears.close()
