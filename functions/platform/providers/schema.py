"""Builds the use case about the schema of the database."""

from typing import Annotated

from functions.platform.repository.schema import SchemaRevisions
from functions.platform.service.schema import SchemaService
from shared.core.inject import Depends
from shared.db.session import OwnerUrl


def schema_service(url: OwnerUrl) -> SchemaService:
    """The schema of this stage."""
    return SchemaService(SchemaRevisions(url))


Schema = Annotated[SchemaService, Depends(schema_service)]
