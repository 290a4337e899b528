"""Alembic's entry: runs the migrations on the address it is given, one at a time over all runners."""

import pkgutil
from importlib import import_module

from alembic import context
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import shared.db.models
from shared.db.models.base import Base

_LOCK = 4_207_331  # any constant: two deployments must not migrate at once


def run() -> None:
    """Migrate in one transaction, under an advisory lock."""
    for module in pkgutil.iter_modules(shared.db.models.__path__):
        import_module(f"shared.db.models.{module.name}")
    engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, compare_server_default=True)
        with context.begin_transaction():
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            context.run_migrations()
    engine.dispose()


run()
