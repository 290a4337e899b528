"""A call on paper: whoever is called follows a list of words and keys, and everything that is said is heard."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from functions.calls.domain.after_call.ledger import Ledger
from functions.calls.domain.conversation.actions import (
    Action,
    AskCallBack,
    Book,
    HangUp,
    Language,
    OfferSlots,
    Say,
)
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.observations import Booked, Connected, Heard, Observation, Offered, Played
from functions.calls.domain.conversation.policy import step
from functions.calls.domain.conversation.script import Script, script_of
from functions.calls.domain.conversation.state import State

BOGOTA = ZoneInfo("America/Bogota")
BEGAN = datetime(2026, 11, 25, 11, 0, tzinfo=BOGOTA)  # a Wednesday
THURSDAY_AT_TEN = datetime(2026, 11, 26, 10, 0, tzinfo=BOGOTA)
FRIDAY_AT_THREE = datetime(2026, 11, 27, 15, 0, tzinfo=BOGOTA)


def facts_of(language: Language = "es", **changes: Any) -> Facts:
    told: dict[str, Any] = {
        "language": language,
        "company": "Hotelia",
        "zone": "America/Bogota",
        "began_at": BEGAN,
        "call_back": "seis cero uno",
        "toll_free": "uno ocho cero cero",
        "email_known": True,
    }
    return Facts(**told | changes)


def said(text: str, at_ms: int = 10_000, *, voiced_ms: int = 900, over: str | None = None) -> Heard:
    return Heard(
        text=text,
        confidence=0.9,
        started_ms=at_ms - voiced_ms,
        ended_ms=at_ms,
        voiced_ms=voiced_ms,
        engine="embedded:test",
        over=over,
    )


class Telephone:
    """Carries out what the policy decides, as the voice and the office would."""

    def __init__(self, facts: Facts, script: Script | None = None, lawful: datetime | None = None) -> None:
        self.facts = facts
        self.script = script or script_of()
        self.lawful = lawful
        self.state = State()
        self.ledger = Ledger()
        self.actions: list[Action] = []
        self.intents: list[str] = []
        self.at_ms = 0

    @property
    def says(self) -> list[Say]:
        return [action for action in self.actions if isinstance(action, Say)]

    @property
    def lines(self) -> list[str]:
        return list(dict.fromkeys(say.line for say in self.says))

    def of_kind(self, kind: type[Any]) -> list[Any]:
        return [action for action in self.actions if isinstance(action, kind)]

    def take(self, observation: Observation, *, play: bool = True) -> list[Action]:
        taken = step(self.state, observation, self.script, self.facts)
        self.ledger = self.ledger.after(observation, taken.actions, number=taken.state.turn, offset_ms=0)
        self.state = taken.state
        self.actions += taken.actions
        self.intents.append(taken.decision.intent)
        done = list(taken.actions)
        for answer in self._answers(taken.actions):
            done += self.take(answer, play=play)
        if play:
            for action in taken.actions:
                if isinstance(action, Say):
                    self.at_ms += 1000
                    done += self.take(Played(mark=action.mark, at_ms=self.at_ms))
        return done

    def talk(self, *what: str | Observation) -> "Telephone":
        """A whole call: words are heard when everything was said."""
        self.take(Connected(at_ms=500))
        for one in what:
            if self.state.name == "ended":
                break
            self.at_ms += 2000
            self.take(said(one, self.at_ms) if isinstance(one, str) else one)
        return self

    def _answers(self, actions: Sequence[Action]) -> list[Observation]:
        answers: list[Observation] = []
        for action in actions:
            match action:
                case OfferSlots(near=near):
                    times = (near,) if near else (THURSDAY_AT_TEN, FRIDAY_AT_THREE)
                    answers.append(Offered(kind="meeting", times=times, at_ms=self.at_ms))
                case AskCallBack(at=at):
                    at = self.lawful or at or BEGAN + timedelta(days=1)
                    answers.append(Offered(kind="callback", times=(at,), at_ms=self.at_ms))
                case Book():
                    answers.append(Booked(done=True, at_ms=self.at_ms))
        return answers


def hung_up(actions: Sequence[Action]) -> bool:
    return any(isinstance(action, HangUp) for action in actions)
