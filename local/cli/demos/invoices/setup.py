"""What an accountant says once, before the first document: company, suppliers, rules, the account at Alegra."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from local.cli.api import PATIENCE, Api
from local.cli.errors import Trouble
from local.cli.stack_file import Stack
from local.vendors.simulation import ADMIN

ASSUMPTIONS = "assumptions.json"
RULES = "/finance/tax/rules"
CONNECTION = "/finance/alegra/connection"
CONFIRMABLE = "once_confirmed"
TOKEN = "token-of-the-demo"  # noqa: S105 - of a simulated account


def set_up(stack: Stack, api: Api, folder: Path) -> str:
    """Say what the folder assumes, over the API; what was said before by somebody stays.

    Returns:
        What was done, in a few words.

    Raises:
        Refused: the product does not take it.
        NotRunning: nobody answers.
    """
    return ", ".join([*_books(api, folder / ASSUMPTIONS), *_alegra(stack, api)])


def _books(api: Api, file: Path) -> Iterator[str]:
    if not file.is_file():
        return
    assumed = json.loads(file.read_text(encoding="utf-8"))
    if api.get("/finance/settings")["nit"] is None:
        api.request("PUT", "/finance/settings", _settings(assumed["company"]))
    yield assumed["company"]["name"]
    for supplier in assumed["suppliers"]:
        api.post("/finance/counterparties", _introduction(supplier))
    yield f"{len(assumed['suppliers'])} suppliers"
    yield f"{_confirm_rules(api)} rules confirmed"


def _settings(company: Mapping[str, Any]) -> dict[str, Any]:
    return {"nit": company["nit"], "profile": company["profile"]}


def _introduction(supplier: Mapping[str, Any]) -> dict[str, Any]:
    memory = {
        "concept": supplier["concept"],
        "purpose": supplier["purpose"],
        "municipality": supplier.get("performed_in"),
    }
    return {"tax_id": supplier["nit"], "name": supplier["name"], "profile": supplier["profile"], "memory": memory}


def _confirm_rules(api: Api) -> int:
    """Every rule of today that decides alone once an accountant has confirmed it; how many are confirmed."""
    found = api.get(RULES)
    rules = [rule for rule in (*found["rules"], *found["exemptions"]) if rule["decides"] == CONFIRMABLE]
    for rule in rules:
        if rule["confirmation"] is None:
            api.post(f"{RULES}/{rule['id']}/confirm", {})
    return len(rules)


def _alegra(stack: Stack, api: Api) -> Iterator[str]:
    """An account at the simulated Alegra, where the cloud has one and the company is not connected to another."""
    url = stack.vendors.get("alegra")
    if url is None or api.get(CONNECTION)["connected"]:
        return
    account = {"email": stack.admin.email, "token": TOKEN, "company": stack.admin.company}
    root = httpx.URL(url).copy_with(path=f"{ADMIN}/accounts")
    try:
        httpx.put(root, json=account, timeout=PATIENCE, trust_env=False).raise_for_status()
    except httpx.HTTPError as error:
        raise Trouble(f"The simulated Alegra at {root} makes no account: {error}") from None
    api.request("PUT", CONNECTION, {"email": stack.admin.email, "token": TOKEN})
    yield "an account at the simulated Alegra"
