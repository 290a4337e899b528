"""Builds ending calls that are over for us."""

from functions.calls.providers.dialling import CallCarrier
from functions.calls.repository.register import RegisterRows
from functions.calls.service.lingering import LingeringCalls
from shared.core.invocation import Invocation
from shared.db.session import TenantSession


def lingering_calls(session: TenantSession, carrier: CallCarrier, invocation: Invocation) -> LingeringCalls:
    """Of the invocation's company."""
    return LingeringCalls(RegisterRows(session, invocation.company_id), carrier)
