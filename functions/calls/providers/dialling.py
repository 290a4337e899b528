"""Builds dialling."""

from collections.abc import Callable
from functools import partial
from typing import Annotated
from uuid import UUID

from functions.calls.client.twilio.api import TwilioCalls
from functions.calls.client.twilio.http import TwilioHttp
from functions.calls.client.twilio.pace import SharedPace
from functions.calls.domain.carrier import UnansweredError, UnsentError
from functions.calls.providers.closing import Ends
from functions.calls.providers.gate import LegalGate
from functions.calls.providers.statuses import News
from functions.calls.providers.twilio import Account, PublicAddresses
from functions.calls.repository.calls import CallRows
from functions.calls.repository.register import RegisterRows
from functions.calls.repository.stopping import StopRows
from functions.calls.repository.streams import StreamRows
from functions.calls.service.dial_desk import Carrier, DialDesk
from functions.calls.service.dialling import DialService
from shared.core.cache import SharedCache
from shared.core.circuit_breaker import CircuitBreaker
from shared.core.clock import Clock
from shared.core.inject import Depends, provides, resources
from shared.core.invocation import Invocation
from shared.core.resources import vendor
from shared.core.settings import settings
from shared.core.unit import unit
from shared.db.session import TenantSession

OpenCarrier = Callable[[], Carrier]
"""Opens who carries calls; raises `NotConfigured` where the stage has no account."""


@provides(vendor("twilio"))
def open_carrier(account: Account, table: SharedCache) -> OpenCarrier:
    """Opens the stage's account at Twilio."""

    def open_it() -> Carrier:
        who = account()
        circuit = CircuitBreaker(table, "Twilio", trips=(UnansweredError, UnsentError))
        http = TwilioHttp(settings.twilio_base_url, who.account_sid, who.auth_token, circuit)
        return TwilioCalls(http, SharedPace(table, who.account_sid, int(settings.twilio_calls_per_second)))

    return open_it


CallCarrier = Annotated[OpenCarrier, Depends(open_carrier)]


def dial_desk(
    session: TenantSession, gate: LegalGate, closing: Ends, statuses: News, invocation: Invocation
) -> DialDesk:
    """One transaction of dialling, in the invocation's company."""
    return DialDesk(
        calls=CallRows(session),
        known=RegisterRows(session, invocation.company_id),
        streams=StreamRows(session),
        gate=gate,
        closing=closing,
        statuses=statuses,
        stops=StopRows(session),
    )


DialServices = Callable[[UUID], DialService]
"""Dialling for any company."""


@provides(*resources(dial_desk))
def dial_services(carrier: CallCarrier, addresses: PublicAddresses, invocation: Invocation, now: Clock) -> DialServices:
    """Dialling for any company, each in its own wall."""

    def service(company_id: UUID) -> DialService:
        names = {"name": invocation.function, "correlation_id": invocation.correlation_id}
        return DialService(partial(unit, dial_desk, company_id=company_id, **names), carrier(), addresses, now)

    return service


AnyDialler = Annotated[DialServices, Depends(dial_services)]


def dial_service(services: AnyDialler, invocation: Invocation) -> DialService:
    """Dialling for the invocation's company."""
    if invocation.company_id is None:
        raise ValueError(f"{invocation.function} has no company")
    return services(invocation.company_id)


Dialling = Annotated[DialService, Depends(dial_service)]
