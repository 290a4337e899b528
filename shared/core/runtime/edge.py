"""The edge of every HTTP function: who is let in, how much may come in, and how an error goes out."""

import re
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.errors import ContentTooLarge
from shared.core.function import Function, Http
from shared.core.incoming import Incoming
from shared.core.invocation import Invocation, new_id
from shared.core.log import identify, log, log_unexpected
from shared.core.problems import MEDIA_TYPE, document, problem_of
from shared.core.runtime.call import establish
from shared.core.runtime.pages import trouble

MAX_BODY = 256 * 1024  # bytes; files go to the bucket by presigned URL, never through the API

_CORRELATION_ID = re.compile(r"[\w.:-]{8,64}", re.ASCII)


def limit(body: bytes) -> None:
    """Refuse a body that no endpoint takes.

    Raises:
        ContentTooLarge: more than `MAX_BODY` bytes.
    """
    if len(body) > MAX_BODY:
        raise ContentTooLarge(f"The body has {len(body)} bytes; at most {MAX_BODY} are accepted.")


def as_it_came(request: Request, body: bytes) -> Incoming:
    """The request for who checks signatures."""
    return Incoming(
        path=request.url.path,
        query=request.scope["query_string"].decode("ascii"),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
    )


def admit(function: Function, request: Request, incoming: Incoming) -> dict[type, Any]:
    """Establish who calls, before anything of the request is parsed.

    Returns:
        What the function is given by type: its `Invocation`, the request, and the `Caller` where there is one.

    Raises:
        Unauthorized, Forbidden: the function is not public and the caller may not use it.
    """
    trigger = function.trigger
    if isinstance(trigger, Http) and trigger.admission:
        caller = establish(trigger.admission, _invocation(function, request, None), {Incoming: incoming})
        return {Invocation: _invocation(function, request, caller), Incoming: incoming, Caller: caller}
    if function.anonymous:
        return {Invocation: _invocation(function, request, None), Incoming: incoming}
    caller = Caller.from_context(_authorizer_context(request))
    if isinstance(trigger, Http) and trigger.scope:
        caller.require(*([trigger.scope] if isinstance(trigger.scope, Scope) else trigger.scope))
    return {Invocation: _invocation(function, request, caller), Incoming: incoming, Caller: caller}


def refuse(request: Request, error: Exception, *, shown_to_people: bool = False) -> Response:
    """The answer to an error: problem+json, or a page where a person looks; what we did not expect is logged."""
    problem = problem_of(error)
    if problem is not error and problem.status >= 500:  # noqa: PLR2004
        log_unexpected(error)
    else:
        log().info("refused", problem=problem.type, status=int(problem.status))
    if shown_to_people:
        return trouble(problem, request)
    body = document(problem, instance=request.url.path, correlation_id=correlation_id(request))
    return JSONResponse(body, status_code=int(problem.status), headers=problem.headers, media_type=MEDIA_TYPE)


def correlation_id(request: Request) -> str:
    """The caller's ``x-correlation-id`` if it is a sane one, else the id API Gateway gave, else a new one."""
    if not hasattr(request.state, "correlation_id"):
        sent = request.headers.get("x-correlation-id", "")
        gateway = request.scope.get("aws.event", {}).get("requestContext", {}).get("requestId")
        request.state.correlation_id = sent if _CORRELATION_ID.fullmatch(sent) else gateway or str(new_id())
    return str(request.state.correlation_id)


def _invocation(function: Function, request: Request, caller: Caller | None) -> Invocation:
    invocation = Invocation(
        function=function.name,
        correlation_id=correlation_id(request),
        company_id=caller.company_id if caller else None,
    )
    identify(invocation)
    return invocation


def _authorizer_context(request: Request) -> dict[str, Any]:
    """What the authorizer said: in the event behind API Gateway, in the scope under `functions.gateway`."""
    if "authorizer" in request.scope:
        return dict(request.scope["authorizer"])
    context = request.scope.get("aws.event", {}).get("requestContext", {}).get("authorizer") or {}
    return dict(context.get("lambda") or {})
