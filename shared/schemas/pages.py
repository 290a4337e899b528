"""Lists are read in pages: ``?limit=&cursor=`` gives ``{items, next_cursor}``, newest first."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, Self, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """One page of a list.

    Attributes:
        next_cursor: ask with it for the next page; null on the last.
    """

    items: list[Item]
    next_cursor: str | None = None

    @classmethod
    def of(cls, items: Sequence[Item], *, limit: int, key: Callable[[Item], UUID]) -> Self:
        """A page cut from up to ``limit + 1`` items.

        Args:
            items: one more than `limit`, if there is more to come.
            limit: how many go onto the page.
            key: the id of an item.
        """
        shown = list(items[:limit])
        return cls(items=shown, next_cursor=to_cursor(key(shown[-1])) if len(items) > limit else None)


def to_cursor(last_id: UUID) -> str:
    """The cursor of the page after `last_id`."""
    return base64.urlsafe_b64encode(last_id.bytes).rstrip(b"=").decode()


def from_cursor(cursor: str | None) -> UUID | None:
    """The id that a cursor stands for.

    Raises:
        ValueError: it is not one of our cursors.
    """
    if cursor is None:
        return None
    try:
        return UUID(bytes=base64.b64decode(cursor + "==", altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        raise ValueError("is not a cursor of this list") from None


def _cursor(cursor: str | None) -> str | None:
    from_cursor(cursor)
    return cursor


Limit = Annotated[int, Field(ge=1, le=100)]
Cursor = Annotated[str | None, AfterValidator(_cursor)]
