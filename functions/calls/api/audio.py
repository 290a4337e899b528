"""Hearing what calls would say."""

from functions.calls.providers.preview import Previews
from functions.calls.schemas.preview import PreviewDraft, Spoken
from shared.auth.scopes import Scope
from shared.core.function import post


@post("/calls/audio/tts", scope=Scope.CALLS_CAMPAIGNS, status=200)
def preview_prompt(draft: PreviewDraft, previews: Previews) -> Spoken:
    """A sentence as a call would speak it, as WAV; 503 where no engine can be reached."""
    return previews.speak(draft)
