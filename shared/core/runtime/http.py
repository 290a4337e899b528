"""HTTP: FastAPI routes, validates and documents; the function's own needs are resolved and committed by `call`."""

import inspect
from collections.abc import Callable, Coroutine, Iterable
from http import HTTPMethod
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.datastructures import Default
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.routing import APIRoute
from mangum import Mangum
from mangum.adapter import DEFAULT_TEXT_MIME_TYPES
from starlette.exceptions import HTTPException

from shared.auth.caller import Caller
from shared.core.function import PREFIX, Function, Http, LambdaCall
from shared.core.incoming import Incoming
from shared.core.inject import hints, provider_of
from shared.core.invocation import Invocation
from shared.core.problems import MEDIA_TYPE
from shared.core.runtime.call import call
from shared.core.runtime.documentation import documented_answers, documented_request, model_of
from shared.core.runtime.edge import admit, as_it_came, correlation_id, limit, refuse
from shared.core.runtime.pages import is_for_people, page_response, redirection
from shared.schemas.answers import Answer, Attachment, Document, Elsewhere, WebPage

RouteHandler = Callable[[Request], Coroutine[Any, Any, Response]]


def serve(function: Function) -> LambdaCall:
    """The Lambda handler of one endpoint: an app with exactly its route."""
    handler = _behind_gateway(application([function], openapi_url=None))
    if not _http(function).idempotent:
        return handler
    from shared.core.runtime.idempotency import idempotent  # noqa: PLC0415 - brings boto3

    return idempotent(function, handler)


def serve_unmatched(function: Function) -> LambdaCall:
    """The Lambda handler of what answers at every address that is no endpoint's."""
    app = application([], openapi_url=None)
    methods = [method.value for method in HTTPMethod]
    app.add_api_route("/{address:path}", _endpoint(function), methods=methods, response_model=None)
    return _behind_gateway(app)


def _behind_gateway(app: FastAPI) -> LambdaCall:
    mangum = Mangum(app, lifespan="off", text_mime_types=[*DEFAULT_TEXT_MIME_TYPES, MEDIA_TYPE])

    def handler(event: Any, context: Any) -> Any:
        return mangum(event, context)

    return handler


def application(functions: Iterable[Function], **options: Any) -> FastAPI:
    """A FastAPI app with the routes of `functions`; every error answers as problem+json.

    Args:
        functions: HTTP functions.
        options: passed to FastAPI.
    """
    app = FastAPI(redirect_slashes=False, **options)
    app.router.route_class = _GuardedRoute
    app.add_exception_handler(HTTPException, refuse)
    for function in functions:
        _add_route(app, function)
    return app


class _GuardedRoute(APIRoute):
    """Refuses what is too large or not allowed before the body is parsed, and answers every error the same way."""

    def get_route_handler(self) -> RouteHandler:
        validate_and_call = super().get_route_handler()
        function: Function = self.endpoint.function  # type: ignore[attr-defined]

        async def handle(request: Request) -> Response:
            try:
                body = await request.body()
                limit(body)
                request.state.given = admit(function, request, as_it_came(request, body))
                response = await validate_and_call(request)
            except Exception as error:  # noqa: BLE001 - the edge: every error has one answer
                response = refuse(request, error, shown_to_people=is_for_people(function))
            response.headers["x-correlation-id"] = correlation_id(request)
            response.headers.setdefault("cache-control", "no-store")
            return response

        return handle


def _add_route(app: FastAPI, function: Function) -> None:
    trigger, answer = _http(function), _answer(function)
    app.add_api_route(
        PREFIX + trigger.path,
        _endpoint(function),
        methods=[trigger.method],
        status_code=trigger.status,
        operation_id=function.name,
        name=function.name,
        tags=[function.agent],
        response_model=model_of(answer),
        responses=documented_answers(function, answer),
        openapi_extra=documented_request(function),
        response_class=HTMLResponse if is_for_people(function) else Default(JSONResponse),
    )


def _endpoint(function: Function) -> Callable[..., Any]:
    async def endpoint(incoming: Request, outgoing: Response, **parameters: Any) -> Any:
        given = {Request: incoming, Response: outgoing, **incoming.state.given}
        answer = call(function, given[Invocation], parameters, given=given)
        if isinstance(answer, Answer) and (status := answer.http_status()):
            outgoing.status_code = int(status)
        return _response(answer)

    endpoint.__signature__ = _request_signature(function)  # type: ignore[attr-defined]
    endpoint.__doc__ = function.body.__doc__
    endpoint.function = function  # type: ignore[attr-defined]
    return endpoint


def _response(answer: Any) -> Any:
    """What is no JSON, as it goes out; the rest is left to FastAPI."""
    match answer:
        case Attachment():
            disposition = f'attachment; filename="{answer.file_name}"'
            headers = {"content-disposition": disposition, "x-content-type-options": "nosniff"}
            return Response(answer.content, media_type=answer.media_type, headers=headers)
        case Document():
            return Response(answer.content, media_type=answer.media_type, headers={"x-content-type-options": "nosniff"})
        case Elsewhere():
            return redirection(answer)
        case WebPage():
            return page_response(answer)
    return answer


def _request_signature(function: Function) -> inspect.Signature:
    """What FastAPI reads from the request: every parameter that is not injected."""
    own = inspect.signature(function.body).parameters
    injected = {Caller, Incoming, Invocation, Request, Response}
    from_request = [
        own[name].replace(annotation=annotation, kind=inspect.Parameter.KEYWORD_ONLY)
        for name, annotation in hints(function.body).items()
        if name in own and not provider_of(annotation) and annotation not in injected
    ]
    edge = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)
        for name, kind in (("incoming", Request), ("outgoing", Response))
    ]
    return inspect.Signature([*edge, *from_request])


def _answer(function: Function) -> Any:
    """The annotated answer; none documents an empty body."""
    annotation = inspect.get_annotations(function.body, eval_str=True).get("return")
    return None if annotation is type(None) else annotation


def _http(function: Function) -> Http:
    if not isinstance(function.trigger, Http):
        raise TypeError(f"{function.name} is not an HTTP function")
    return function.trigger
