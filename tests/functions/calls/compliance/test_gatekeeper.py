"""The gate with what is stored: decisions are kept, attempts count, and two dials at once do not both pass."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest

from functions.calls.api import people
from functions.calls.domain.verdict import Verdict
from shared.core.invocation import new_id
from tests.functions.calls.compliance.office import MONDAY, Office, wish
from tests.functions.calls.desk import THEIRS, Company

LATER = MONDAY + timedelta(hours=2)


def test_a_lead_with_consent_and_a_fresh_list_may_be_called(office: Office) -> None:
    verdict = office.decides(wish(office.prepare()))
    assert (verdict.allow, verdict.code, verdict.zone) == (True, None, "America/Bogota")
    [kept] = office.company.rows("contact_decisions")
    assert (kept["id"], kept["moment"], kept["allow"]) == (verdict.decision_id, "enqueue", True)
    assert len(kept["evidence"]["consents"]) == len(kept["evidence"]["snapshots"]) == 1
    assert THEIRS not in str(kept)


def test_a_refusal_is_kept_with_its_reasons(office: Office) -> None:
    verdict = office.decides(wish(office.company.campaign()))
    assert (verdict.allow, verdict.code) == (False, "no_consent")
    [kept] = office.company.rows("contact_decisions")
    assert [reason["code"] for reason in kept["reasons"]] == ["no_consent", "registry_stale"]


def test_asking_counts_nothing_and_dialling_counts_once(office: Office) -> None:
    campaign = office.prepare()
    call = office.company.call(campaign_id=campaign)
    mine = wish(campaign, call_id=call)
    assert office.decides(wish(campaign)).code == "call_open"
    assert office.decides(mine).allow
    assert office.decides(mine, LATER).allow, "its own attempt does not count against it"
    assert len(office.company.rows("contact_ledger")) == 1
    office.company.end(call)
    assert office.decides(wish(campaign), LATER).code == "daily_limit"
    assert office.decides(wish(office.company.campaign()), LATER).code == "daily_limit", "in every campaign"


def test_of_two_dials_at_once_one_passes(office: Office) -> None:
    campaign = office.prepare()
    start = Barrier(2)

    def dial(call: UUID) -> Verdict:
        start.wait()
        return office.decides(wish(campaign, call_id=call))

    with ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(dial, [new_id(), new_id()]))
    assert sorted(verdict.allow for verdict in verdicts) == [False, True]
    assert [verdict.code for verdict in verdicts if not verdict.allow] == ["daily_limit"]


def test_an_answered_call_counts_as_reached(office: Office) -> None:
    campaign = office.prepare()
    call = office.company.call(campaign_id=campaign)
    office.decides(wish(campaign, call_id=call))
    with office.company.desk() as desk, office.gate() as gate:
        gate.reached(desk.calls.lock(call), at=LATER)
    [entry] = office.company.rows("contact_ledger")
    assert (entry["direct"], entry["at"], entry["campaign_id"]) == (True, LATER, campaign)


def test_a_wish_said_in_a_call_closes_every_campaign(office: Office) -> None:
    campaign = office.prepare()
    call = office.company.call(campaign_id=campaign, status="completed")
    with office.company.desk() as desk:
        desk.suppress(call, "do_not_call")
    for each in (campaign, office.company.campaign()):
        assert office.decides(wish(each)).code == "suppressed"
    [row] = office.company.rows("contact_suppressions")
    assert (row["reason"], row["said_in"], row["channel"]) == ("do_not_call", call, "call")


def test_a_wish_follows_the_lead_to_another_number(office: Office) -> None:
    lead = office.company.lead()
    office.post(people.suppress_number, "/calls/do-not-call", number="+573007654321", lead_id=str(lead))
    verdict = office.decides(wish(office.prepare(), lead_id=lead))
    assert verdict.code == "suppressed"


def test_a_listed_number_is_not_called(office: Office) -> None:
    campaign = office.prepare()
    taken = office.take_list(THEIRS)
    office.company.age("registry_snapshots", taken.json["import_id"], MONDAY)
    assert office.decides(wish(campaign)).code == "registry_listed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE campaigns SET status = 'draft'", "campaign_inactive"),
        ("UPDATE call_campaigns SET paused_because = 'by hand'", "campaign_inactive"),
        ("UPDATE call_scripts SET approved_at = NULL", "disclosure_missing"),
        ("UPDATE call_campaigns SET settings = settings || '{\"daily_cap\": 1}'", None),
    ],
    ids=["draft", "paused", "not-approved", "cap-not-reached"],
)
def test_the_campaign_counts(office: Office, change: str, code: str | None) -> None:
    campaign = office.prepare()
    office.company.change(change)
    assert office.decides(wish(campaign)).code == code


def test_the_cap_of_the_day_counts_all_numbers(office: Office) -> None:
    campaign = office.prepare()
    office.company.change("UPDATE call_campaigns SET settings = settings || '{\"daily_cap\": 1}'")
    office.agree("+573007654321")
    assert office.decides(wish(campaign, call_id=new_id())).allow
    verdict = office.decides(replace(wish(campaign), number="+573007654321"), LATER)
    assert (verdict.code, verdict.retry_at) == ("campaign_cap", MONDAY + timedelta(hours=21))


def test_abandoned_calls_stop_the_campaign(office: Office) -> None:
    campaign = office.prepare()
    for abandoned in (True, False, False):
        details = {"live": True, "abandoned": abandoned}
        office.company.call(
            campaign_id=campaign, answered_at=MONDAY, status="completed", details=details, to_number="+1"
        )
    assert office.decides(wish(campaign)).code == "abandonment"


def test_a_call_without_a_campaign_has_no_approved_text(office: Office) -> None:
    office.prepare()
    assert office.decides(wish(None)).code == "disclosure_missing"


def test_another_company_knows_nothing_of_it(office: Office, other: Company) -> None:
    office.prepare()
    neighbour = Office(other)
    assert neighbour.decides(wish(other.campaign())).code == "no_consent"
    assert neighbour.decides(wish(office.company.campaign())).code == "campaign_inactive"
