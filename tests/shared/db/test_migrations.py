"""Migrations: up, down, up again, and equal to the models."""

from alembic import command

from shared.db import migrate
from tests.postgres import Database


def test_migrations_go_up_down_and_up_again(empty_database: Database) -> None:
    url = empty_database.url().replace("postgresql://", "postgresql+psycopg://")
    assert migrate.upgrade(url) == migrate.newest()
    assert migrate.downgrade(url, "base") == ""
    assert migrate.upgrade(url) == migrate.newest()


def test_the_models_are_what_the_migrations_make(own_database: Database) -> None:
    url = own_database.url().replace("postgresql://", "postgresql+psycopg://")
    command.check(migrate._config(url))
