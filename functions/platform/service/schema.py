"""Use case: move the schema of the database."""

from functions.platform.schemas import Migration, MigrationRequest
from functions.platform.service.ports import Revisions


class SchemaService:
    """The schema of this stage's database.

    Args:
        revisions: moves between them.
    """

    def __init__(self, revisions: Revisions) -> None:
        self.revisions = revisions

    def migrate(self, request: MigrationRequest) -> Migration:
        """Bring the schema up to a revision; a second call changes nothing."""
        before = self.revisions.current()
        return Migration(from_revision=before, to_revision=self.revisions.upgrade(request.revision))
