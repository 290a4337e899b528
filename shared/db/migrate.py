"""Moves the schema between revisions; the only code that runs as the owner of the tables."""

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine
from sqlalchemy.pool import NullPool


def upgrade(url: URL | str, revision: str = "head") -> str:
    """Bring the database to `revision`.

    Returns:
        The revision it is at now.
    """
    command.upgrade(_config(url), revision)
    return current(url)


def downgrade(url: URL | str, revision: str) -> str:
    """Take the database back to `revision`, ``base`` for an empty one."""
    command.downgrade(_config(url), revision)
    return current(url)


def current(url: URL | str) -> str:
    """The revision that the database is at; empty for a database without one."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


def newest() -> str:
    """The newest revision in the code."""
    return ScriptDirectory.from_config(_config("")).get_current_head() or ""


def _config(url: URL | str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("shared.db") / "migrations"))
    config.attributes["url"] = url
    return config
