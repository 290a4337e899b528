"""Whether calls can be made."""

from functions.calls.providers.health import CarrierProbe, FilesProbe
from shared.core.function import get
from shared.core.health import BusProbe, DatabaseProbe, Health, examine


@get("/calls/health", public=True)
def check_health(database: DatabaseProbe, files: FilesProbe, bus: BusProbe, carrier: CarrierProbe) -> Health:
    """Whether calls can be asked for, and whether somebody carries them."""
    required = {"database": database}
    return examine("calls", required=required, optional={"files": files, "bus": bus, "twilio": carrier})
