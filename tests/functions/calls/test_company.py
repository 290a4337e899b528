"""Calls without a campaign: with what the company says for them, and not without."""

from typing import Any

import pytest

from functions.calls.api.calls import request_call
from functions.calls.api.company import get_call_settings, set_call_settings
from shared.auth.scopes import Role
from tests.functions.calls.compliance.office import Office, wish
from tests.functions.calls.desk import OURS, THEIRS
from tests.functions.calls.switchboard import Switchboard
from tests.lambdas import Reply, ask, caller_of

SETTINGS = {"caller_id": OURS, "spoken_name": "Hotel Brisa", "longest_seconds": 240}


def settle(office: Office, by: Any = None, **body: Any) -> Reply:
    told = {"settings": SETTINGS} | body
    return ask(set_call_settings, "PUT", "/calls/settings", body=told, caller=by or office.officer)


def read(office: Office) -> Reply:
    return ask(get_call_settings, "GET", "/calls/settings", caller=office.officer)


def test_without_settings_nobody_is_called_without_a_campaign(office: Office) -> None:
    office.prepare()
    assert read(office).status == 404
    assert office.decides(wish(None)).code == "disclosure_missing"


def test_with_settings_the_gate_lets_a_call_without_a_campaign_pass(office: Office) -> None:
    office.prepare()
    made = settle(office).json
    assert (made["version"], made["made_by"]) == (1, str(office.officer.id))
    assert office.decides(wish(None)).allow
    assert office.decides(wish(None, caller_id="+576015550199")).code == "caller_id"


def test_such_a_call_has_the_company_s_words_and_limits(board: Switchboard, office: Office) -> None:
    settle(office, language="en")
    reply = ask(request_call, "POST", "/calls/outbound", body={"to_number": THEIRS}, caller=office.officer)
    assert reply.status in {202, 409}, "the real gate looks at the clock"
    with board.outbound() as outbound:
        from_settings = outbound.register.without_campaign()
    assert from_settings
    call = board.ask().call_id
    settle(office, settings=SETTINGS | {"longest_seconds": 60}, language="es")
    row = board.company.row(call)
    assert (row["from_number"], row["language"], row["script_version"]) == (OURS, "en", 1)
    board.dialling.dial(call)
    (order,) = board.carrier.orders
    assert (order.from_, order.longest_seconds) == (OURS, 240), "as it was when the call was asked for"
    facts = board.company.opens(board.company.token(call), call)
    assert (facts.company_name, facts.campaign_id, facts.script_version) == ("Hotel Brisa", None, 1)


def test_a_version_never_changes_and_the_newest_counts(office: Office) -> None:
    settle(office)
    assert settle(office, script={"name": "hotels"}, settings=SETTINGS | {"daily_cap": 1}).json["version"] == 2
    assert read(office).json["settings"]["daily_cap"] == 1
    assert [row["version"] for row in office.company.rows("company_calls")] == [1, 2]


@pytest.mark.parametrize("script", [{"name": "nonsense"}, {"edit": {"disclosure": "Hola"}}])
def test_words_that_break_a_duty_are_refused(office: Office, script: dict[str, Any]) -> None:
    refused = settle(office, script=script)
    assert refused.status == 422
    for error in refused.json["errors"]:
        assert set(error) == {"field", "in", "message", "code"}
    assert office.company.rows("company_calls") == []


def test_who_may_not_run_campaigns_may_not_say_what_is_spoken(office: Office) -> None:
    assert settle(office, by=caller_of(office.company.id, Role.VIEWER)).status == 403
