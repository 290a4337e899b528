"""The one map from exception to answer: RFC 9457 problem+json."""

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from shared.core.errors import (
    BadRequest,
    ContentTooLarge,
    InternalError,
    NotFound,
    Problem,
    Unavailable,
    Unprocessable,
)

MEDIA_TYPE = "application/problem+json"


def problem_of(error: BaseException) -> Problem:
    """What a caller may know of `error`. Anything unexpected becomes a bare internal error."""
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return _invalid_request(error)
        case HTTPException():
            return _of_status(error)
    if _database_is_away(error):
        return Unavailable("The database does not answer. Try again shortly.")
    return InternalError("Something went wrong on our side. The correlation id finds it in our logs.")


def document(problem: Problem, *, instance: str, correlation_id: str) -> dict[str, Any]:
    """The JSON body for `problem`."""
    body: dict[str, Any] = {
        "type": problem.type,
        "title": problem.title,
        "status": int(problem.status),
        "detail": problem.detail,
        "instance": instance,
        "correlation_id": correlation_id,
    }
    if problem.errors is not None:
        body["errors"] = problem.errors
    return {**body, **problem.members}


def _invalid_request(error: RequestValidationError) -> Problem:
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return BadRequest("The body is not valid JSON.")
    return Unprocessable("Some fields are not valid.", errors=[_field(one) for one in found])


def _field(error: dict[str, Any]) -> dict[str, str]:
    place = [str(part) for part in error["loc"]]
    return {
        "field": ".".join(place[1:]) or place[0],
        "in": place[0],
        "message": str(error["msg"]).removeprefix("Value error, "),
        "code": str(error["type"]),
    }


def _of_status(error: HTTPException) -> Problem:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return NotFound("There is nothing at this address.")
    if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return ContentTooLarge(str(error.detail))
    problem = BadRequest(str(error.detail))
    problem.status = HTTPStatus(error.status_code)
    return problem


def _database_is_away(error: BaseException) -> bool:
    try:
        import psycopg  # noqa: PLC0415 - only where the database is used at all
    except ImportError:
        return False
    original = getattr(error, "orig", error)  # SQLAlchemy wraps what psycopg raises
    return isinstance(original, psycopg.OperationalError | psycopg.InterfaceError)
