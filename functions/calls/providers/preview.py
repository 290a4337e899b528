"""Builds previews."""

from typing import Annotated

from functions.calls.client.voice_http import VoiceOverHttp
from functions.calls.providers.twilio import PublicAddresses
from functions.calls.service.preview import PreviewService
from shared.core.cache import SharedCache
from shared.core.inject import Depends


def preview_service(memory: SharedCache, addresses: PublicAddresses) -> PreviewService:
    """Previews, spoken by the stage's voice."""
    return PreviewService(memory, VoiceOverHttp(addresses.voice))


Previews = Annotated[PreviewService, Depends(preview_service)]
