"""The program: routes, authentication, limits and lists."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from local.vendors.alegra import documents
from local.vendors.alegra.accounts import Account, Accounts, OverLimit, Row
from local.vendors.alegra.errors import Refused, invalid
from local.vendors.simulation import ADMIN

MOST = 30
ORDERED_BY = ("id", "date", "dueDate", "name")

Answer = Callable[[Account, Request], Awaitable[Any]]

WRITES: dict[str, Callable[[Account, dict[str, Any]], Row]] = {
    "bills": documents.new_bill,
    "invoices": documents.new_invoice,
    "contacts": documents.new_contact,
    "items": documents.new_item,
    "payments": documents.new_payment,
}
READS = (*WRITES, "taxes", "retentions", "categories")


def alegra(folder: Path | None) -> Starlette:
    """Alegra with its accounts in a folder, or in memory."""
    accounts = Accounts(folder)

    def route(path: str, method: str, answer: Answer) -> Route:
        async def endpoint(request: Request) -> Response:
            headers: dict[str, str] = {}
            try:
                account = accounts.of(request.headers.get("authorization", ""))
                headers = account.spend()
                found = await answer(account, request)
            except OverLimit as refused:
                return JSONResponse(refused.body, 429, refused.headers)
            except Refused as refused:
                return JSONResponse(refused.body, refused.status, headers)
            if method == "POST":
                accounts.save()
            return JSONResponse(found, 201 if method == "POST" else 200, headers)

        return Route(path, endpoint, methods=[method])

    async def put_account(request: Request) -> Response:
        said = await request.json()
        made = accounts.put(said["email"], said["token"], said.get("company", "Sin nombre"), said.get("plan", "plus"))
        return JSONResponse({"email": made.email, "company": made.company, "plan": made.plan, "provider": "simulator"})

    async def change_row(request: Request) -> Response:
        """Change something as a person would on Alegra's own pages: switch a contact off, forget a tax."""
        said = await request.json()
        rows = accounts.known[said["email"]].rows[said["kind"]]
        for row in [row for row in rows if row["id"] == said["id"]]:
            rows.remove(row) if said.get("delete") else row.update(said["changes"])
        accounts.save()
        return JSONResponse({"provider": "simulator"})

    api = [
        route("/company", "GET", _company),
        route("/users/self", "GET", _self),
        *(route(f"/{kind}", "GET", _lister(kind)) for kind in READS),
        *(route(f"/{kind}/{{id}}", "GET", _getter(kind)) for kind in READS),
        *(route(f"/{kind}", "POST", _maker(make, kind)) for kind, make in WRITES.items()),
    ]
    admin = [
        Route(f"{ADMIN}/accounts", put_account, methods=["PUT"]),
        Route(f"{ADMIN}/rows", change_row, methods=["POST"]),
    ]
    return Starlette(routes=[*admin, Mount("/api/v1", routes=api)])


async def _company(account: Account, _request: Request) -> dict[str, Any]:
    return {
        "name": account.company,
        "currency": {"code": "COP"},
        "applicationVersion": "colombia",
        "provider": "simulator",
    }


async def _self(account: Account, _request: Request) -> dict[str, Any]:
    return {"id": "1", "email": account.email, "name": account.company, "status": "active", "role": "admin"}


def _lister(kind: str) -> Answer:
    async def answer(account: Account, request: Request) -> Any:
        query = request.query_params
        start, limit = _number(query.get("start"), 0), _number(query.get("limit"), MOST)
        if not 1 <= limit <= MOST:
            raise invalid(f"limit va de 1 a {MOST}")
        field = query.get("order_field", "id")
        if field not in ORDERED_BY:
            raise invalid(f"order_field es uno de {', '.join(ORDERED_BY)}")
        rows = [row for row in account.rows[kind] if _matches(row, query.get("query", ""))]
        descending = query.get("order_direction", "ASC").upper() == "DESC"
        rows.sort(key=lambda row: _rank(row, field), reverse=descending)
        page = rows[start : start + limit]
        return {"metadata": {"total": len(rows)}, "data": page} if query.get("metadata") == "true" else page

    return answer


def _getter(kind: str) -> Answer:
    async def answer(account: Account, request: Request) -> Any:
        found = account.find(kind, request.path_params["id"])
        if found is None:
            raise Refused(404, "No existe")
        return found

    return answer


def _maker(make: Callable[[Account, dict[str, Any]], Row], kind: str) -> Answer:
    async def answer(account: Account, request: Request) -> Any:
        documents.may_write(account)
        try:
            body = json.loads(await request.body())
        except ValueError:
            raise invalid("El cuerpo no es JSON") from None
        if not isinstance(body, dict):
            raise invalid(f"{kind}: el cuerpo es un objeto")
        return make(account, body)

    return answer


def _matches(row: Row, wanted: str) -> bool:
    said = f"{row.get('name', '')} {row.get('identification', '')} {row.get('reference', '')}"
    return wanted.lower() in said.lower()


def _rank(row: Row, field: str) -> tuple[Any, int]:
    return (int(row["id"]) if field == "id" else str(row.get(field, "")), int(row["id"]))


def _number(said: str | None, default: int) -> int:
    if said is None:
        return default
    if not said.isdigit():
        raise invalid("start y limit son números")
    return int(said)
