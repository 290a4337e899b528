"""Headers that endpoints read themselves."""

from typing import Annotated

from fastapi import Header

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=255)]
"""``Idempotency-Key``, for endpoints whose answers must not be kept anywhere: they remember what a request made."""
