"""The first company's account at the simulated Alegra: made once, and connected through the API."""

from typing import Any

import httpx
import pytest

from local.cli.api import Api
from local.cli.errors import Trouble
from local.cli.vendor_accounts import ALEGRA, connect_alegra
from tests.lambdas import NOBODY_LISTENS
from tests.local.cli.builders import ADMIN
from tests.local.vendors.serving import Served
from tests.loopback import Heard, loopback


class Product:
    """Answers as the product does; knows what was connected."""

    def __init__(self, fault: dict[str, Any] | None = None) -> None:
        self.account: dict[str, Any] | None = None
        self.fault = fault

    def answer(self, heard: Heard) -> tuple[int, Any]:
        assert heard.path == ALEGRA
        if heard.method == "PUT":
            self.account, self.fault = heard.json, None
        return 200, {"connected": bool(self.account), "email": ADMIN.email, "fault": self.fault}


def test_an_account_is_made_and_connected_once(simulated_alegra: Served) -> None:
    product = Product()
    with loopback(product.answer) as api:
        connect_alegra(Api(api.url), ADMIN, simulated_alegra.url)
        first = product.account
        assert connect_alegra(Api(api.url), ADMIN, simulated_alegra.url).endswith("there")
    assert first
    assert product.account == first
    company = httpx.get(f"{simulated_alegra.url}/company", auth=(first["email"], first["token"])).json()
    assert company["name"] == ADMIN.company


def test_an_account_that_takes_nothing_is_connected_again(simulated_alegra: Served) -> None:
    product = Product({"code": 401, "message": "x"})
    product.account = {}
    with loopback(product.answer) as api:
        connect_alegra(Api(api.url), ADMIN, simulated_alegra.url)
    assert product.account


def test_without_the_simulator_nothing_is_connected() -> None:
    product = Product()
    with loopback(product.answer) as api, pytest.raises(Trouble, match="takes no account"):
        connect_alegra(Api(api.url), ADMIN, f"{NOBODY_LISTENS}/api/v1")
    assert product.account is None
