"""People and programs that may call, and the tokens they hold."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.models.base import Base, Identified, Tenant, Timestamped, addressable, within_company


class User(Identified, Tenant, Timestamped, Base):
    """A person. The e-mail address is unique over all companies, because people sign in with it alone."""

    __tablename__ = "users"
    __table_args__ = (
        addressable(),
        Index("uq_users_email", text("lower(email)"), unique=True),
        CheckConstraint("role in ('admin', 'user', 'viewer')", name="role"),
        CheckConstraint("status in ('active', 'disabled')", name="status"),
    )

    email: Mapped[str]
    name: Mapped[str | None]
    password_hash: Mapped[str]
    role: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="active")
    last_login_at: Mapped[datetime | None]


class RefreshToken(Identified, Tenant, Base):
    """One use of a chain of rotating refresh tokens; using one twice ends its whole family."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (
        within_company("user_id", "users.id"),
        Index("ix_refresh_tokens_family", "company_id", "family_id"),
    )

    user_id: Mapped[UUID]
    family_id: Mapped[UUID]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ApiKey(Identified, Tenant, Base):
    """A program's key, stored hashed; it is exchanged for access tokens."""

    __tablename__ = "api_keys"
    __table_args__ = (within_company("created_by", "users.id"), Index("ix_api_keys_company", "company_id", "id"))

    created_by: Mapped[UUID]
    name: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
