"""The simulated people: who there are, each time at a number that was never called, and what a call to them showed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from local.cli.errors import Trouble
from local.vendors.simulation import ADMIN

PATIENCE = 20.0


@dataclass(frozen=True)
class SimulatedPeople:
    """Those whom the simulated Twilio rings.

    Args:
        url: of the simulated Twilio.
    """

    url: str

    def names(self, language: str) -> list[str]:
        """Who there is, by the names that people use."""
        return sorted(one["name"].removesuffix(f"-{language}") for one in self._book() if _is_one(one, language))

    def introduce(self, persona: str, language: str, number: str) -> str:
        """Put one more person of a kind into the telephone book, under a number; what they are like.

        Raises:
            Trouble: there is no such persona, or the simulator does not answer.
        """
        name = f"{persona}-{language}"
        known = next((one for one in self._book() if one["name"] == name), None)
        if known is None:
            raise Trouble(f"There is no persona {persona!r}.", advice=f"There are: {', '.join(self.names(language))}.")
        if known["outcome"] != "unreachable":
            self._ask("PUT", "personas", {**known, "name": f"{name}{number}", "number": number})
        return str(known["about"])

    def call_to(self, number: str) -> str | None:
        """The newest call to a number, as Twilio names it."""
        return next(
            (str(one["sid"]) for one in reversed(self._ask("GET", "calls").json()) if one["to"] == number), None
        )

    def report(self, sid: str) -> Mapping[str, Any]:
        """What a call was, from the other end."""
        found: Mapping[str, Any] = self._ask("GET", f"calls/{sid}/report").json()
        return found

    def _book(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._ask("GET", "personas").json()
        return found

    def _ask(self, method: str, page: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        url = httpx.URL(self.url).copy_with(path=f"{ADMIN}/{page}")
        try:
            return httpx.request(method, url, json=body, timeout=PATIENCE, trust_env=False).raise_for_status()
        except httpx.HTTPError as error:
            raise Trouble(f"The simulated Twilio does not answer {page}: {error}") from None


def _is_one(persona: Mapping[str, Any], language: str) -> bool:
    """Whether it is in the book by itself, and not somebody that was introduced."""
    return bool(persona["name"].endswith(f"-{language}"))
