"""Whether the finance agent works."""

from functions.finance.providers.archive import BucketProbe
from shared.core.function import get
from shared.core.health import BusProbe, DatabaseProbe, Health, examine


@get("/finance/health", public=True)
def check_health(database: DatabaseProbe, bucket: BucketProbe, bus: BusProbe) -> Health:
    """Whether files can be taken, and documents go on."""
    return examine("finance", required={"database": database, "files": bucket}, optional={"bus": bus})
