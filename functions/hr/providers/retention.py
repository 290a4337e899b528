"""Builds the use case that deletes."""

from typing import Annotated

from functions.hr.repository.retention import RetentionRows
from functions.hr.service.retention import RetentionService
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import SystemSession


def retention_service(session: SystemSession, now: Clock) -> RetentionService:
    """What is kept of all companies' people."""
    return RetentionService(RetentionRows(session), now)


Retention = Annotated[RetentionService, Depends(retention_service)]
