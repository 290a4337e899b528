"""Moments as people write them down."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator


def _written(value: Any) -> Any:
    """Refuse seconds since 1970, which a date could be misread as."""
    is_number = isinstance(value, int | float) or (isinstance(value, str) and value.strip().lstrip("+-")[:5].isdigit())
    if is_number:
        raise ValueError("is a time in ISO 8601, with its offset")
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_written)]
