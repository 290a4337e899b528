"""Answers whose HTTP status depends on what happened, and answers that are no JSON."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from pydantic import BaseModel


class Answer(BaseModel):
    """A response model that may answer with another status than its endpoint declares.

    Attributes:
        other_statuses: the statuses that `http_status` can return, with their descriptions, for the OpenAPI document.
    """

    other_statuses: ClassVar[dict[HTTPStatus, str]] = {}

    def http_status(self) -> HTTPStatus | None:
        """The status of this answer, or None for the declared one."""
        return None


class Upserted(Answer):
    """Answers 201 for something new, 200 for something that was there."""

    other_statuses: ClassVar[dict[HTTPStatus, str]] = {HTTPStatus.OK: "It was there already."}

    created: bool

    def http_status(self) -> HTTPStatus | None:
        return None if self.created else HTTPStatus.OK


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file as an answer: to be saved, never shown in a browser.

    Attributes:
        media_types: that an endpoint may answer with, for the OpenAPI document.
        file_name: plain, as it is written into a header.
    """

    media_types: ClassVar[tuple[str, ...]] = ()

    content: bytes
    media_type: str
    file_name: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """An answer in another language than JSON, for a program that asked for it.

    Attributes:
        media_types: that an endpoint may answer with, for the OpenAPI document.
    """

    media_types: ClassVar[tuple[str, ...]] = ()

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Elsewhere:
    """The answer is at another address, where the caller goes by itself: 303 See Other."""

    url: str
