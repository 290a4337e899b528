"""The HTTP API of the cloud, as a person with a token uses it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from local.cli.errors import NotRunning, Refused, Trouble

Found = TypeVar("Found")
PATIENCE = 30.0  # seconds for one answer: a cold start under load


@dataclass
class Api:
    """The API under one address; `token` is sent when there is one."""

    url: str
    token: str | None = None

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        return self.request("POST", path, body)

    def get(self, path: str) -> Any:
        return self.request("GET", path)

    def request(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """One request; the parsed answer.

        Raises:
            Refused: the answer is a problem; the message is its own.
            NotRunning: nobody answers.
        """
        return answer_of(self.send(method, path, body))

    def send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        """One request; the answer whatever it is.

        Raises:
            NotRunning: nobody answers.
        """
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            return httpx.request(method, self.url + path, json=body, headers=headers, timeout=PATIENCE, trust_env=False)
        except httpx.HTTPError as error:
            raise NotRunning(
                f"{self.url} does not answer: {error}", advice="Look with `astramech status`, start it with `up`."
            ) from None

    def sign_in(self, email: str, password: str) -> "Api":
        """The same API with the token of a person.

        Raises:
            Refused: the password is not right.
        """
        grant = {"grant_type": "password", "email": email, "password": password}
        return Api(self.url, self.post("/auth/token", grant)["access_token"])


def answer_of(response: httpx.Response) -> Any:
    """What a request was answered, parsed.

    Raises:
        Refused: the answer is a problem; the message is its own.
    """
    if response.is_success:
        return response.json() if response.content else None
    request = response.request
    raise Refused(f"{request.method} {request.url.path} answered {response.status_code}: {_problem(response)}")


def wait_for(look: Callable[[], Found | None], seconds: float, what: str) -> Found:
    """What `look` finds, looked for every tenth of a second.

    Raises:
        Trouble: it finds nothing before the time is up.
    """
    deadline = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > deadline:
            raise Trouble(f"Waited {seconds:.0f} s in vain for {what}.", advice="`astramech logs` may say why.")
        time.sleep(0.1)
    return found


def _problem(response: httpx.Response) -> str:
    try:
        problem = response.json()
        wrong = "; ".join(f"{one['field']} {one['message']}" for one in problem.get("errors", []))
        return " ".join(filter(None, [problem.get("detail") or problem.get("message") or problem["title"], wrong]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return response.text[:300]
