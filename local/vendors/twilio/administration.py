"""The simulator's own pages, under ``/_simulator``: accounts, speed, disturbances, who has a number, and reports.

* ``PUT accounts`` with `Account`;
* ``GET|PUT settings`` with ``{"speed": 1.0, "listens": true}``;
* ``GET|POST|DELETE disturbances`` with `Disturbance`;
* ``GET personas``; ``PUT personas`` with a `Persona`, which takes its number over;
* ``GET calls``; ``GET calls/{sid}/report``; ``GET calls/{sid}/audio`` (left the prospect, right the agent).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.vendors.simulation import ADMIN
from local.vendors.twilio.accounts import Account, Accounts
from local.vendors.twilio.disturbances import Disturbance
from local.vendors.twilio.exchange import Exchange
from local.vendors.twilio.personas.book import Persona
from local.vendors.twilio.telephone import Telephone

Page = Callable[[Request], Awaitable[Response]]


class Settings(BaseModel):
    """How the simulation goes on; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    speed: float | None = Field(default=None, gt=0, le=100)
    listens: bool | None = None


def administration(accounts: Accounts, exchange: Exchange) -> list[Route]:
    """Their routes."""
    pages = _Pages(accounts, exchange)
    return [
        Route(f"{ADMIN}/accounts", _checked(pages.put_account), methods=["PUT"]),
        Route(f"{ADMIN}/settings", _checked(pages.settings), methods=["GET", "PUT"]),
        Route(f"{ADMIN}/disturbances", _checked(pages.disturbances), methods=["GET", "POST", "DELETE"]),
        Route(f"{ADMIN}/personas", _checked(pages.personas), methods=["GET", "PUT"]),
        Route(f"{ADMIN}/calls", _checked(pages.calls), methods=["GET"]),
        Route(f"{ADMIN}/calls/{{sid}}/report", _checked(pages.report), methods=["GET"]),
        Route(f"{ADMIN}/calls/{{sid}}/audio", _checked(pages.audio), methods=["GET"]),
    ]


def _checked(page: Page) -> Page:
    async def checked(request: Request) -> Response:
        try:
            return await page(request)
        except ValidationError as error:
            return JSONResponse({"message": str(error)}, 422)
        except KeyError:
            return JSONResponse({"message": "there is no such call"}, 404)

    return checked


class _Pages:
    def __init__(self, accounts: Accounts, exchange: Exchange) -> None:
        self.accounts, self.exchange, self.services = accounts, exchange, exchange.services

    async def put_account(self, request: Request) -> Response:
        account = Account.model_validate_json(await request.body())
        self.accounts.put(account)
        return JSONResponse({**account.model_dump(exclude={"auth_token"}), "provider": "simulator"})

    async def settings(self, request: Request) -> Response:
        if request.method == "PUT":
            said = Settings.model_validate_json(await request.body())
            self.services.clock.speed = said.speed or self.services.clock.speed
            self.services.listens = self.services.listens if said.listens is None else said.listens
        return JSONResponse({"speed": self.services.clock.speed, "listens": self.services.listens})

    async def disturbances(self, request: Request) -> Response:
        coming = self.services.disturbances.coming
        if request.method == "DELETE":
            coming.clear()
        if request.method == "POST":
            coming.append(Disturbance.model_validate_json(await request.body()))
        return JSONResponse([one.model_dump() for one in coming])

    async def personas(self, request: Request) -> Response:
        book = self.services.book
        if request.method == "PUT":
            made = Persona.model_validate_json(await request.body())
            book.personas[made.name] = book.numbers[made.number] = made
        return JSONResponse([one.model_dump(mode="json") for one in book.numbers.values()])

    async def calls(self, _request: Request) -> Response:
        return JSONResponse([_summary(one) for one in self.exchange.telephones.values()])

    async def report(self, request: Request) -> Response:
        telephone = self.exchange.telephones[request.path_params["sid"]]
        return JSONResponse({"call": telephone.call.resource(), **telephone.report.shown()})

    async def audio(self, request: Request) -> Response:
        telephone = self.exchange.telephones[request.path_params["sid"]]
        return Response(telephone.report.wav(), media_type="audio/wav")


def _summary(telephone: Telephone) -> dict[str, Any]:
    call = telephone.call
    return {"sid": call.sid, "to": call.to, "status": call.status, "persona": telephone.persona.name}
