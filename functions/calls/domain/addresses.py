"""Where Twilio finds us: the public addresses of a call's webhooks and of its stream."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Public addresses, as they are configured and never as a request claims them.

    Attributes:
        api: of the HTTP API, with its prefix.
        voice: origin of the voice, `wss://…`.
    """

    api: str
    voice: str

    @property
    def stream(self) -> str:
        """The socket; Twilio takes none with a query."""
        return f"{self.voice.rstrip('/')}/streams/twilio"

    def webhook(self, name: str, *, company_id: UUID, call_id: UUID) -> str:
        """A webhook of one call; the signature covers both ids."""
        return f"{self.api}/calls/voice/{name}?{urlencode({'company_id': company_id, 'call_id': call_id})}"
