"""What holds whatever the gate is told: it never allows what the law forbids, and keeps what it promises."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import holidays as calendar
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared.contact.facts import (
    Channel,
    ConsentForm,
    LedgerEntry,
    NumberKind,
    PhoneNumber,
    Purpose,
    Suppression,
    SuppressionReason,
)
from shared.contact.rules import published_rules
from tests.shared.contact.people import CAMPAIGN, Lead, consent, in_colombia, in_state

moments = st.datetimes(datetime(2026, 2, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
days = st.integers(0, 30).map(lambda n: timedelta(days=n))
minutes = st.integers(-60, 60 * 24 * 20).map(lambda n: timedelta(minutes=n))
states = st.sampled_from([None, "ZZ", *published_rules().zones["US"]])
zones = st.sampled_from(
    [None, None, "America/Bogota", "America/New_York", "Pacific/Honolulu", "Europe/Madrid", "Nowhere"]
)
numbers = st.one_of(
    st.sampled_from([in_colombia().number, in_state("NY").number]),
    st.builds(
        PhoneNumber,
        e164=st.sampled_from(["+573001234567", "+12122345678", "3001234567", "+442079460000", "+1", ""]),
        valid=st.booleans(),
        kind=st.sampled_from(NumberKind),
        country=st.sampled_from([None, "CO", "US", "JM", "GB", ""]),
    ),
)
consents = st.lists(
    st.builds(
        consent,
        channel=st.sampled_from([Channel.CALL, Channel.CALL, Channel.EMAIL]),
        purpose=st.sampled_from(Purpose),
        form=st.sampled_from(ConsentForm),
        number=st.sampled_from([None, "+12122345678", "+573001234567"]),
        names_seller=st.booleans(),
        artificial_voice=st.booleans(),
        withdrawn_at=st.sampled_from([None, None, datetime(2026, 1, 1, tzinfo=UTC)]),
        hours_from=st.sampled_from([None, time(5)]),
        hours_to=st.sampled_from([None, time(23)]),
    ),
    max_size=3,
).map(tuple)
suppressions = st.lists(
    st.builds(
        Suppression,
        reason=st.sampled_from(SuppressionReason),
        since=moments,
        channel=st.sampled_from([None, *Channel]),
    ),
    max_size=1,
).map(tuple)


MATTERS = ("number", "consents", "suppressions", "place", "entries", "list", "attempts", "cap", "purpose")


@st.composite
def cases(draw: Any) -> tuple[datetime, Lead]:
    """A moment, and a lead who is callable in all matters but two at most, about which anything is drawn."""
    now = draw(moments)
    base = draw(st.sampled_from([in_colombia(), in_state("NY"), in_state("TN"), in_state("AZ")]))
    odd = draw(st.sets(st.sampled_from(MATTERS), max_size=2))
    person, ledger, campaign = base.person, base.ledger, base.campaign
    if "consents" in odd:
        person = replace(person, consents=draw(consents))
    if "suppressions" in odd:
        person = replace(person, suppressions=draw(suppressions))
    if "place" in odd:
        person = replace(
            person, country=draw(st.sampled_from([None, "CO", "US"])), region=draw(states), zone=draw(zones)
        )
    if "entries" in odd:
        entry = st.builds(_entry, st.just(now), minutes, st.sampled_from(Channel), st.booleans())
        ledger = replace(ledger, entries=tuple(draw(st.lists(entry, max_size=4))))
    if "attempts" in odd:
        ledger = replace(ledger, campaign_attempts=draw(st.integers(0, 4)))
    if "cap" in odd:
        campaign = replace(campaign, daily_cap=draw(st.integers(0, 5)), dialled=3, day=now.date())
    lead = base.but(
        number=draw(numbers) if "number" in odd else base.number,
        person=person,
        listed="list" in odd and draw(st.booleans()),
        list_at=now - (draw(days) if "list" in odd else timedelta()),
        ledger=ledger,
        campaign=campaign,
        request={"purpose": Purpose.SERVICE, "asked_at": draw(st.sampled_from([None, now]))}
        if "purpose" in odd
        else {},
    )
    return now, lead


def _entry(now: datetime, before: timedelta, channel: Channel, direct: bool) -> LedgerEntry:  # noqa: FBT001 - drawn
    return LedgerEntry(channel=channel, at=now - before, direct=direct, campaign_id=CAMPAIGN)


@given(cases())
@settings(max_examples=200, deadline=None)
def test_nobody_is_called_outside_lawful_hours_or_off_a_list(case: tuple[datetime, Lead]) -> None:
    now, lead = case
    decision = lead.asks(now)
    assume(decision.allow)
    assert not decision.reasons
    assert decision.must_end_by
    assert now < decision.must_end_by
    assert now < decision.expires_at <= decision.must_end_by
    assert not lead.listed
    assert all(each.reason is SuppressionReason.HARD_BOUNCE for each in lead.person.suppressions)
    assert any(each.channel is Channel.CALL and not each.withdrawn_at for each in lead.person.consents)
    _lawful(now, lead)
    _lawful(decision.must_end_by - timedelta(microseconds=1), lead)


def _lawful(at: datetime, lead: Lead) -> None:
    """The widest hours of the law, written down a second time."""
    if lead.number.country == "CO":
        here = at.astimezone(ZoneInfo("America/Bogota"))
        assert here.weekday() < 6
        assert here.date() not in calendar.country_holidays("CO", years=here.year)
        waived = any(each.hours_from and each.form is ConsentForm.WRITTEN for each in lead.person.consents)
        opens, closes = (8, 15) if here.weekday() == 5 else (7, 19)
        assert waived or opens <= here.hour < closes
    else:
        assert lead.number.country == "US"
        assert lead.person.region not in (None, "CA", "ZZ")
        for zone in published_rules().zones["US"][str(lead.person.region)]:
            if lead.person.zone in (None, zone):
                assert 8 <= at.astimezone(ZoneInfo(zone)).hour < 21


@given(cases(), st.integers(0, 999))
@settings(max_examples=200, deadline=None)
def test_the_promised_moment_is_allowed_and_none_before_it(case: tuple[datetime, Lead], thousandths: int) -> None:
    now, lead = case
    decision = lead.asks(now)
    assume(decision.retry_at)
    assert decision.retry_at
    assert now < decision.retry_at
    assert lead.asks(decision.retry_at).allow
    assert not lead.asks(decision.retry_at - timedelta(microseconds=1)).allow
    assert not lead.asks(now + thousandths * (decision.retry_at - now) / 1000).allow


RESTRICTIONS = {
    "suppressed": lambda lead: lead.of(
        suppressions=(Suppression(reason=SuppressionReason.MANUAL, since=datetime.now(UTC)),)
    ),
    "no consent": lambda lead: lead.of(consents=()),
    "listed": lambda lead: lead.but(listed=True),
    "no list": lambda lead: lead.but(list_at=None, list_age=None),
    "zone not known": lambda lead: lead.of(zone=None) if lead.person.zone in _official(lead) else lead,
    "state not known": lambda lead: lead.of(region=None),
    "stopped": lambda lead: lead.run(stops=("operator",)),
    "inactive": lambda lead: lead.run(active=False),
    "full": lambda lead: lead.run(daily_cap=0, day=date(2030, 1, 1)),
    "abroad too": lambda lead: lead.of(country=lead.person.country or "US"),
    "tried more": lambda lead: lead.but(
        ledger=replace(lead.ledger, campaign_attempts=lead.ledger.campaign_attempts + 1)
    ),
    "reached lately": lambda lead: lead.did(
        *lead.ledger.entries, LedgerEntry(channel=Channel.APP, at=lead.list_at, direct=True)
    ),
    "not asked for": lambda lead: lead.but(request=lead.request | {"asked_at": None}),
}


def _official(lead: Lead) -> tuple[str, ...]:
    return published_rules().zones["US"].get(str(lead.person.region), ("America/Bogota",))


@given(cases(), st.sampled_from(sorted(RESTRICTIONS)))
@settings(max_examples=200, deadline=None)
def test_more_restrictive_facts_never_allow_more(case: tuple[datetime, Lead], restriction: str) -> None:
    now, lead = case
    restricted = RESTRICTIONS[restriction](lead).asks(now)
    assert lead.asks(now).allow or not restricted.allow


@given(cases(), st.integers(-14, 14))
@settings(deadline=None)
def test_the_zone_in_which_now_is_expressed_changes_nothing(case: tuple[datetime, Lead], offset: int) -> None:
    now, lead = case
    assert lead.asks(now) == lead.asks(now.astimezone(timezone(timedelta(hours=offset))))
