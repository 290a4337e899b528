"""One call, from the person's papers to the end of the conversation."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import httpx

from local.cli.api import Api, answer_of
from local.cli.demos.calls.campaign import campaign_for
from local.cli.demos.calls.people import SimulatedPeople
from local.cli.demos.calls.places import PLACES, TIME, Papers, Place
from local.cli.errors import Trouble

PATIENCE = 240.0  # seconds for a call with all that follows it
NOTED_WITHIN = 30.0  # seconds until the CRM has heard of a call
PAUSE = 0.5
OVER = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
CONFLICT = 409

NAMES = {"es": "Lucía Gómez", "en": "Grace Miller"}
"""Of everybody: who answers is told for whom the call is."""

Tell = Callable[[str], None]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Somebody:
    """A person who may be called now, or at least was asked about.

    Attributes:
        about: what the person is like.
        gate: what the gate said when it was asked beforehand.
        lead_id: of the person in the CRM.
    """

    persona: str
    about: str
    number: str
    place: Place
    campaign_id: str
    gate: Row
    lead_id: str = ""


@dataclass
class Called:
    """What became of a wish to call somebody.

    Attributes:
        refused: the answer of the gate, when the call was asked for; then there is no call.
        detail: of the call, as the API shows it.
        decisions: of the gate, the evidence.
        again: what the gate answered when the same number was to be called once more.
        lead: as the CRM shows it, when it has heard of the call.
    """

    who: Somebody
    refused: Row | None = None
    detail: Row = field(default_factory=dict)
    decisions: list[Row] = field(default_factory=list)
    again: Row | None = None
    lead: Row = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """The outcome of the conversation, the status of a line that nobody spoke on, or why there was no call."""
        if self.refused:
            return str(self.refused["code"])
        return str(self.detail["outcome"] or self.detail["status"])


@dataclass(frozen=True)
class CallingDesk:
    """Where somebody sits who has people called.

    Args:
        api: with a token that may do it all.
        people: whom the carrier rings.
        language: of the conversations.
    """

    api: Api
    people: SimulatedPeople
    language: str

    def somebody(self, persona: str, tell: Tell) -> Somebody:
        """A new person of a kind, living where people may be called now; if that is nowhere, the first place.

        Raises:
            Refused: the product does not take what was said of the person.
            Trouble: there is no such persona.
        """
        found = None
        for place in PLACES:
            one = self._settle(persona, place)
            if one.gate["allow"] or one.gate["code"] not in TIME:
                return self._registered(one)
            tell(f"{place.name}: {one.gate['code']}, open at {one.gate['next_allowed_at']}")
            found = found or one
        if found is None:
            raise Trouble("There is nowhere to call.")
        return self._registered(found)

    def call(self, who: Somebody, tell: Tell) -> Called:
        """Have somebody called, and follow the call to its end."""
        answer = self.ask(who)
        if answer.status_code == CONFLICT:
            return Called(who, refused=answer.json())
        call_id = answer_of(answer)["call_id"]
        tell(f"202 queued, call {call_id}")
        detail = self._follow(call_id, who.number, tell)
        decisions = self.api.get(f"/calls/decisions?{urlencode({'number': who.number})}")["items"]
        return Called(who, detail=detail, decisions=decisions, lead=self._noted(who.lead_id, call_id))

    def ask(self, who: Somebody) -> httpx.Response:
        """Ask for a call; the answer whatever it is."""
        draft = {"to_number": who.number, "campaign_id": who.campaign_id, "lead_id": who.lead_id}
        return self.api.send("POST", "/calls/outbound", {**draft, "language": self.language})

    def _settle(self, persona: str, place: Place) -> Somebody:
        """Give somebody a number in a place, with all that is to be on record."""
        papers = Papers(self.api, self.language)
        campaign_id = campaign_for(self.api, place, self.language)
        papers.lists(place.country)
        number = papers.somebody(place)
        about = self.people.introduce(persona, self.language, number)
        papers.agree(place, number)
        gate = papers.check(place, number, campaign_id)
        return Somebody(persona, about, number, place, campaign_id, gate)

    def _registered(self, who: Somebody) -> Somebody:
        """A lead since now; without the number, for a lead that has one is called at once by `lead_flow`."""
        draft = {"contact_name": NAMES[self.language], "email": f"demo-{who.number[1:]}@example.com"}
        return replace(who, lead_id=self.api.post("/crm/leads", draft)["lead_id"])

    def _noted(self, lead_id: str, call_id: str) -> Row:
        """The lead with the call in its timeline; after a while, as it is."""
        deadline = time.monotonic() + NOTED_WITHIN
        while True:
            lead = self.api.get(f"/crm/leads/{lead_id}")
            noted = any(entry["details"].get("call_id") == call_id for entry in lead["timeline"])
            if noted or time.monotonic() > deadline:
                return dict(lead)
            time.sleep(PAUSE)

    def _follow(self, call_id: str, number: str, tell: Tell) -> Row:
        deadline = time.monotonic() + PATIENCE
        shown, status = 0, "queued"
        detail: Row = {}
        while time.monotonic() < deadline:
            detail = self.api.get(f"/calls/status/{call_id}")
            if detail["status"] != status:
                status = detail["status"]
                tell(f"— {status}")
            shown = self._listen(number, shown, tell)
            if status in OVER and detail["outcome"] and (detail["has_transcript"] or not detail["answered_at"]):
                return detail
            time.sleep(PAUSE)
        tell(f"The call {call_id} has not ended after {PATIENCE:.0f} s; look with `astramech logs calls`.")
        return detail

    def _listen(self, number: str, shown: int, tell: Tell) -> int:
        """Tell what was said since; how much was told in all. The simulator hears both ends while the call goes on."""
        sid = self.people.call_to(number)
        lines = list(_lines(self.people.report(sid))) if sid else []
        for line in lines[shown:]:
            tell(line)
        return max(shown, len(lines))


def _lines(report: Row) -> Iterator[str]:
    """What was said and heard at the other end, in order."""
    said = [(row["start_ms"], "person", row["text"]) for row in report["said"]]
    heard = [(row["at_ms"], "hears ", row["text"]) for row in report["heard"]]
    for at, who, text in sorted(said + heard):
        if text:
            yield f"{at / 1000:6.1f} s  {who}  {text}"
