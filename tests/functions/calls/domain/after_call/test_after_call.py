"""What is made of a call that is over."""

import pytest

from functions.calls.domain.after_call.score import score
from functions.calls.domain.after_call.sentiment import sentiment
from functions.calls.domain.after_call.summary import summarised
from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.observations import Connected, HungUp, Interrupted, Pressed, Silent
from tests.functions.calls.domain.conversation.telephone import THURSDAY_AT_TEN, Telephone, facts_of, said

MEETING = ("Sí, soy yo.", "Sí, cuénteme.", "Sí, claro que nos interesa", "Sí, yo decido.", "el primero", "sí, correcto")


def test_a_meeting_scores_by_its_parts_and_names_their_turns() -> None:
    call = Telephone(facts_of()).talk(*MEETING)
    scored = score(call.state, call.ledger.turns, "es")
    parts = {part.name: part for part in scored.parts}
    assert {name: part.points for name, part in parts.items() if name != "sentiment"} == {
        "commitment": 40,
        "need": 10,
        "authority": 8,
        "talk": 12,
    }
    assert scored.value == round(70 + parts["sentiment"].points)
    turns = call.ledger.turns
    assert [turns[at].text for at in parts["commitment"].turns] == ["sí, correcto"]
    assert [turns[at].text for at in parts["authority"].turns] == ["Sí, yo decido."]
    assert len(parts["talk"].turns) == 3
    assert scored.generator == "rules"


SCORES: dict[str, tuple[tuple[str, ...], int | None]] = {
    "callback": (("Sí", "llámeme mañana a las diez", "Sí"), 31),
    "info": (("Sí", "envíemelo por correo", "sí"), 21),
    "refused": (("No me interesa", "No"), 0),
    "opt-out": (("Sí", "Me interesa mucho todo esto", "No me llamen más"), 0),
    "hostile": (("váyase al carajo",), 0),
    "wrong": (("está equivocado",), 0),
}


@pytest.mark.parametrize("name", SCORES)
def test_a_score_by_hand(name: str) -> None:
    words, value = SCORES[name]
    call = Telephone(facts_of()).talk(*words)
    assert score(call.state, call.ledger.turns, "es").value == value


def test_there_is_no_score_where_nobody_spoke() -> None:
    call = Telephone(facts_of()).talk(*(Silent(times=times, at_ms=times * 6000) for times in (1, 2, 3)))
    scored = score(call.state, call.ledger.turns, "es")
    assert (scored.value, scored.reason, scored.parts) == (None, "nobody spoke", ())


def test_there_is_no_score_for_a_machine() -> None:
    call = Telephone(facts_of())
    call.take(said("Deje su mensaje después del tono", 6000, voiced_ms=5500))
    assert score(call.state, call.ledger.turns, "es").reason == "a machine answered"


def test_the_key_nine_scores_nothing_without_a_word() -> None:
    call = Telephone(facts_of()).talk(Pressed(digit="9", at_ms=2000))
    assert score(call.state, call.ledger.turns, "es").value == 0


def test_the_transcript_holds_what_was_heard_and_no_more() -> None:
    call = Telephone(facts_of())
    call.take(Connected(at_ms=500))
    call.take(said("Sí", 3000), play=False)
    call.take(Interrupted(mark="t3.1", heard="Ayudamos a los", at_ms=4000))
    call.take(said("espere un momento", 5000), play=False)
    call.take(HungUp(at_ms=6000))
    agent = [turn for turn in call.ledger.turns if turn.role == "agent"]
    assert [turn.line for turn in agent] == ["disclosure", "identify_role", "pitch"]
    assert (agent[-1].interrupted, agent[-1].heard) == (True, "Ayudamos a los")
    assert "¿Le cuento cómo funcionaría en su hotel?" not in [turn.text for turn in agent]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mi tarjeta es 4111 1111 1111 1111", "mi tarjeta es [card]"),
        ("mi cédula es 1.032.456.789", "mi cédula es [id]"),
        ("el nit es 900.123.456-7", "el nit es [id]"),
        ("uno cero tres dos cuatro cinco seis siete ocho nueve", "[id]"),
        ("four one one one, one one one one, one one one one, one one one one", "[card]"),
        ("tenemos veinte habitaciones, de dos o tres camas", "tenemos veinte habitaciones, de dos o tres camas"),
    ],
    ids=["card", "cedula", "nit", "id in words", "card in words", "rooms"],
)
def test_numbers_that_must_not_be_kept_are_in_no_turn(text: str, kept: str) -> None:
    call = Telephone(facts_of()).talk(text)
    assert [turn.text for turn in call.ledger.turns if turn.role == "prospect"] == [kept]


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [("es", "me encanta", 1), ("es", "no me gusta", -1), ("es", "el hotel tiene piso", 0), ("en", "sounds great", 1),
     ("en", "this is not good", -1), ("en", "I hate this scam", -1)],
    ids=range(6),
)  # fmt: skip
def test_how_a_turn_sounds(language: Language, text: str, sign: int) -> None:
    felt = sentiment(text, language)
    assert (felt > 0) - (felt < 0) == sign
    assert -1 <= felt <= 1


def test_a_summary_is_made_of_the_calls_facts() -> None:
    call = Telephone(facts_of()).talk("Sí", "¿cuánto cuesta?", "sí", "sí", "sí", "el primero", "sí")
    summary = summarised(call.state, "es", THURSDAY_AT_TEN)
    assert summary.text == (
        "Se agendó una reunión. Hora acordada: 2026-11-26 10:00 -05. A favor: necesidad, decide. Objeciones: precio."
    )
    assert (summary.next_step.do, summary.next_step.at) == ("meet", THURSDAY_AT_TEN)
    assert summary.generator == "template"
    assert summarised(call.state, "en").text.startswith("A meeting was booked. For it: need, decides.")
