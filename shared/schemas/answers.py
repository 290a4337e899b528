"""Answers whose HTTP status depends on what happened, and answers that are no JSON."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
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


@dataclass(frozen=True, kw_only=True)
class Cookie:
    """What a browser sends back to the pages under a path, and shows to no script and to no other site.

    Attributes:
        value: empty to forget it.
        path: on the host that answers.
        seconds: how long a browser keeps it.
        secure: whether it travels over HTTPS alone.
    """

    name: str
    value: str
    path: str
    seconds: int
    secure: bool

    def header(self) -> str:
        """The value of ``Set-Cookie``."""
        parts = [f"{self.name}={self.value}", f"Path={self.path}", f"Max-Age={self.seconds}", "HttpOnly"]
        return "; ".join([*parts, "SameSite=Strict", *(["Secure"] if self.secure else [])])


@dataclass(frozen=True, kw_only=True)
class WebPage:
    """A page as an answer, for a person with a browser. It loads nothing: its one style and script are in it.

    Attributes:
        language: of its texts, ``es``.
        title: as text.
        body: as HTML; everything in it that is not ours is escaped by who made it.
        style: CSS, of ours.
        script: JavaScript, of ours; it may only talk to where the page is from. Without one, none runs.
        status: of the answer.
        cookie: set or forgotten with it.
    """

    media_types: ClassVar[tuple[str, ...]] = ("text/html",)

    language: str
    title: str
    body: str
    style: str
    script: str = ""
    status: HTTPStatus = HTTPStatus.OK
    cookie: Cookie | None = None

    def policy(self) -> str:
        """The content security policy: this style, this script, and nothing else."""
        return "; ".join(
            [
                "default-src 'none'",
                f"style-src {_digest(self.style)}",
                f"script-src {_digest(self.script)}" if self.script else "script-src 'none'",
                f"connect-src {SELF if self.script else NONE}",
                f"form-action {SELF}",
                "img-src data:",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            ]
        )


@dataclass(frozen=True)
class Elsewhere:
    """The answer is at another address, where the caller goes by itself: 303 See Other."""

    url: str
    cookie: Cookie | None = None


SELF, NONE = "'self'", "'none'"


def _digest(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
