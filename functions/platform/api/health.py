"""Whether the platform works."""

from typing import Annotated

from shared.core.cache import SharedCache
from shared.core.function import get
from shared.core.health import BusProbe, DatabaseProbe, Health, Probe, examine
from shared.core.inject import Depends


def table_probe(table: SharedCache) -> Probe:
    """Asks the table for an item that is not there."""
    return lambda: table.get("health", "probe")


TableProbe = Annotated[Probe, Depends(table_probe)]


@get("/platform/health", public=True)
def check_health(database: DatabaseProbe, bus: BusProbe, table: TableProbe) -> Health:
    """Whether events can be relayed, and live updates sent."""
    return examine("platform", required={"database": database, "bus": bus}, optional={"table": table})
