"""Builds what answers Twilio: in the company that the signed address names."""

from collections.abc import Iterator
from typing import Annotated

from functions.calls.providers.statuses import News
from functions.calls.providers.twilio import At, PublicAddresses
from functions.calls.repository.calls import CallRows
from functions.calls.repository.register import RegisterRows
from functions.calls.repository.streams import StreamRows
from functions.calls.service.webhooks import WebhookService
from shared.core.cache import SharedCache
from shared.core.clock import Clock
from shared.core.inject import Depends, provides, resources
from shared.core.invocation import Invocation
from shared.core.unit import unit
from shared.db.session import TenantSession


def company_webhooks(
    *,
    session: TenantSession,
    statuses: News,
    memory: SharedCache,
    addresses: PublicAddresses,
    invocation: Invocation,
    now: Clock,
) -> WebhookService:
    """The webhooks of the invocation's company."""
    return WebhookService(
        calls=CallRows(session),
        entries=RegisterRows(session, invocation.company_id),
        streams=StreamRows(session),
        statuses=statuses,
        memory=memory,
        addresses=addresses,
        invocation=invocation,
        now=now,
    )


@provides(*resources(company_webhooks))
def webhooks(at: At, invocation: Invocation) -> Iterator[WebhookService]:
    """The webhooks of the company in the address, in a transaction that ends with the request."""
    names = {"name": invocation.function, "correlation_id": invocation.correlation_id}
    with unit(company_webhooks, company_id=at.company_id, **names) as service:
        yield service


Webhooks = Annotated[WebhookService, Depends(webhooks)]
