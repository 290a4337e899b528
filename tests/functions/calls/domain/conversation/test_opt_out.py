"""Nobody has to ask twice: by voice or key, in every state, and nothing is said after it but that it was done."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.calls.domain.conversation.actions import Action, HangUp, Hush, Say, Suppress
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.observations import (
    Answered,
    Beeped,
    Booked,
    Connected,
    EnginesDown,
    HungUp,
    Interrupted,
    Observation,
    Offered,
    Played,
    Pressed,
    Returned,
    Silent,
    TimeRunsOut,
)
from functions.calls.domain.conversation.policy import step
from functions.calls.domain.conversation.script import script_of
from functions.calls.domain.conversation.state import State
from tests.functions.calls.domain.conversation.telephone import BEGAN, THURSDAY_AT_TEN, Telephone, facts_of, said

STATES: dict[str, Callable[[], Telephone]] = {
    "connecting": lambda: Telephone(facts_of()),
    "disclosure": lambda: _in_disclosure(),  # noqa: PLW0108 - defined below
    "identify": lambda: Telephone(facts_of()).talk(),
    "pitch": lambda: Telephone(facts_of()).talk("Sí"),
    "qualify": lambda: Telephone(facts_of()).talk("Sí", "Sí"),
    "objection": lambda: Telephone(facts_of()).talk("Sí", "es muy caro, ¿cuánto cuesta?"),
    "schedule": lambda: Telephone(facts_of()).talk("Sí", "Sí", "Sí", "Sí"),
    "handoff": lambda: Telephone(facts_of(human_available=True)).talk("quiero hablar con un asesor"),
    "close": lambda: _closing(),  # noqa: PLW0108 - defined below
    "silent": lambda: Telephone(facts_of()).talk(Silent(times=1, at_ms=9000)),
    "screening": lambda: _after(said("diga su nombre y el motivo de su llamada")),
    "voicemail": lambda: _after(said("deje su mensaje después del tono", 6000, voiced_ms=5500)),
}


def _in_disclosure() -> Telephone:
    call = Telephone(facts_of())
    call.take(Connected(at_ms=500), play=False)
    return call


def _closing() -> Telephone:
    call = Telephone(facts_of()).talk("Sí", "no me interesa")
    call.take(said("no, gracias"), play=False)
    return call


def _after(observation: Observation) -> Telephone:
    call = Telephone(facts_of(leave_voicemail=True))
    call.take(observation)
    return call


WISHES: dict[str, Observation] = {
    "voice": said("no me vuelvan a llamar"),
    "english": said("stop calling me"),
    "garbled": said("por favorza que me de la lista"),
    "key": Pressed(digit="9", at_ms=10_000),
}


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("name", STATES)
def test_an_opt_out_is_stored_confirmed_and_the_end_in_every_state(name: str, wish: str) -> None:
    call = STATES[name]()
    assert call.state.name == name
    done = call.take(WISHES[wish], play=False)
    assert [type(action) for action in done] == [Hush, Suppress, Say, HangUp]
    confirmation = next(action for action in done if isinstance(action, Say))
    assert (confirmation.line, confirmation.cached, confirmation.interruptible) == ("opt_out", True, False)
    assert (call.state.name, call.state.outcome) == ("opt_out", "do_not_call")


SPOKEN = [
    "sí", "no", "ajá", "no me interesa", "¿cuánto cuesta?", "ya tenemos contrato", "mañana a las diez", "¿es un robot?",
    "quiero hablar con una persona", "no me llamen más", "por favorza que me de la lista", "espere un momento",
    "no está disponible", "envíemelo por correo", "hola", "", "brr krk", "deje su mensaje después del tono",
    "diga su nombre y el motivo de su llamada", "está equivocado", "idiota", "no me grabe", "¿de dónde sacó mi número?",
    "llámeme después", "el segundo", "me interesa mucho", "adiós",
]  # fmt: skip
AT = st.integers(0, 700_000)
MARKS = st.sampled_from(["d1", "d2", "t1.1", "t2.1", "t3.1", "t4.2", "bye", "vm"])
TIMES = st.lists(
    st.integers(0, 60).map(lambda days: THURSDAY_AT_TEN + timedelta(days=days)), max_size=3, unique=True
).map(tuple)
OBSERVATIONS: st.SearchStrategy[Observation] = st.one_of(
    st.builds(said, st.sampled_from(SPOKEN), AT.map(lambda at: at + 10_000)),
    st.builds(Connected, at_ms=AT),
    st.builds(Played, mark=MARKS, at_ms=AT),
    st.builds(Interrupted, mark=MARKS, heard=st.just("algo"), at_ms=AT),
    st.builds(Pressed, digit=st.sampled_from("0159*#"), at_ms=AT),
    st.builds(Silent, times=st.integers(1, 4), at_ms=AT),
    st.builds(Answered, by=st.sampled_from(["human", "machine_start", "machine_end_beep", "fax"]), at_ms=AT),
    st.builds(Beeped, at_ms=AT),
    st.builds(TimeRunsOut, seconds_left=st.integers(0, 60), at_ms=AT),
    st.builds(Returned, because=st.sampled_from(["transfer_unanswered", "resumed"]), at_ms=AT),
    st.builds(EnginesDown, at_ms=AT),
    st.builds(HungUp, at_ms=AT),
    st.builds(Offered, kind=st.sampled_from(["meeting", "callback"]), times=TIMES, at_ms=AT),
    st.builds(Booked, done=st.booleans(), at_ms=AT),
)
COMPANIES = [
    facts_of(human_available=human, leave_voicemail=message) for human in (True, False) for message in (True, False)
]
BEFORE_A_DISCLOSURE = {"disclosure", "opt_out", "hostile", "wrong_person", "screening", "voicemail"}
LISTED = {"opt_out", "hostile", "wrong_person"}


@settings(deadline=None, max_examples=150)
@given(st.lists(OBSERVATIONS, max_size=25), st.sampled_from(COMPANIES))
def test_whatever_happens_the_duties_are_kept(happened: list[Observation], facts: Facts) -> None:
    state, actions = State(), list[Action]()
    for observation in happened:
        taken = step(state, observation, script_of(), facts)
        assert State.model_validate_json(taken.state.model_dump_json()) == taken.state
        assert step(State.model_validate_json(state.model_dump_json()), observation, script_of(), facts) == taken
        assert not any(state.suppressed and isinstance(action, Say) for action in taken.actions)
        actions += taken.actions
        state = taken.state
    _keeps_the_duties(actions)


def _keeps_the_duties(actions: list[Action]) -> None:
    says = [(at, action) for at, action in enumerate(actions) if isinstance(action, Say)]
    if says:
        assert says[0][1].line in BEFORE_A_DISCLOSURE
    marks = [say.mark for _, say in says]
    assert len(set(marks)) == len(marks)
    listed = [at for at, action in enumerate(actions) if isinstance(action, Suppress)]
    for at, say in says:
        if say.line in LISTED:
            assert any(before < at for before in listed), "stored before it is said"
    told = [at for at, say in says if say.line in LISTED]
    if told:
        assert not [say for at, say in says if at > told[0]], "nothing is said after it"


ANYTHING = st.lists(st.one_of(OBSERVATIONS, st.sampled_from(list(WISHES.values()))), min_size=1, max_size=6)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(list(STATES)), st.sampled_from(list(WISHES.values())), ANYTHING)
def test_after_an_opt_out_nothing_is_said(name: str, wish: Observation, then: list[Observation]) -> None:
    call = STATES[name]()
    call.take(wish, play=False)
    assert [action for one in then for action in call.take(one, play=False) if isinstance(action, Say)] == []


@settings(deadline=None, max_examples=60)
@given(ANYTHING)
def test_after_a_goodbye_only_an_opt_out_is_answered(then: list[Observation]) -> None:
    call = _closing()
    said_after = [action for one in then for action in call.take(one, play=False) if isinstance(action, Say)]
    assert [say.line for say in said_after] in ([], ["opt_out"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=6), st.sampled_from(COMPANIES))
def test_every_call_ends_by_itself(words: list[str], facts: Facts) -> None:
    """Whoever says these words over and over is said goodbye to within the turns of the script.

    Two silences may follow each word; a third one in a row ends the call.
    """
    call = Telephone(facts)
    call.take(Connected(at_ms=500))
    limit = 3 * (script_of().most_turns + 10)
    for turn in range(limit):
        if call.state.name == "ended" or call.state.transferred:
            break
        call.at_ms += 2000
        text = words[turn % len(words)]
        call.take(said(text, call.at_ms) if text else Silent(times=1, at_ms=call.at_ms))
    assert call.state.name == "ended" or call.state.transferred


def test_a_snapshot_goes_on_where_it_was() -> None:
    call = Telephone(facts_of()).talk("Sí", "Sí", "Sí")
    call.state = State.model_validate_json(call.state.model_dump_json())
    call.take(Returned(because="resumed", at_ms=100))
    assert [say.line for say in call.says[-3:]] == ["question.authority", "resumed", "question.authority"]
    call.take(said("Sí"))
    assert call.lines[-1] == "offer_slots"


def test_the_time_of_a_call_is_the_prospects() -> None:
    assert facts_of().now(60_000) == BEGAN + timedelta(minutes=1)
    assert facts_of(zone="America/Los_Angeles").now(0) == datetime.fromisoformat("2026-11-25T08:00:00-08:00")
