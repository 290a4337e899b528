"""Scheduled jobs of the platform."""

from functions.platform.providers.outbox import Relay
from functions.platform.schemas import RelayReport
from shared.core.function import every


@every("rate(1 minute)")
def relay_outbox(outbox: Relay) -> RelayReport:
    """Publish the events that did not reach the bus when they were recorded."""
    return outbox.relay()
