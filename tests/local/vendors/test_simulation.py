"""What every simulated vendor has around it: its mark, its health, and faults that happen as often as they are told."""

import time
from collections.abc import Iterator

import httpx
import pytest

from local.vendors import vendors
from tests.local.vendors.serving import Served, served


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with served("alegra") as vendor:
        vendor.administer("PUT", "accounts", email="a@hotel.example", token="of nobody")
        yield vendor


@pytest.fixture
def vendor(running: Served) -> Iterator[Served]:
    yield running
    running.recover()


@pytest.fixture
def client(vendor: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=vendor.url, auth=("a@hotel.example", "of nobody"), timeout=5) as client:
        yield client


def contacts(client: httpx.Client) -> int:
    total: int = client.get("/contacts", params={"metadata": "true"}).json()["metadata"]["total"]
    return total


def test_each_vendor_is_a_folder() -> None:
    assert {name: vendor.path for name, vendor in vendors().items()} == {
        "alegra": "/api/v1",
        "deepgram": "",
        "elevenlabs": "",
        "twilio": "",
    }


def test_every_answer_says_that_it_is_a_simulators(client: httpx.Client, vendor: Served) -> None:
    answers = [client.get("/contacts"), client.get("/nowhere"), httpx.get(f"{vendor.root}/_simulator/health")]
    assert [answer.headers["x-provider"] for answer in answers] == ["simulator"] * 3


def test_before_nothing_has_happened_after_all_has(client: httpx.Client, vendor: Served) -> None:
    there = contacts(client)
    vendor.fail(method="POST", kind="status", status=503, when="before", body={"message": "down"})
    refused = client.post("/contacts", json={"name": "Ana"})
    assert (refused.status_code, refused.json()) == (503, {"message": "down"})
    assert contacts(client) == there
    vendor.fail(method="POST", kind="status", status=503, when="after")
    assert client.post("/contacts", json={"name": "Ana"}).status_code == 503
    assert contacts(client) == there + 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_reset_connection_answers_nothing(client: httpx.Client, vendor: Served, when: str) -> None:
    there = contacts(client)
    vendor.fail(method="POST", kind="reset", when=when)
    with pytest.raises(httpx.TransportError):
        client.post("/contacts", json={"name": "Ana"})
    assert contacts(client) == there + (when == "after")


def test_an_answer_breaks_off_in_the_middle(client: httpx.Client, vendor: Served) -> None:
    there = contacts(client)
    vendor.fail(method="POST", kind="reset", when="during")
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("/contacts", json={"name": "Ana"})
    assert contacts(client) == there + 1


def test_a_malformed_answer_is_no_json(client: httpx.Client, vendor: Served) -> None:
    vendor.fail(kind="malformed", when="after")
    answer = client.get("/contacts")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Unterminated"):
        answer.json()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_slow_answer_is_late_and_right(client: httpx.Client, vendor: Served, when: str) -> None:
    vendor.fail(kind="slow", seconds=0.3, when=when)
    began = time.monotonic()
    assert client.get("/company").json()["provider"] == "simulator"
    assert time.monotonic() - began >= 0.3


def test_a_fault_is_limited_to_a_path_and_a_number_of_times(client: httpx.Client, vendor: Served) -> None:
    vendor.fail(kind="status", status=500, path="/taxes", times=2)
    assert [client.get(path).status_code for path in ("/items", "/taxes", "/taxes", "/taxes")] == [200, 500, 500, 200]


def test_what_is_no_fault_is_refused(vendor: Served) -> None:
    answer = httpx.post(f"{vendor.root}/_simulator/faults", json={"kind": "explosion"})
    assert answer.status_code == 422
    assert httpx.get(f"{vendor.root}/_simulator/faults").json() == []
