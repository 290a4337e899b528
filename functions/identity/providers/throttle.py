"""Builds the throttle of the request's source address."""

from typing import Annotated

from fastapi import Request

from functions.identity.service.throttle import LoginThrottle
from shared.core.cache import SharedCache
from shared.core.inject import Depends


def login_throttle(cache: SharedCache, request: Request) -> LoginThrottle:
    """Attempts from the address that API Gateway saw."""
    return LoginThrottle(cache, request.client.host if request.client else "unknown")


Throttle = Annotated[LoginThrottle, Depends(login_throttle)]
