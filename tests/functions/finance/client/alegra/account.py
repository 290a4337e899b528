"""An account at the simulated Alegra, and our client of it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import httpx

from functions.finance.client.alegra.api import AlegraAccount
from functions.finance.client.alegra.http import AlegraHttp
from shared.core.invocation import new_id
from tests.local.vendors.serving import Served

TOKEN = "a-token-of-nobody"


class Closed:
    """A circuit that never opens."""

    def guard(self) -> nullcontext[None]:
        return nullcontext()


@dataclass
class Account:
    """A new account, with what a person sees in it.

    Attributes:
        slept: what the client waited, in seconds.
    """

    vendor: Served
    email: str = field(default_factory=lambda: f"{new_id()}@hotelbrisa.example")
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plan("plus")

    def plan(self, plan: str) -> None:
        self.vendor.administer(
            "PUT", "accounts", email=self.email, token=TOKEN, company="Hotel Brisa S.A.S.", plan=plan
        )

    def client(self, *, timeout: float = 5, token: str = TOKEN) -> AlegraAccount:
        http = AlegraHttp(self.vendor.url, self.email, token, Closed(), timeout=timeout, sleep=self.slept.append)
        return AlegraAccount(http)

    def rows(self, kind: str) -> list[dict[str, Any]]:
        answer = httpx.get(f"{self.vendor.url}/{kind}", auth=(self.email, TOKEN)).raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    def change(self, kind: str, identifier: str, **changes: Any) -> None:
        self.vendor.administer("POST", "rows", email=self.email, kind=kind, id=identifier, changes=changes)

    def forget(self, kind: str, identifier: str) -> None:
        self.vendor.administer("POST", "rows", email=self.email, kind=kind, id=identifier, delete=True)


@contextmanager
def faults_end(vendor: Served) -> Iterator[Served]:
    """No fault of one test is met by the next."""
    try:
        yield vendor
    finally:
        vendor.recover()
