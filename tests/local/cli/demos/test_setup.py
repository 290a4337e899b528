"""What the demo says before the first document, against doors that take it."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from local.cli.api import Api
from local.cli.demos.invoices.folder import SAMPLES
from local.cli.demos.invoices.setup import set_up
from tests.local.cli.builders import a_stack
from tests.loopback import Heard, Loopback, loopback

RULES = [
    {"id": "renta.oro.W4", "decides": "once_confirmed", "confirmation": None},
    {"id": "renta.construccion.W4", "decides": "once_confirmed", "confirmation": {"confirmed_by": "somebody"}},
    {"id": "renta.servicios.W2", "decides": "alone", "confirmation": None},
]


def answering(settings: dict[str, Any], connection: dict[str, Any]) -> Any:
    def answer(heard: Heard) -> tuple[int, Any]:
        path = urlsplit(heard.path).path
        if heard.method == "GET" and path.endswith("/settings"):
            return 200, settings
        if heard.method == "GET" and path.endswith("/rules"):
            return 200, {"rules": RULES, "exemptions": []}
        return 200, connection if path.endswith("/connection") else {}

    return answer


def said(running: Loopback) -> list[tuple[str, Any]]:
    return [
        (f"{heard.method} {urlsplit(heard.path).path}", heard.json) for heard in running.heard if heard.method != "GET"
    ]


def test_a_company_that_has_said_nothing_gets_all_that_the_samples_assume() -> None:
    assumed = json.loads((SAMPLES / "assumptions.json").read_text(encoding="utf-8"))
    with loopback(answering({"nit": None}, {"connected": False})) as running:
        stack = a_stack(api_url=running.url, vendors={"alegra": f"{running.url}/api/v1"})
        told = set_up(stack, Api(running.url), SAMPLES)
    requests = dict(said(running))
    assert requests["PUT /finance/settings"] == {name: assumed["company"][name] for name in ("nit", "profile")}
    assert requests["PUT /_simulator/accounts"]["email"] == requests["PUT /finance/alegra/connection"]["email"]
    introduced = [body["tax_id"] for request, body in said(running) if request == "POST /finance/counterparties"]
    assert introduced == [supplier["nit"] for supplier in assumed["suppliers"]]
    assert [request for request in requests if "confirm" in request] == ["POST /finance/tax/rules/renta.oro.W4/confirm"]
    assert told == "Astramech S.A.S., 17 suppliers, 2 rules confirmed, an account at the simulated Alegra"


def test_what_somebody_has_said_before_stays() -> None:
    with loopback(answering({"nit": "800197268-4"}, {"connected": True})) as running:
        set_up(a_stack(vendors={"alegra": f"{running.url}/api/v1"}), Api(running.url), SAMPLES)
    assert [request for request, _ in said(running) if request.startswith("PUT")] == []


def test_a_folder_that_assumes_nothing_changes_nothing(tmp_path: Path) -> None:
    with loopback(answering({}, {})) as running:
        assert not set_up(a_stack(), Api(running.url), tmp_path)
    assert running.heard == []
