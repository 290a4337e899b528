"""The acceptance cases of scoring, through the endpoint."""

import json
from typing import Any

import pytest

from functions.hr.domain.consent.purposes import PURPOSES
from functions.hr.domain.scoring.learning import DRIVERS
from tests.functions.hr.answering import CLIENT, CORE, GATE, all_items_of, cbi, fevs
from tests.functions.hr.clinic import Clinic, fields, score_of

SPANISH = sorted((item for item in CORE.instruments[0].items if item.id not in CLIENT), key=lambda one: one.place["es"])

ONLY_W = {"cbi.W1": 50, "cbi.W4": 50, "cbi.W7": 50}
ONLY_P = {"cbi.P1": 50, "cbi.P2": 50}
ENOUGH = cbi(P=[50] * 6)

CASES: dict[str, tuple[dict[str, Any], dict[str, tuple[float | None, str | None]]]] = {
    "1": (cbi(P=[75, 50, 75, 25, 50, 25]), {"cbi.personal": (50.0, "moderate")}),
    "2": (cbi(W=[50, 25, 50, 75, 25, 25, 75]), {"cbi.work": (39.3, "low")}),
    "3a": (cbi(W=[50] * 7), {"cbi.work": (50.0, "moderate")}),
    "3b": (cbi(W=[25, 50, 25, None, None, None, 75]), {"cbi.work": (31.3, "low")}),
    "4a": (cbi(W=[100, None, None, 100, 75, None, 0]), {"cbi.work": (93.8, "high")}),
    "4b": (cbi(W=[100] * 6 + [0]), {"cbi.work": (100.0, "severe")}),
    "5a": (ENOUGH | ONLY_W, {"cbi.work": (None, "too_few_answers")}),
    "5b": (ONLY_P | cbi(W=[50] * 7), {"cbi.personal": (None, "too_few_answers")}),
    "5c": (cbi(P=[75, 100, None, 50, None, None]), {"cbi.personal": (75.0, "high")}),
    "6": (cbi(P=[100] * 6, W=[100] * 7), {"cbi.personal": (100.0, "severe"), "cbi.work": (85.7, "high")}),
    "7a": (cbi(C=[25, 25, 0, 50, 50, 25]), {"cbi.client": (29.2, "low")}),
    "7b": (ENOUGH | {GATE: False}, {"cbi.client": (None, "not_applicable")}),
    "8": (
        {item.id: 100 if place in {10, 13} else 0 for place, item in enumerate(SPANISH, 1)},
        {"cbi.personal": (0.0, "low"), "cbi.work": (14.3, "low")},
    ),
    "11a": (ENOUGH | fevs({9: 2, 10: 3}), {"workload": (37.5, "attention")}),
    "11b": (ENOUGH | fevs({9: "X", 10: 2}), {"workload": (25.0, "attention")}),
    "11c": (ENOUGH | fevs({9: "X", 10: "X"}), {"workload": (None, "too_few_answers")}),
    "11d": (
        fevs({63: 4, 64: 1, 48: 5, 51: 5, 40: 3, 69: 4}),
        {"voice": (37.5, "attention"), "supervisor": (100.0, "strength"), "satisfaction": (62.5, "fair")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_person_is_told_the_score(clinic: Clinic, case: str) -> None:
    answers, expected = CASES[case]
    reply = clinic.submit(answers, clinic.person("assessment"))
    assert {subscale: score_of(reply, subscale) for subscale in expected} == expected


@pytest.mark.parametrize("case", ["4a", "4b", "5c", "6"])
def test_help_comes_before_any_score(clinic: Clinic, case: str) -> None:
    reply = clinic.submit(CASES[case][0], clinic.person("assessment"), locale="en")
    assert next(iter(reply.json)) == "support"
    assert reply.json["support"]["text"].startswith("Your answers point to heavy strain.")
    assert [line["number"] for line in reply.json["support"]["lines"]] == ["106"]


@pytest.mark.parametrize("case", ["1", "2", "3a"])
def test_without_strain_there_is_no_such_block(clinic: Clinic, case: str) -> None:
    assert clinic.submit(CASES[case][0], clinic.person("assessment")).json["support"] is None


def test_equal_answers_are_asked_about(clinic: Clinic) -> None:
    reply = clinic.submit(CASES["6"][0], clinic.person("assessment"))
    assert reply.json["quality"] == "straight_line"
    assert "straight_line" in {notice["code"] for notice in reply.json["notices"]}


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        (ENOUGH | {"cbi.P1": 60}, [("/answers/cbi.P1", "not_an_option")]),
        (ENOUGH | fevs({10: 6}), [("/answers/fevs.10", "not_an_option")]),
        (ENOUGH | {"cbi.P7": 50}, [("/answers/cbi.P7", "unknown_item")]),
        ({}, [("/answers", "nothing_to_score")]),
        (ENOUGH | {"cbi.C1": 25, GATE: False}, [("/answers/cbi.C1", "gate_not_open")]),
        (ENOUGH | {"who5.1": 3}, [("/answers/who5.1", "unknown_item")]),
        (ENOUGH | {"tis6.1": 3}, [("/answers/tis6.1", "unknown_item")]),
    ],
    ids=["value", "beyond", "unknown", "empty", "gate", "who5", "tis6"],
)
def test_what_cannot_be_scored_is_refused_with_its_place(
    clinic: Clinic, answers: dict[str, Any], refused: list[tuple[str, str]]
) -> None:
    assert fields(clinic.submit(answers, clinic.person("assessment"))) == refused


@pytest.mark.parametrize("questionnaire", ["well-being", "intention", "nothing"])
def test_what_has_no_wording_is_not_asked(clinic: Clinic, questionnaire: str) -> None:
    reply = clinic.submit({"who5.1": 3}, clinic.person("assessment"), questionnaireId=questionnaire)
    assert fields(reply) == [("/questionnaireId", "unknown_questionnaire")]


@pytest.mark.parametrize(("missing", "reason"), [(4, "too_few_drivers"), (15, "too_few_drivers")])
def test_nothing_is_estimated_from_too_few_drivers(clinic: Clinic, missing: int, reason: str) -> None:
    left_out = set(DRIVERS[:missing])
    given = [item.id for item in CORE.instruments[1].items if item.subscale not in left_out]
    reply = clinic.submit(ENOUGH | dict.fromkeys(given, 3), clinic.person(*PURPOSES))
    assert (reply.json["probabilities"], reply.json["probabilitiesReason"]) == (None, reason)


def test_nothing_is_estimated_without_consent_to_it(clinic: Clinic) -> None:
    answers = ENOUGH | dict.fromkeys(all_items_of("fevs"), 3)
    reply = clinic.submit(answers, clinic.person("assessment"))
    assert (reply.json["probabilities"], reply.json["probabilitiesReason"]) == (None, "no_consent")
    assert "workload" in json.dumps(reply.json["subscales"])
