"""The program: routes, authentication, and the simulator's own pages."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.vendors.twilio.accounts import Account, Accounts, number_resource
from local.vendors.twilio.administration import administration
from local.vendors.twilio.calls import Call, matching, written
from local.vendors.twilio.errors import METHOD_NOT_ALLOWED, Refused, not_found
from local.vendors.twilio.exchange import Exchange
from local.vendors.twilio.lists import page
from local.vendors.twilio.orders import read_form
from local.vendors.twilio.services import Services

ROOT = "/2010-04-01/Accounts/{account}"

Answer = Callable[[Account, Request], Awaitable[Response]]


def twilio(folder: Path | None) -> Starlette:
    """Twilio, with its accounts and reports in a folder or in memory."""
    accounts, services = Accounts(folder), Services(folder)
    exchange = Exchange(services)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await exchange.close()

    api = _Api(accounts, exchange)
    routes = [
        Route(f"{ROOT}/Calls.json", api.endpoint(GET=api.list_calls, POST=api.place)),
        Route(f"{ROOT}/Calls/{{sid}}.json", api.endpoint(GET=api.fetch, POST=api.change, DELETE=api.forget)),
        Route(f"{ROOT}/Calls/{{sid}}/Recordings.json", api.endpoint(GET=api.list_recordings)),
        Route(f"{ROOT}/Recordings/{{sid}}.json", api.endpoint(GET=api.fetch_recording, DELETE=api.forget_recording)),
        Route(f"{ROOT}/IncomingPhoneNumbers.json", api.endpoint(GET=api.list_numbers)),
        *administration(accounts, exchange),
        Route("/{path:path}", _nowhere),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


class _Endpoint:
    """An address of the API, with every method: those that it does not know are refused as Twilio does."""

    def __init__(self, accounts: Accounts, exchange: Exchange, answers: dict[str, Answer]) -> None:
        self.accounts, self.exchange, self.answers = accounts, exchange, answers

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        sid = request.path_params["account"]
        try:
            account = self.accounts.of(sid, request.headers.get("authorization", ""), request.url.path)
            self.accounts.spend(account, int(self.exchange.services.clock.now()))
            return await self.answers.get(request.method, _unknown_method)(account, request)
        except Refused as refused:
            challenge = {"WWW-Authenticate": 'Basic realm="Twilio API"'} if refused.status == 401 else {}  # noqa: PLR2004
            return JSONResponse(refused.body, refused.status, challenge)


class _Api:
    """The answers."""

    def __init__(self, accounts: Accounts, exchange: Exchange) -> None:
        self.accounts, self.exchange = accounts, exchange

    def endpoint(self, **answers: Answer) -> _Endpoint:
        return _Endpoint(self.accounts, self.exchange, answers)

    async def place(self, account: Account, request: Request) -> JSONResponse:
        call = self.exchange.place(account, read_form(await request.body()))
        return JSONResponse(call.resource(), 201)

    async def fetch(self, account: Account, request: Request) -> JSONResponse:
        return JSONResponse(self._call(account, request).resource())

    async def change(self, account: Account, request: Request) -> JSONResponse:
        call = self._call(account, request)
        return JSONResponse(self.exchange.change(call, read_form(await request.body())).resource())

    async def list_calls(self, account: Account, request: Request) -> JSONResponse:
        query = dict(request.query_params)
        rows = [call.resource() for call in matching(self.exchange.calls(account), query)]
        return JSONResponse(page("calls", rows, request.url.path, query))

    async def forget(self, account: Account, request: Request) -> Response:
        self.exchange.forget(self._call(account, request))
        return Response(status_code=204)

    async def fetch_recording(self, account: Account, request: Request) -> JSONResponse:
        return JSONResponse(self._recording(account, request)[1])

    async def forget_recording(self, account: Account, request: Request) -> Response:
        call, recording = self._recording(account, request)
        call.recordings.remove(recording)
        return Response(status_code=204)

    def _recording(self, account: Account, request: Request) -> tuple[Call, dict[str, Any]]:
        for call in self.exchange.calls(account):
            for recording in call.recordings:
                if recording["sid"] == request.path_params["sid"]:
                    return call, recording
        raise not_found(request.url.path)

    async def list_recordings(self, account: Account, request: Request) -> JSONResponse:
        rows = self._call(account, request).recordings
        return JSONResponse(page("recordings", rows, request.url.path, dict(request.query_params)))

    async def list_numbers(self, account: Account, request: Request) -> JSONResponse:
        query, made = dict(request.query_params), written(self.exchange.services.clock.today()) or ""
        wanted = query.get("PhoneNumber", "")
        rows = [number_resource(account, number, made) for number in account.numbers if wanted in number]
        return JSONResponse(page("incoming_phone_numbers", rows, request.url.path, query))

    def _call(self, account: Account, request: Request) -> Call:
        call = self.exchange.find(account, request.path_params["sid"])
        if call is None:
            raise not_found(request.url.path)
        return call


async def _unknown_method(_account: Account, _request: Request) -> JSONResponse:
    raise Refused(405, METHOD_NOT_ALLOWED, "Method not allowed")


async def _nowhere(request: Request) -> JSONResponse:
    refused = not_found(request.url.path)
    return JSONResponse(refused.body, refused.status)
