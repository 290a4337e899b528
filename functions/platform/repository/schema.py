"""The revisions of the schema, by Alembic."""

from sqlalchemy import URL

from shared.db import migrate


class SchemaRevisions:
    """Moves the schema at an address.

    Args:
        url: of the database, as the owner of its schema.
    """

    def __init__(self, url: URL) -> None:
        self.url = url

    def current(self) -> str:
        return migrate.current(self.url)

    def upgrade(self, revision: str) -> str:
        return migrate.upgrade(self.url, revision)
