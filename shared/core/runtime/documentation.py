"""The answers that every endpoint can give, for the OpenAPI document."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from shared.core.function import Function
from shared.core.problems import MEDIA_TYPE
from shared.schemas.answers import Answer


class FieldProblem(BaseModel):
    """One field that is not valid."""

    field: str
    in_: str = Field(alias="in")
    message: str
    code: str


class ProblemDocument(BaseModel):
    """RFC 9457 problem details."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    correlation_id: str
    errors: list[FieldProblem] | None = None


def documented_answers(function: Function, answer: Any) -> dict[int | str, dict[str, Any]]:
    """What an endpoint may answer with besides its own status: problems, and the other statuses of its answer."""
    statuses = {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.UNAUTHORIZED,
    }
    if not function.anonymous:
        statuses.add(HTTPStatus.FORBIDDEN)
    schema = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    problems: dict[int | str, dict[str, Any]] = {
        int(status): {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted(statuses)
    }
    if not (isinstance(answer, type) and issubclass(answer, Answer)):
        return problems
    own: dict[int | str, dict[str, Any]] = {
        int(status): {"description": text, "model": answer} for status, text in answer.other_statuses.items()
    }
    return {**problems, **own}
