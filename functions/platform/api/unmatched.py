"""What is answered where there is no endpoint."""

from shared.core.errors import NotFound
from shared.core.function import unmatched


@unmatched()
def refuse_request() -> None:
    """Say that there is nothing at an address, in the shape of every refusal."""
    raise NotFound("There is nothing at this address.")
