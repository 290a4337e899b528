"""Case 28: nothing that HR announces has room for a person, a score or an answer."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from functions.hr.domain.scoring.learning import DRIVERS
from shared.schemas.envelope import EventData
from shared.schemas.events import CATALOGUE
from shared.schemas.generate import FOLDER, file_name
from tests.functions.hr.answering import CORE

OURS = [event for event in CATALOGUE if event.source == "hr"]
PERSONAL = re.compile(
    r"user|person|people|member|employee|email|name$|answer|score|scale|band|probab|estimate|risk_of|quality|support"
    r"|item|driver|consent|burnout|archetype|figure|mean|value"
)
ROOM = {
    "assessment_id": "uuid",
    "wave_id": "uuid",
    "team_id": "uuid",
    "definitions": "array",
    "severity": ("high", "critical"),
    "respondents": ("5-9", "10-24", "25-49", "50+"),
    "scoring_version": "string",
    "evaluated_at": "date-time",
    "valid_until": "date-time",
    "name": ("turnover_intention", "burnout"),  # of a model
    "release": "string",
    "sha256": "string",
}
"""Every field there is, and what it has room for; a new one is looked at here first."""


def fields(event: type[EventData]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields of the committed schema's data, whatever they refer to resolved."""
    document = json.loads((FOLDER / file_name(event)).read_text())
    data = resolved(document, document["properties"]["data"])
    assert set(data["properties"]) == set(event.model_fields)
    for name, field in data["properties"].items():
        yield name, resolved(document, field)


def resolved(document: dict[str, Any], field: dict[str, Any]) -> dict[str, Any]:
    reference = field.get("$ref")
    return dict(document["$defs"][reference.rpartition("/")[2]]) if reference else field


def room_of(field: dict[str, Any]) -> object:
    if "enum" in field:
        return tuple(field["enum"])
    return field.get("format", field.get("type"))


def test_hr_announces_what_is_looked_at_here() -> None:
    assert {event.type for event in OURS} == {"assessment.completed", "burnout.risk.detected", "model.promoted"}


@pytest.mark.parametrize("event", OURS, ids=lambda event: event.type)
def test_no_field_is_named_or_shaped_like_a_person_a_score_or_an_answer(event: type[EventData]) -> None:
    for name, field in fields(event):
        assert room_of(field) == ROOM[name], name
        assert room_of(field) not in ("number", "integer", "object", "boolean"), name
        assert not PERSONAL.search(name) or (event.type, name) == ("model.promoted", "name"), name


def test_what_is_looked_for_is_what_there_is() -> None:
    for name in ("user_id", "person_id", "work_score", "probability", "answers", "member_ids", "email", "band"):
        assert PERSONAL.search(name), name
    assert not {*DRIVERS, *CORE.items()} & set(ROOM)
