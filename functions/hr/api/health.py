"""Whether the HR agent works."""

from shared.core.data_keys import PersonKeysProbe
from shared.core.function import get
from shared.core.health import BusProbe, DatabaseProbe, Health, examine


@get("/hr/health", public=True)
def check_health(database: DatabaseProbe, keys: PersonKeysProbe, bus: BusProbe) -> Health:
    """Whether answers can be taken and opened, and what was announced goes on."""
    return examine("hr", required={"database": database, "keys": keys}, optional={"bus": bus})
