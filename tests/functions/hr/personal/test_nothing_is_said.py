"""Attack 39: after a full run, no log, event, problem or row in the clear says what somebody answered."""

import json
from io import StringIO
from uuid import UUID

from functions.hr.api.own_data import delete_own_data, export_own_data
from functions.hr.domain.consent.purposes import PURPOSES
from tests.functions.hr.answering import all_items_of, cbi
from tests.functions.hr.clinic import Clinic
from tests.furnishing import TABLES
from tests.lambdas import ask

MARKED = cbi(P=[75, 100, 75, 100, 75, 100], W=[100, 75, 100, 75, 100, 75, 25]) | dict.fromkeys(
    all_items_of("fevs"), "marked-answer"
)
HEAVY = MARKED | dict.fromkeys(all_items_of("fevs"), 2)


def test_nothing_says_what_somebody_answered(clinic: Clinic, logged: StringIO) -> None:
    caller = clinic.person(*PURPOSES)
    refused = clinic.submit(MARKED | {"cbi.P7": "marked-answer"}, caller)
    taken = clinic.submit(HEAVY, caller, key="one")
    assert (refused.status, taken.status) == (422, 200)
    clinic.look(UUID(taken.json["assessmentId"]), caller)
    ask(export_own_data, "GET", "/hr/me/export", caller=caller)
    ask(delete_own_data, "DELETE", "/hr/me", caller=caller)
    told = [refused.body, logged.getvalue(), json.dumps(clinic.rows("events_log"), default=str)]
    kept = {table.name: clinic.rows(table.name) for table in TABLES if table.name != "users"}
    told.append(
        json.dumps(kept, default=lambda value: bytes(value).decode("latin-1") if _is_bytes(value) else str(value))
    )
    scores = {str(one["score"]) for one in taken.json["subscales"] if one["score"] is not None}
    for text in told:
        assert "marked-answer" not in text
        assert f"{caller.id}@x.example" not in text
        assert not [item for item in HEAVY if f'"{item}"' in text]
        assert "severe" not in text
        assert '"support"' not in text
    assert {"87.5", "85.7"} <= scores
    assert not [score for score in ("87.5", "85.7") if any(f" {score}" in text for text in told)]


def _is_bytes(value: object) -> bool:
    return isinstance(value, bytes | memoryview)


def test_a_person_is_not_in_what_the_bus_hears(clinic: Clinic) -> None:
    caller, _ = clinic.answered()
    assert clinic.rows("events_log")
    assert str(caller.id) not in json.dumps(clinic.rows("events_log"), default=str)
