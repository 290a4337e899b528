"""What a bucket says when an object appears in it."""

from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.storage.keys import company_of


class ObjectCreated(BaseModel):
    """An object of a company.

    Attributes:
        version: S3's version id; None if the bucket did not say.
        size: bytes.
    """

    model_config = ConfigDict(frozen=True)

    company_id: UUID
    bucket: str
    key: str
    version: str | None
    size: int

    @classmethod
    def of(cls, detail: dict[str, Any]) -> Self | None:
        """Read the `detail` of an EventBridge event; None for an object in no company's folder."""
        found = detail["object"]
        company = company_of(found["key"])
        if company is None:
            return None
        return cls(
            company_id=company,
            bucket=detail["bucket"]["name"],
            key=found["key"],
            version=found.get("version-id"),
            size=found.get("size", 0),
        )
