"""The answers that every endpoint can give, for the OpenAPI document."""

from http import HTTPStatus
from types import UnionType
from typing import Any, Union, get_args

from pydantic import BaseModel, ConfigDict, Field

from shared.core.function import Function
from shared.core.inject import form_of
from shared.core.problems import MEDIA_TYPE
from shared.core.runtime.pages import is_for_people
from shared.schemas.answers import Answer, Attachment, Document, Elsewhere, WebPage


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
    if not function.anonymous or form_of(function.body):
        statuses.add(HTTPStatus.FORBIDDEN)
    problems: dict[int | str, dict[str, Any]] = {
        int(status): {"description": status.phrase, "content": _refusal(function)} for status in sorted(statuses)
    }
    return {**problems, **_own_answers(answer), **_files(function, answer)}


def _refusal(function: Function) -> dict[str, Any]:
    """A problem document; a page where a person looks."""
    if is_for_people(function):
        return {media_type: {"schema": {"type": "string"}} for media_type in WebPage.media_types}
    return {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}}}


def documented_request(function: Function) -> dict[str, Any]:
    """Who may ask, and the form that is read where one is: FastAPI itself describes bodies of JSON."""
    described: dict[str, Any] = {"security": [] if function.anonymous else [{"bearer": []}]}
    form = form_of(function.body)
    if form and issubclass(form, BaseModel):
        content = {"application/x-www-form-urlencoded": {"schema": form.model_json_schema()}}
        needed = any(field.is_required() for field in form.model_fields.values())
        described["requestBody"] = {"required": needed, "content": content}
    return described


def model_of(answer: Any) -> Any:
    """What an annotated answer is in JSON: without the files and addresses that stand beside it."""
    if not isinstance(answer, UnionType):
        return None if _is_no_json(answer) else answer
    in_json = tuple(one for one in get_args(answer) if not _is_no_json(one))
    return Union[in_json] if in_json else None  # noqa: UP007 - known at run time only


def _own_answers(answer: Any) -> dict[int | str, dict[str, Any]]:
    if not (isinstance(answer, type) and issubclass(answer, Answer)):
        return {}
    return {int(status): {"description": text, "model": answer} for status, text in answer.other_statuses.items()}


def _files(function: Function, answer: Any) -> dict[int | str, dict[str, Any]]:
    found: dict[int | str, dict[str, Any]] = {}
    for one in _alternatives(answer):
        if _is_no_json(one) and issubclass(one, Attachment | Document | WebPage):
            schema = {"type": "string"} if issubclass(one, WebPage) else {"type": "string", "format": "binary"}
            content = {media_type: {"schema": schema} for media_type in one.media_types}
            found[getattr(function.trigger, "status", HTTPStatus.OK)] = {"content": content}
        elif _is_no_json(one):
            found[int(HTTPStatus.SEE_OTHER)] = {"description": "The file is at the address in `Location`."}
    return found


def _alternatives(answer: Any) -> tuple[Any, ...]:
    return get_args(answer) if isinstance(answer, UnionType) else (answer,)


def _is_no_json(answer: Any) -> bool:
    return isinstance(answer, type) and issubclass(answer, Attachment | Document | Elsewhere | WebPage)
