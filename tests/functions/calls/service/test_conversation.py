"""A call that is conducted: what it decides is stored before it is spoken of, and the call outlives its office."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from functions.calls.domain.conversation.actions import HangUp, Hush, Language, Say, VoiceAction
from functions.calls.domain.conversation.decision import Decision
from functions.calls.domain.conversation.intents import Intent, Reading
from functions.calls.domain.conversation.observations import Connected, Observation, Played, Returned
from functions.calls.domain.conversation.script import script_of
from functions.calls.domain.conversation.state import StateName
from functions.calls.service.adviser import ModelAdviser
from functions.calls.service.conversation import ConductedCall, Reason, Snapshot
from shared.llm.model import Answer
from tests.functions.calls.domain.conversation.telephone import FRIDAY_AT_THREE, THURSDAY_AT_TEN, facts_of, said


class Office:
    def __init__(self, *, broken: bool = False) -> None:
        self.done: list[Any] = []
        self.broken = broken
        self.stopped = False
        self.kept: dict[str, Any] = {}
        self.decisions: list[Decision] = []

    def suppress(self, reason: Reason) -> None:
        if self.broken:
            raise ConnectionError
        self.done.append(("suppress", reason))

    def slots(self, near: datetime | None) -> Sequence[datetime]:
        if self.broken:
            raise ConnectionError
        return (near,) if near else (THURSDAY_AT_TEN, FRIDAY_AT_THREE)

    def lawful(self, at: datetime | None) -> datetime | None:
        return at or THURSDAY_AT_TEN

    def book(self, at: datetime) -> bool:
        self.done.append(("book", at))
        return True

    def call_back(self, at: datetime | None, *, asked: bool) -> None:
        self.done.append(("call back", at, asked))

    def send_information(self) -> None:
        self.done.append("information")

    def keep(self, snapshot: dict[str, Any], decisions: Sequence[Decision]) -> bool:
        self.kept = snapshot
        self.decisions += decisions
        return not self.stopped


async def _talk(call: ConductedCall, *what: str | Observation) -> list[VoiceAction]:
    """Everything that is said is heard; the last step's actions."""
    done: list[VoiceAction] = []
    waiting: list[Observation] = [Connected(at_ms=500)] if call.snapshot.state.name == "connecting" else []
    for number, one in enumerate((None, *what)):
        if one is not None:
            waiting.append(said(one, 5000 + number * 2000) if isinstance(one, str) else one)
        while waiting:
            observation = waiting.pop(0)
            actions = await call.observe(observation)
            if actions or not isinstance(observation, Played):
                done = list(actions)
            waiting += [Played(mark=action.mark, at_ms=5000) for action in actions if isinstance(action, Say)]
    return done


def test_a_meeting_is_booked_before_it_is_confirmed() -> None:
    office = Office()
    call = ConductedCall(script_of(), facts_of(), office)
    asyncio.run(_talk(call, "Sí", "Sí", "Sí", "Sí", "el viernes", "sí"))
    assert office.done == [("book", FRIDAY_AT_THREE)]
    assert call.snapshot.state.outcome == "meeting_booked"
    assert Snapshot.model_validate(office.kept) == call.snapshot
    assert office.decisions[-1].script_version == "hotels-1"
    assert "Book" in [action for decision in office.decisions for action in decision.actions]


def test_an_opt_out_is_stored_when_its_confirmation_is_handed_to_the_voice() -> None:
    office = Office()
    call = ConductedCall(script_of(), facts_of(), office)

    async def scenario() -> None:
        await _talk(call)
        actions = await call.observe(said("stop calling me"))
        assert office.done == [("suppress", "do_not_call")]
        assert [type(action) for action in actions] == [Hush, Say, HangUp]

    asyncio.run(scenario())


def test_an_opt_out_that_cannot_be_stored_is_not_claimed_and_is_owed() -> None:
    call = ConductedCall(script_of(), facts_of(), Office(broken=True))

    async def scenario() -> list[VoiceAction]:
        await _talk(call)
        return list(await call.observe(said("no me llamen más")))

    assert asyncio.run(scenario()) == [Hush(), HangUp(after=None)]
    assert call.snapshot.unstored == "do_not_call"
    assert call.snapshot.state.outcome == "do_not_call"


def test_without_a_calendar_a_call_back_is_offered() -> None:
    call = ConductedCall(script_of(), facts_of(), Office(broken=True))
    done = asyncio.run(_talk(call, "Sí", "Sí", "Sí", "Sí"))
    assert [action.line for action in done if isinstance(action, Say)] == ["ask_when"]


def test_another_process_goes_on_from_the_snapshot() -> None:
    office = Office()
    asyncio.run(_talk(ConductedCall(script_of(), facts_of(), office), "Sí", "Sí"))
    kept = Snapshot.model_validate(office.kept)
    call = ConductedCall(script_of(), facts_of(offset_ms=30_000), office, snapshot=kept)
    asyncio.run(_talk(call, Returned(because="resumed", at_ms=100), "Sí", "Sí", "el primero", "sí"))
    assert call.snapshot.state.outcome == "meeting_booked"
    assert call.snapshot.ledger.turns[-1].started_ms >= 30_000


def test_a_company_that_stops_says_goodbye_in_place_of_the_next_question() -> None:
    office = Office()
    call = ConductedCall(script_of(), facts_of(), office)
    asyncio.run(_talk(call, "Sí"))
    office.stopped = True
    done = asyncio.run(_talk(call, "Sí"))
    assert {action.line for action in done if isinstance(action, Say)} == {"bye_time"}
    assert (call.snapshot.state.name, call.snapshot.state.outcome) == ("ended", "interested")


class Advice:
    name = "llm:test"

    def __init__(self, intent: Intent) -> None:
        self.intent = intent
        self.asked: list[str] = []

    def classify(self, text: str, state: StateName, language: Language) -> Reading | None:
        self.asked.append(f"{state}:{language}:{text}")
        return Reading(intent=self.intent, confidence=0.9, source=self.name)


def test_a_model_is_asked_only_where_the_rules_are_unsure() -> None:
    office, advice = Office(), Advice("affirm")
    call = ConductedCall(script_of(), facts_of(), office, advice)
    asyncio.run(_talk(call, "a sus órdenes", "me interesa"))
    assert advice.asked == ["identify:es:a sus órdenes"]
    assert call.snapshot.state.name == "qualify"
    assert "llm:test" in [decision.source for decision in office.decisions]


def test_a_model_decides_no_opt_out_and_no_hand_over() -> None:
    for intent in ("do_not_call", "human_request", "hostile", "stop_recording"):
        office = Office()
        call = ConductedCall(script_of(), facts_of(human_available=True), office, Advice(intent))
        asyncio.run(_talk(call, "a sus órdenes"))
        assert (call.snapshot.state.name, office.done) == ("identify", [])


class Late:
    name = "llm:late"

    def __init__(self) -> None:
        self.released = threading.Event()

    def classify(self, text: str, state: StateName, language: Language) -> Reading | None:
        del text, state, language
        self.released.wait(10)
        return Reading(intent="affirm", confidence=0.9)


def test_a_model_that_is_late_is_not_waited_for() -> None:
    late = Late()

    async def scenario() -> list[VoiceAction]:
        done = await _talk(ConductedCall(script_of(), facts_of(), Office(), late), "a sus órdenes")
        late.released.set()
        return done

    lines = [action.line for action in asyncio.run(scenario()) if isinstance(action, Say)]
    assert lines == ["identify_again", "identify_again"]


class Model:
    def __init__(self, answer: Answer | None) -> None:
        self.answer = answer

    def propose(self, instructions: str, text: str, schema: dict[str, Any]) -> Answer | None:
        del instructions, text, schema
        return self.answer


def test_a_models_answer_is_checked() -> None:
    def read(answer: Answer | None) -> Reading | None:
        return ModelAdviser(Model(answer), "llm:m").classify("¿cómo dice?", "pitch", "es")

    assert read({"intent": "price", "confidence": 0.8}) == Reading(intent="price", confidence=0.8, source="llm:m")
    for answer in (
        None,
        {},
        {"intent": "price", "confidence": 0.3},
        {"intent": "price", "confidence": 7},
        {"intent": "do_not_call", "confidence": 1.0},
        {"intent": "human_request", "confidence": 1.0},
        {"intent": "price", "confidence": 0.9, "dial": "+573001234567"},
    ):
        assert read(answer) is None
