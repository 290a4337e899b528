"""Answers: everything that is refused is told with its place, and never repeated."""

from typing import Any

import pytest

from functions.hr.domain.instruments.parts import Value
from functions.hr.domain.scoring.answers import AnswersRefusedError, checked
from tests.functions.hr.answering import CLIENT, CORE, GATE, cbi, fevs

ENOUGH = cbi(P=[50] * 6)


def refused(sent: dict[str, Value | None]) -> list[tuple[str, str]]:
    with pytest.raises(AnswersRefusedError) as caught:
        checked(CORE, sent)
    return [(flaw.pointer, flaw.code) for flaw in caught.value.flaws]


@pytest.mark.parametrize("item_id", [*CORE.items()])
@pytest.mark.parametrize("value", [-1, 6, 60, 101, True, 1.0, 75.0, "75", "", "Z", "x", [75]], ids=repr)
def test_a_value_that_is_no_option_is_refused_at_every_item(item_id: str, value: Any) -> None:
    sent = ENOUGH | ({GATE: True} if item_id in CLIENT else {}) | {item_id: value}
    assert refused(sent) == [(f"/answers/{item_id}", "not_an_option")]


@pytest.mark.parametrize("item_id", [*CORE.items()])
def test_every_option_of_every_item_is_accepted(item_id: str) -> None:
    instrument, item = CORE.items()[item_id]
    for option in instrument.scale_of(item).options:
        sent = ENOUGH | ({GATE: True} if item_id in CLIENT else {}) | {item_id: option.value}
        assert checked(CORE, sent).given[item_id] == option.value


def test_do_not_know_is_an_answer_only_where_it_is_offered() -> None:
    assert checked(CORE, ENOUGH | fevs({9: "X"})).given["fevs.9"] == "X"
    assert refused(ENOUGH | fevs({1: "X"})) == [("/answers/fevs.1", "not_an_option")]


@pytest.mark.parametrize("item_id", ["cbi.P7", "cbi.p1", "who5.1", "tis6.1", "age", "", "cbi.personal"])
@pytest.mark.parametrize("value", [50, None])
def test_an_unknown_item_is_refused_even_if_it_is_skipped(item_id: str, value: int | None) -> None:
    assert refused(ENOUGH | {item_id: value}) == [(f"/answers/{item_id}", "unknown_item")]


def test_a_pointer_is_escaped() -> None:
    assert refused(ENOUGH | {"a/b~c": 1}) == [("/answers/a~1b~0c", "unknown_item")]


@pytest.mark.parametrize("gate", [{GATE: False}, {GATE: None}, {}])
def test_items_about_clients_are_refused_unless_there_are_clients(gate: dict[str, Value | None]) -> None:
    assert refused(ENOUGH | gate | {"cbi.C1": 25}) == [("/answers/cbi.C1", "gate_not_open")]


@pytest.mark.parametrize("value", [1, 0, "yes", 100])
def test_the_question_about_clients_is_answered_with_yes_or_no(value: Any) -> None:
    assert refused(ENOUGH | {GATE: value}) == [(f"/answers/{GATE}", "not_an_option")]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"cbi.P1": None},
        {GATE: True},
        {"intent.1": "C"},
        cbi(P=[50, 50, None, None, None, None], W=[50, 50, 50, None, None, None, None]),
        fevs({9: "X"}),
    ],
)
def test_answers_that_score_nothing_are_refused(sent: dict[str, Value | None]) -> None:
    assert refused(sent) == [("/answers", "nothing_to_score")]


def test_all_flaws_are_told_at_once() -> None:
    sent = ENOUGH | {"cbi.P1": 60, "fevs.10": 6, "cbi.P7": 50, "cbi.C1": 7}
    assert refused(sent) == [
        ("/answers/cbi.P1", "not_an_option"),
        ("/answers/fevs.10", "not_an_option"),
        ("/answers/cbi.P7", "unknown_item"),
        ("/answers/cbi.C1", "not_an_option"),
        ("/answers/cbi.C1", "gate_not_open"),
    ]


def test_a_refusal_never_repeats_an_answer() -> None:
    with pytest.raises(AnswersRefusedError) as caught:
        checked(CORE, ENOUGH | {"cbi.P1": 31337, "fevs.1": "marked-answer", GATE: "marked-gate"})
    told = f"{caught.value} {caught.value.flaws}"
    assert "31337" not in told
    assert "marked" not in told
