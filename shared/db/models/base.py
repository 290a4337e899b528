"""What all tables share: names of constraints, UUIDv7 ids, UTC times, and the company that owns a row."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, ForeignKeyConstraint, MetaData, Text, UniqueConstraint, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from shared.core.invocation import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        str: Text,
        UUID: Uuid,
        dict[str, Any]: JSONB,
        list[dict[str, Any]]: JSONB,
    }


class Identified:
    """A row with a UUIDv7 id."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


class Timestamped:
    """A row that knows when it was made and last changed."""

    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class Company(Identified, Timestamped, Base):
    """A tenant. Its own row is visible to itself only."""

    __tablename__ = "companies"

    name: Mapped[str]
    domain: Mapped[str | None]
    tax_id: Mapped[str | None]
    industry: Mapped[str | None]
    country: Mapped[str] = mapped_column(server_default="CO")
    time_zone: Mapped[str] = mapped_column(server_default="America/Bogota")


class Tenant:
    """A row of one company: row-level security shows it to that company only."""

    company_id: Mapped[UUID] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"))


def within_company(column: str, target: str, *, ondelete: str = "CASCADE") -> SchemaItem:
    """A foreign key that cannot point into another company's rows: (company_id, column) → (company_id, id)."""
    table = target.split(".", maxsplit=1)[0]
    keep = f"SET NULL ({column})" if ondelete == "SET NULL" else ondelete
    return ForeignKeyConstraint(["company_id", column], [f"{table}.company_id", target], ondelete=keep)


def addressable() -> SchemaItem:
    """Lets other tables point at (company_id, id)."""
    return UniqueConstraint("company_id", "id")
