"""The simulated Twilio with an account of a test's own, seen through Twilio's library."""

import secrets
from collections.abc import Callable
from typing import Any

import httpx
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from local.process import wait_until
from tests.local.vendors.serving import Served

TOKEN = "a token of nobody"
FROM = "+15555550101"
PATIENT = "+12025559000"
"""Answers, says nothing, and never hangs up."""
TERMINAL = {"completed", "busy", "no-answer", "failed", "canceled"}


class Loopback(TwilioHttpClient):  # type: ignore[misc]
    """Sends the library's requests to the simulator."""

    def __init__(self, root: str) -> None:
        super().__init__(timeout=10)
        self.root = root

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        return super().request(method, url.replace("https://api.twilio.com", self.root), *args, **kwargs)


class Line:
    """An account, and what the simulator knows of its calls."""

    def __init__(self, served: Served, **limits: Any) -> None:
        self.served = served
        self.sid = f"AC{secrets.token_hex(16)}"
        facts: dict[str, Any] = {"numbers": [FROM], "countries": ["1", "57"], "calls_per_second": 1000, **limits}
        served.administer("PUT", "accounts", sid=self.sid, auth_token=TOKEN, **facts)
        self.http = Loopback(served.root)
        self.client = Client(self.sid, TOKEN, http_client=self.http)
        self.path = f"/2010-04-01/Accounts/{self.sid}"

    def close(self) -> None:
        self.http.session.close()

    def post(self, path: str, **fields: Any) -> httpx.Response:
        return httpx.post(f"{self.served.root}{self.path}{path}", data=fields, auth=(self.sid, TOKEN))

    def get(self, path: str, **query: Any) -> httpx.Response:
        return httpx.get(f"{self.served.root}{self.path}{path}", params=query, auth=(self.sid, TOKEN))

    def fetch(self, url: str) -> bytes:
        return httpx.get(url).raise_for_status().content

    def dial(self, to: str, document: str = "<Response><Hangup/></Response>", **more: Any) -> str:
        """A call's sid."""
        instructions = {} if "url" in more else {"twiml": document}
        return str(self.client.calls.create(to=to, from_=FROM, **instructions, **more).sid)

    def status(self, sid: str) -> str:
        return str(self.client.calls(sid).fetch().status)

    def until(self, sid: str, *statuses: str) -> str:
        """Wait until a call has one of these statuses, or any of its end."""
        wanted = set(statuses) or TERMINAL
        assert wait_until(lambda: self.status(sid) in wanted, seconds=30, every=0.02), self.report(sid)
        return self.status(sid)

    def report(self, sid: str) -> dict[str, Any]:
        found: dict[str, Any] = self.served.administer("GET", f"calls/{sid}/report")
        return found

    def reported(self, sid: str, what: Callable[[dict[str, Any]], Any]) -> Any:
        """Wait until a report says something."""
        assert wait_until(lambda: bool(what(self.report(sid))), seconds=30, every=0.05), self.report(sid)
        return what(self.report(sid))

    def settle(self, **settings: Any) -> None:
        self.served.administer("PUT", "settings", **settings)

    def persona(self, number: str, **facts: Any) -> None:
        """Give a number to somebody."""
        made = {"name": f"of {number}", "language": "en", "number": number, "about": "of a test", **facts}
        self.served.administer("PUT", "personas", **made)

    def disturb(self, of: str, kind: str, to: str, **more: Any) -> None:
        self.served.administer("POST", "disturbances", of=of, kind=kind, to=to, **more)
