"""A company's account at Alegra."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

Provider = Literal["alegra", "simulator"]
"""Who answers."""


@dataclass(frozen=True, kw_only=True)
class Connection:
    """A company's account.

    Attributes:
        sealed_token: opens only for this company.
        fault: code and message with which Alegra stopped taking documents.
    """

    company_id: UUID
    email: str
    sealed_token: bytes
    provider: Provider
    company_name: str | None
    cost_center: str | None
    verified_at: datetime
    fault: dict[str, Any] | None = None
