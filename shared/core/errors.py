"""Errors that carry their HTTP status; the one map from exception to problem+json is in shared.core.problems."""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.schemas.answers import WebPage


class Problem(Exception):  # noqa: N818 - the name RFC 9457 gives it
    """An error that a caller may see.

    Args:
        detail: what happened, for people, without internals.
        errors: one entry per wrong field, ``{"field", "message"}``.
        members: further members of the problem document.

    Attributes:
        keeps_effects: what was written before the refusal is committed; otherwise a problem rolls everything back.
        page: what a person is shown of it, where a page was asked for.
    """

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    keeps_effects = False
    page: "WebPage | None" = None
    headers: dict[str, str]

    def __init__(self, detail: str = "", *, errors: list[dict[str, Any]] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors
        self.members = members
        self.headers = {}

    @property
    def title(self) -> str:
        """The class name as words: ``NotFound`` reads "Not found"."""
        return re.sub(r"(?<!^)(?=[A-Z])", " ", type(self).__name__).capitalize()

    @property
    def type(self) -> str:
        """A stable name for programs: ``urn:astramech:problem:not-found``."""
        return "urn:astramech:problem:" + self.title.lower().replace(" ", "-")


class BadRequest(Problem):
    status = HTTPStatus.BAD_REQUEST


class Unauthorized(Problem):
    status = HTTPStatus.UNAUTHORIZED

    def __init__(self, detail: str = "A valid access token is required.", **members: Any) -> None:
        super().__init__(detail, **members)
        self.headers = {"WWW-Authenticate": 'Bearer realm="astramech"'}


class Forbidden(Problem):
    status = HTTPStatus.FORBIDDEN


class NotFound(Problem):
    status = HTTPStatus.NOT_FOUND


class Conflict(Problem):
    status = HTTPStatus.CONFLICT


class ContentTooLarge(Problem):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class Unprocessable(Problem):
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooManyRequests(Problem):
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": str(retry_after)}


class InternalError(Problem):
    """Something we did not expect; the log has it, the caller does not."""


class Unavailable(Problem):
    """A dependency does not answer; trying again later may help."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class NotConfigured(Problem):
    """An integration or setting is absent; trying again does not help."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
