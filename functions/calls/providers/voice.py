"""Builds the desk of the voice, for the container that speaks in calls.

    with unit(voice_desk, name="media-stream", company_id=…, correlation_id=…) as desk:
        facts = desk.open(opening)

The company of the first unit is the one that the token names: `company_of_token`. A unit blocks; in a loop of asyncio
it belongs into a thread.
"""

from typing import Annotated
from uuid import UUID

from functions.calls.domain.tokens import StreamToken
from functions.calls.providers.closing import Ends
from functions.calls.providers.gate import LegalGate, Suppressions
from functions.calls.repository.calls import CallRows
from functions.calls.repository.contact.lists import SwitchRows
from functions.calls.repository.streams import StreamRows
from functions.calls.service.agreeing import Agreements
from functions.calls.service.voice import StreamRefused, VoiceDesk
from shared.core.cache import SharedCache
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements
from shared.storage.objects import Uploads


def company_of_token(token: str) -> UUID:
    """The company that a token of a stream names; only looking the token up there shows whether it is good.

    Raises:
        StreamRefused: it is no token of ours.
    """
    try:
        return StreamToken.parse(token).company_id
    except ValueError:
        raise StreamRefused("This token is unknown.") from None


def voice_desk(
    *,
    session: TenantSession,
    closing: Ends,
    gate: LegalGate,
    invocation: Invocation,
    suppressions: Suppressions,
    events: Announcements,
    memory: SharedCache,
    objects: Uploads,
    now: Clock,
) -> VoiceDesk:
    """The calls of the invocation's company, for its voice."""
    calls = CallRows(session)
    return VoiceDesk(
        calls=calls,
        agreements=Agreements(calls, gate, now),
        streams=StreamRows(session),
        closing=closing,
        do_not_call=suppressions,
        switches=SwitchRows(session, invocation.company_id),
        events=events,
        memory=memory,
        objects=objects,
        now=now,
    )


Voice = Annotated[VoiceDesk, Depends(voice_desk)]
