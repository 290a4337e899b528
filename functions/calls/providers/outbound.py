"""Builds asking for calls."""

from typing import Annotated

from functions.calls.providers.gate import LegalGate
from functions.calls.providers.twilio import Account
from functions.calls.repository.register import RegisterRows
from functions.calls.service.outbound import OutboundService
from shared.core.errors import BadRequest
from shared.core.incoming import Incoming
from shared.core.inject import Depends
from shared.core.invocation import Invocation
from shared.db.session import TenantSession
from shared.events.log import Announcements

HEADER = "idempotency-key"
LONGEST_KEY = 200


def idempotency_key(incoming: Incoming) -> str | None:
    """What makes a request the same as another one; None where it may be repeated.

    Raises:
        BadRequest: it is too long.
    """
    key = incoming.headers.get(HEADER)
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise BadRequest(f"An Idempotency-Key has 1 to {LONGEST_KEY} characters.")
    return key


def outbound_service(
    account: Account, session: TenantSession, gate: LegalGate, events: Announcements, invocation: Invocation
) -> OutboundService:
    """Calls of the invocation's company.

    Raises:
        NotConfigured: nobody carries calls, so none is taken.
    """
    account()
    return OutboundService(RegisterRows(session, invocation.company_id), gate, events, invocation)


IdempotencyKey = Annotated[str | None, Depends(idempotency_key)]
Outbound = Annotated[OutboundService, Depends(outbound_service)]
