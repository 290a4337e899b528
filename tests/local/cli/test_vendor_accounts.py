"""Accounts at simulated vendors: Alegra's is connected through the API, Twilio's is kept as a secret."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.cli.api import Api
from local.cli.cloud import Cloud
from local.cli.errors import Trouble
from local.cli.vendor_accounts import ALEGRA, CALLER_IDS, TWILIO, connect_alegra, connect_twilio
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


@pytest.fixture
def cloud(moto_endpoint: str) -> Iterator[Cloud]:
    """A cloud whose stage has no account at Twilio yet."""
    cloud = Cloud(moto_endpoint)
    vault = cloud.client("secretsmanager")
    vault.create_secret(Name=TWILIO, SecretString="{}")
    yield cloud
    vault.delete_secret(SecretId=TWILIO, ForceDeleteWithoutRecovery=True)
    cloud.close()


def kept(cloud: Cloud) -> dict[str, str]:
    found: dict[str, str] = json.loads(cloud.client("secretsmanager").get_secret_value(SecretId=TWILIO)["SecretString"])
    return found


def test_the_account_at_twilio_is_made_once_and_owns_the_numbers(cloud: Cloud, simulated_twilio: Served) -> None:
    sid = connect_twilio(cloud, simulated_twilio.url)
    account = kept(cloud)
    assert connect_twilio(cloud, simulated_twilio.url) == sid == account["account_sid"]
    assert kept(cloud) == account
    url = f"{simulated_twilio.url}/2010-04-01/Accounts/{sid}/IncomingPhoneNumbers.json"
    owned = httpx.get(url, auth=(sid, account["auth_token"])).raise_for_status().json()["incoming_phone_numbers"]
    assert {one["phone_number"] for one in owned} == set(CALLER_IDS.values())


def test_no_account_is_kept_that_the_simulator_did_not_take(cloud: Cloud) -> None:
    with pytest.raises(Trouble, match="simulated Twilio takes no account"):
        connect_twilio(cloud, NOBODY_LISTENS)
    assert kept(cloud) == {}
