"""Who may be called, how often, and what a decision says of it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from shared.contact.decision import Code
from shared.contact.facts import Channel, ConsentForm, LedgerEntry, Purpose
from shared.contact.numbers import read_number
from tests.shared.contact.people import (
    CAMPAIGN,
    NEW_YORK,
    Lead,
    at,
    call,
    consent,
    in_colombia,
    in_new_york,
    in_state,
    mail,
    verdict,
)


@pytest.mark.parametrize(
    ("entry", "now", "code", "when"),
    [
        pytest.param(call("2026-11-23 09:00"), "2026-11-23 15:00", "daily_limit", "2026-11-24 07:00", id="same-day"),
        pytest.param(call("2026-11-22 23:59"), "2026-11-23 07:00", None, "2026-11-23 19:00", id="the-day-before"),
        pytest.param(mail("2026-11-10 10:00"), "2026-11-12 10:00", "channel_week", "2026-11-17 10:00", id="mail"),
        pytest.param(mail("2026-11-09 10:00"), "2026-11-12 10:00", "channel_week", "2026-11-17 07:00", id="holiday"),
        pytest.param(mail("2026-11-10 10:00"), "2026-11-17 10:00", None, "2026-11-17 19:00", id="a-week-later"),
    ],
)
def test_how_often(entry: LedgerEntry, now: str, code: str | None, when: str) -> None:
    assert verdict(in_colombia().did(entry), now) == (code, when)


def test_the_same_day_is_that_of_the_person() -> None:
    evening = call("2026-11-23 20:30", NEW_YORK)  # already Tuesday in UTC
    lead = in_new_york().did(evening)
    assert verdict(lead, "2026-11-24 08:00", NEW_YORK) == (None, "2026-11-24 21:00")
    assert verdict(lead, "2026-11-23 20:45", NEW_YORK) == ("daily_limit", "2026-11-24 08:00")


def test_a_call_that_the_person_asked_for_may_come_sooner_and_never_outside_the_hours() -> None:
    lead = in_colombia().did(call("2026-11-23 09:00"), mail("2026-11-22 09:00"))
    lead = lead.but(request={"purpose": Purpose.SERVICE, "asked_at": at("2026-11-23 09:05")})
    assert verdict(lead, "2026-11-23 15:00") == (None, "2026-11-23 19:00")
    assert verdict(lead, "2026-11-23 19:00") == ("outside_hours", "2026-11-24 07:00")
    not_stored = lead.but(request={"purpose": Purpose.SERVICE}).of(consents=(consent(purpose=Purpose.SERVICE),))
    assert verdict(not_stored, "2026-11-23 15:00")[0] == "daily_limit"


def test_states_that_count_calls_in_24_hours_count_those_that_were_asked_for_too() -> None:
    calls = [call(f"2026-11-2{day}", NEW_YORK) for day in ("2 20:00", "3 09:00", "3 10:00")]
    asked = {"purpose": Purpose.SERVICE, "asked_at": calls[-1].at}
    lead = in_state("FL", NEW_YORK).did(*calls).but(request=asked)
    assert verdict(lead, "2026-11-23 15:00", NEW_YORK) == ("daily_limit", "2026-11-24 08:00")


def test_three_attempts_are_all() -> None:
    tried = [
        LedgerEntry(channel=Channel.CALL, at=at(f"2026-11-{day} 09:00"), campaign_id=CAMPAIGN)
        for day in ("04", "06", "09")
    ]
    assert verdict(in_colombia().did(*tried), "2026-11-23 10:00") == ("retry_cap", None)
    assert verdict(in_colombia().did(*tried[1:]), "2026-11-23 10:00")[0] is None
    assert verdict(in_colombia().did(campaign_attempts=3), "2026-11-23 10:00") == ("retry_cap", None)


MONDAY = "2026-11-23 10:00"


@pytest.mark.parametrize(
    ("lead", "code"),
    [
        pytest.param(in_colombia().but(listed=True), "registry_listed", id="listed"),
        pytest.param(in_colombia().but(list_age=timedelta(days=6)), "registry_stale", id="rne-6-days"),
        pytest.param(in_colombia().but(list_age=timedelta(days=5)), None, id="rne-5-days"),
        pytest.param(in_colombia().but(list_age=None), "registry_stale", id="never-imported"),
        pytest.param(in_colombia().but(list_age=timedelta(hours=-1)), "registry_stale", id="from-the-future"),
        pytest.param(in_colombia().but(list_name="OTHER"), "registry_stale", id="another-list"),
        pytest.param(in_colombia().of(consents=(consent(channel=Channel.EMAIL),)), "no_consent", id="for-mail-only"),
        pytest.param(
            in_colombia().of(consents=(consent(purpose=Purpose.SERVICE),)), "no_consent", id="another-purpose"
        ),
        pytest.param(in_colombia().of(consents=(consent(proof=""),)), "no_consent", id="no-proof"),
        pytest.param(in_colombia().of(consents=(consent(text_version=""),)), "no_consent", id="not-informed"),
        pytest.param(
            in_colombia().of(consents=(consent(given_at=at(MONDAY) + timedelta(1)),)), "no_consent", id="late"
        ),
        pytest.param(
            in_colombia().of(consents=(consent(withdrawn_at=at("2026-11-01")),)), "no_consent", id="withdrawn"
        ),
        pytest.param(in_colombia().of(consents=(consent(number="+573007654321"),)), "no_consent", id="other-number"),
        pytest.param(in_new_york().but(list_age=timedelta(days=32)), "registry_stale", id="dnc-32-days"),
        pytest.param(in_new_york().but(list_age=timedelta(days=31)), None, id="dnc-31-days"),
        pytest.param(in_state(None), "location_missing", id="no-state"),
        pytest.param(in_state("ZZ"), "location_missing", id="no-such-state"),
        pytest.param(in_state("NY", "America/Nowhere"), "location_missing", id="no-such-zone"),
        pytest.param(in_state("CA"), "region_blocked", id="california"),
        pytest.param(in_new_york().of(consents=(consent(form=ConsentForm.WRITTEN),)), "us_consent", id="names-nothing"),
        pytest.param(in_new_york().run(opt_out_number=None), "disclosure_missing", id="no-toll-free-number"),
        pytest.param(in_colombia().run(opt_out_number=None), None, id="colombia-needs-none"),
        pytest.param(in_colombia().run(stops=("company",)), "kill_switch", id="kill-switch"),
        pytest.param(in_colombia().run(active=False), "campaign_inactive", id="inactive"),
        pytest.param(in_colombia().run(disclosure_approved=False), "disclosure_missing", id="no-disclosure"),
        pytest.param(in_colombia().but(request={"caller_id": "+576019999999"}), "caller_id", id="not-owned"),
        pytest.param(in_colombia().but(request={"caller_id": None}), "caller_id", id="no-caller-id"),
        pytest.param(in_colombia().run(abandoned=30, answered=1000), "abandonment", id="abandoned-30"),
        pytest.param(in_colombia().run(abandoned=29, answered=1000), None, id="abandoned-29"),
        pytest.param(in_colombia().run(budget=10, spent=9, call_cost=2), "budget", id="no-money-for-the-call"),
        pytest.param(in_colombia().run(budget=11, spent=9, call_cost=2), None, id="money-for-the-call"),
        pytest.param(in_colombia().run(budget=10, spent=None), "budget", id="spent-nobody-knows-what"),
        pytest.param(in_colombia().run(budget=10, call_cost=None), "budget", id="a-call-of-unknown-cost"),
        pytest.param(in_colombia().run(spent=None), None, id="no-budget-to-keep"),
        pytest.param(in_colombia().did(open_call=True), "call_open", id="open-call"),
        pytest.param(in_colombia().of(country="FR"), "unknown_country", id="person-abroad"),
        pytest.param(in_colombia().of(country="US"), "us_consent", id="person-in-the-usa"),
    ],
)
def test_what_time_does_not_pass(lead: Lead, code: str | None) -> None:
    decision = lead.asks(at(MONDAY))
    assert (decision.code, decision.retry_at) == (code, None)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+442079460000", "unknown_country"),
        ("+18765550100", "unknown_country"),
        ("+19005550100", "bad_address"),
        ("+5718001234567", "bad_address"),
        ("3001234567", "bad_address"),
        ("+57123", "bad_address"),
        ("+573001234567 ", "bad_address"),
        ("+573001234567", None),
        ("+576012345678", None),
    ],
)
def test_which_numbers_are_called(number: str, code: str | None) -> None:
    lead = in_colombia().but(number=read_number(number))
    assert lead.asks(at(MONDAY)).code == code


def test_a_number_that_does_not_fit_its_country_is_none() -> None:
    foreign = replace(read_number("+573001234567"), country="US")
    assert in_new_york().but(number=foreign).asks(at(MONDAY)).code == "bad_address"
    assert verdict(in_colombia().but(number=read_number("+12122345678")).of(country=None), MONDAY)[0] == "us_consent"


def test_a_document_of_the_person_opens_other_hours_of_weekdays_and_no_sunday() -> None:
    later = consent(form=ConsentForm.WRITTEN, hours_from=time(19), hours_to=time(21))
    lead = in_colombia().of(consents=(later,))
    assert verdict(lead, "2026-11-23 20:59") == (None, "2026-11-23 21:00")
    assert verdict(lead, "2026-11-23 12:00") == (None, "2026-11-23 21:00")
    assert verdict(lead, "2026-11-22 10:00") == ("sunday", "2026-11-23 07:00")
    assert verdict(lead, "2026-11-16 20:00") == ("holiday", "2026-11-17 07:00")
    said = in_colombia().of(consents=(consent(hours_from=time(19), hours_to=time(21)),))
    assert verdict(said, "2026-11-23 20:59")[0] == "outside_hours"


def test_the_cap_of_a_day_ends_with_the_day() -> None:
    lead = in_colombia().run(daily_cap=5, dialled=5, day=at(MONDAY).date())
    assert verdict(lead, MONDAY) == ("campaign_cap", "2026-11-24 07:00")
    assert verdict(lead, "2026-11-24 07:00") == (None, "2026-11-24 19:00")


def test_all_reasons_are_told_in_the_order_of_their_codes() -> None:
    lead = in_colombia().but(listed=True).run(active=False).did(open_call=True)
    decision = lead.asks(at("2026-11-22 10:00"))
    assert [reason.code for reason in decision.reasons] == [
        "campaign_inactive",
        "registry_listed",
        "sunday",
        "call_open",
    ]
    assert all(reason.source for reason in decision.reasons)
    assert (decision.allow, decision.retry_at, decision.must_end_by) == (False, None, None)


def test_the_next_try_is_not_promised_where_a_list_is_stale_by_then() -> None:
    lead = in_colombia().but(list_at=at("2026-11-16 09:00"))
    decision = lead.asks(at("2026-11-20 19:00"))
    assert (decision.code, decision.retry_at) == (Code.OUTSIDE_HOURS, at("2026-11-21 08:00"))
    decision = lead.asks(at("2026-11-21 15:00"))
    assert (decision.code, decision.retry_at) == (Code.REGISTRY_STALE, None)
    decision = in_colombia().but(list_at=at("2026-11-18 09:00")).asks(at("2026-11-21 15:00"))
    assert (decision.code, decision.retry_at) == (Code.OUTSIDE_HOURS, at("2026-11-23 07:00"))
    decision = in_colombia().but(list_at=at("2026-11-17 09:00")).asks(at("2026-11-21 15:00"))
    assert (decision.code, decision.retry_at) == (Code.OUTSIDE_HOURS, None)
    assert decision.opens_at == at("2026-11-23 07:00")
    assert [reason.code for reason in decision.then] == [Code.REGISTRY_STALE]


def test_a_decision_is_good_for_five_minutes_and_not_beyond_the_hours() -> None:
    lead = in_colombia()
    assert lead.asks(at(MONDAY)).expires_at == at("2026-11-23 10:05")
    assert lead.asks(at("2026-11-23 18:58")).expires_at == at("2026-11-23 19:00")


def test_the_evidence_names_rules_and_facts_whatever_the_zone() -> None:
    lead = in_colombia()
    here, there = lead.asks(at(MONDAY)), lead.asks(at(MONDAY).astimezone(UTC))
    assert here == there
    assert here.inputs_hash != lead.asks(at("2026-11-23 10:01")).inputs_hash
    assert here.inputs_hash != lead.run(abandoned=1, answered=100).asks(at(MONDAY)).inputs_hash


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 23, 10)  # noqa: DTZ001 - the point of it
    with pytest.raises(ValueError, match="now has no time zone"):
        in_colombia().but(list_at=at(MONDAY)).asks(naive)
    with pytest.raises(ValueError, match="at has no time zone"):
        LedgerEntry(channel=Channel.CALL, at=naive)


def test_there_are_rules_for_calls_alone() -> None:
    with pytest.raises(ValueError, match="no rules for the channel sms"):
        in_colombia().but(request={"channel": Channel.SMS}).asks(at(MONDAY))
