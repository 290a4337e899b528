"""A simulated vendor as a program in the background: it comes up, keeps what it was told, and goes."""

from pathlib import Path

import httpx

from local.process import free_port
from local.vendors import vendors
from local.vendors.server import VendorServer


def test_it_starts_remembers_its_accounts_and_stops(tmp_path: Path) -> None:
    server = VendorServer(vendors()["alegra"], tmp_path / "alegra")
    assert not server.is_healthy()
    try:
        server.start(free_port(), tmp_path / "log")
        account = {"email": "a@hotel.example", "token": "of nobody", "company": "Hotel Brisa"}
        httpx.put(f"{server.root}/_simulator/accounts", json=account).raise_for_status()
        server.start(free_port(), tmp_path / "log")
        found = httpx.get(f"{server.url}/company", auth=("a@hotel.example", "of nobody")).raise_for_status().json()
        assert (found["name"], found["provider"]) == ("Hotel Brisa", "simulator")
    finally:
        stopped = server.stop()
    assert stopped
    assert not server.is_healthy()
    assert not server.stop()
