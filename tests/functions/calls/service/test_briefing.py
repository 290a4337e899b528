"""From what the desk knows of a call to its conversation, and back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from functions.calls.domain.conversation.lines import cached_texts
from functions.calls.domain.conversation.observations import HungUp
from functions.calls.domain.scripts import ScriptChoice
from functions.calls.schemas.voice import CallFacts
from functions.calls.service.briefing import briefed, ended
from functions.calls.service.conversation import Snapshot
from tests.functions.calls.domain.conversation.telephone import BEGAN, THURSDAY_AT_TEN, Telephone


def call_of(**changes: Any) -> CallFacts:
    told: dict[str, Any] = {
        "call_id": UUID(int=1), "company_id": UUID(int=2), "correlation_id": "c", "number": "+573001234567",
        "because": "first", "direction": "outbound", "language": "es", "company_name": "Hotelia",
        "campaign_id": None, "lead_id": None,
        "prospect_name": "Ana", "prospect_company": None, "script": ScriptChoice(), "script_version": 1,
        "email_known": False, "origin": None, "caller_id": "+576015550100", "toll_free": None,
        "time_zone": "America/Bogota", "must_end_by": None, "longest_seconds": 300, "leave_voicemail": True,
        "recording_key": None, "can_transfer": False, "answered_by": None, "provider": "simulator",
    }  # fmt: skip
    return CallFacts.model_validate(told | changes)


def test_a_call_is_briefed_with_its_script_and_facts() -> None:
    briefing = briefed(call_of(), BEGAN)
    assert briefing.script.longest_seconds == 300
    assert briefing.facts.call_back == "cinco siete seis cero uno cinco cinco cinco cero uno cero cero"
    assert not briefing.facts.leave_voicemail, "a message has to name a number without cost"
    assert "¿Hablo con Ana?" in cached_texts(briefing.script, briefing.facts)


def test_a_companys_own_words_are_checked_again() -> None:
    edit = {"wording": {"es": {"lines": {"opt_out": "Adiós."}}}}
    with pytest.raises(ValueError, match="nobody calls again"):
        briefed(call_of(script=ScriptChoice(edit=edit)), BEGAN)


def test_a_call_that_goes_on_counts_from_its_first_stream() -> None:
    told = Snapshot(began_at=BEGAN).model_dump(mode="json")
    briefing = briefed(call_of(snapshot=told, longest_seconds=240), BEGAN + timedelta(seconds=90))
    assert (briefing.facts.offset_ms, briefing.script.longest_seconds) == (90_000, 330)
    assert briefing.snapshot == Snapshot(began_at=BEGAN)


def test_what_became_of_a_call_is_written_down_with_its_evidence() -> None:
    briefing = briefed(call_of(), BEGAN)
    call = Telephone(briefing.facts, briefing.script).talk("Sí", "llámeme mañana a las diez", "Sí")
    call.take(HungUp(at_ms=60_000))
    snapshot = Snapshot(began_at=BEGAN, state=call.state, ledger=call.ledger)
    told = ended(snapshot, "es", zone="America/Bogota", ended_by="agent", recording_key="key")
    assert (told.outcome, told.score, told.callback_at, told.meeting_at) == ("callback", 31, THURSDAY_AT_TEN, None)
    assert (told.live, told.recording_key) == (True, "key")
    assert [told.turns[at].text for at in told.score_parts[0].turns] == ["Sí"]
