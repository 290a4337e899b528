"""Pages for people: how they go out, and what somebody is shown where a program would read a problem."""

from http import HTTPStatus
from types import UnionType
from typing import Any, get_args

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from shared.core.errors import Problem
from shared.core.function import Function
from shared.schemas.answers import Cookie, Elsewhere, WebPage

HEADERS = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

PLAIN = "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color:#1f2a37}"

TROUBLE = {
    "es": ("Algo no salió bien", "No pudimos hacer lo que pediste. Vuelve atrás e inténtalo de nuevo en un momento."),
    "en": ("Something went wrong", "We could not do what you asked. Go back and try again in a moment."),
}


def is_for_people(function: Function) -> bool:
    """Whether a person sees a function's answer in a browser."""
    answer = function.body.__annotations__.get("return")
    return bool({WebPage, Elsewhere} >= set(get_args(answer) if isinstance(answer, UnionType) else (answer,)))


def page_response(page: WebPage, status: HTTPStatus | None = None) -> Response:
    """A page as it goes out, with the policy that holds it together."""
    from shared.core.html import document  # noqa: PLC0415 - only where pages are shown

    headers = {**HEADERS, "content-security-policy": page.policy(), "content-language": page.language}
    return _with_cookie(HTMLResponse(document(page), status or page.status, headers), page.cookie)


def redirection(answer: Elsewhere) -> Response:
    """Where else the answer is."""
    return _with_cookie(
        RedirectResponse(answer.url, HTTPStatus.SEE_OTHER, {"referrer-policy": "no-referrer"}), answer.cookie
    )


def trouble(problem: Problem, request: Request) -> Response:
    """What a person is shown of a problem: the page that it brings, or that something went wrong."""
    if problem.page:
        return page_response(problem.page, problem.status)
    language = language_of(request.headers.get("accept-language", ""))
    title, text = TROUBLE[language]
    body = f"<main><h1>{title}</h1><p>{text}</p></main>"
    page = WebPage(language=language, title=title, body=body, style=PLAIN)
    return page_response(page, problem.status)


def language_of(accepted: str) -> str:
    """The first language of ``Accept-Language`` that we speak; Spanish if there is none."""
    wanted: list[Any] = [one.strip()[:2].lower() for one in accepted.split(",")]
    return next((one for one in wanted if one in TROUBLE), "es")


def _with_cookie(response: Response, cookie: Cookie | None) -> Response:
    if cookie:
        response.headers.append("set-cookie", cookie.header())
    return response
