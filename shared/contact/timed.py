"""Rules that pass with time: hours, days, weeks, and the campaign's day. Each says when it alone allows."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.contact.case import Case, day
from shared.contact.decision import Code, Reason
from shared.contact.facts import ConsentForm
from shared.contact.hours import Opening, Span, local_day, midnight_after
from shared.contact.rows import Country, Hours, OpenHours, Row
from shared.contact.standing import covers

_24_HOURS = timedelta(hours=24)
_ROUNDS = 500


def timed(case: Case, at: datetime) -> Iterator[Reason]:
    """Every such rule that forbids the contact at a moment; `until` is after it."""
    yield from _hours(case, at)
    if not case.was_asked_for():
        yield from _daily(case, at)
        yield from _channels(case, at)
    yield from _in_24_hours(case, at)
    yield from _campaign_day(case, at)


def first_allowed(case: Case, at: datetime) -> datetime | None:
    """The first moment from `at` on that passes all of them; None if there is none in sight."""
    for _ in range(_ROUNDS):
        waits = list(timed(case, at))
        if not waits:
            return at
        ends = [reason.until for reason in waits if reason.until]
        if len(ends) < len(waits):
            return None
        at = max(ends)
    return None


def must_end_by(case: Case, at: datetime) -> datetime | None:
    """The end of the lawful hours that a moment lies in; None outside them."""
    spans: list[Span | None] = [opening.span_at(at) for _, opening in _openings(case, at)]
    ends = [span[1] for span in spans if span]
    return min(ends) if ends and len(ends) == len(spans) else None


def _openings(case: Case, at: datetime) -> Iterator[tuple[Country, Opening]]:
    waived = _waived(case)
    for country, zone in _clocks(case, at):
        region = case.region_in(country)
        for row in case.rules.hours_of(str(country.country), region, local_day(at, zone)):
            yield country, Opening(row, zone, region, waived)


def _clocks(case: Case, at: datetime) -> Iterator[tuple[Country, str]]:
    """By which clocks somebody is to be called, and whose law counts by them."""
    return ((country, zone) for country in case.countries(day(at)) for zone in case.zones_in(country))


def _waived(case: Case) -> tuple[Hours, ...]:
    return tuple(
        (consent.hours_from, consent.hours_to)
        for consent in case.person.consents
        if consent.hours_from is not None
        and consent.hours_to is not None
        and consent.hours_from < consent.hours_to
        and consent.form is ConsentForm.WRITTEN
        and covers(consent, case.request, case.now)
    )


def _hours(case: Case, at: datetime) -> Iterator[Reason]:
    openings = list(_openings(case, at))
    established = {(country, opening.zone) for country, opening in openings}
    for country, zone in _clocks(case, at):
        if (country, zone) not in established:
            yield Reason(code=country.hours_code, detail=f"No hours are established in which to call in {zone}.")
    for country, opening in openings:
        if not opening.span_at(at):
            code = opening.refusal(at, country.hours_code)
            here = f"{at.astimezone(ZoneInfo(opening.zone)):%A %H:%M}"
            yield _by(opening.row, code, f"In {opening.zone} it is {here}: nobody is called then.", opening.opens(at))


def _daily(case: Case, at: datetime) -> Iterator[Reason]:
    for row in case.limits("per_day", at):
        for zone in case.zones(at):
            days = sorted((local_day(entry.at, zone) for entry in case.ledger.entries), reverse=True)
            if len(days) >= row.value and days[row.value - 1] >= local_day(at, zone):
                until = midnight_after(days[row.value - 1], zone)
                yield _by(row, Code.DAILY_LIMIT, f"{row.value} contact was tried this day in {zone}.", until)


def _channels(case: Case, at: datetime) -> Iterator[Reason]:
    channel = case.request.channel
    for row in case.limits("channel_days", at):
        span = timedelta(days=row.value)
        for entry in case.ledger.entries:
            if entry.direct and entry.channel is not channel and at - entry.at < span:
                detail = f"A contact by {entry.channel} reached the person in the last {row.value} days."
                yield _by(row, Code.CHANNEL_WEEK, detail, entry.at.astimezone(UTC) + span)


def _in_24_hours(case: Case, at: datetime) -> Iterator[Reason]:
    channel = case.request.channel
    times = sorted((entry.at for entry in case.ledger.entries if entry.channel is channel), reverse=True)
    for row in case.limits("per_24_hours", at):
        if len(times) >= row.value and at - times[row.value - 1] < _24_HOURS:
            until = times[row.value - 1].astimezone(UTC) + _24_HOURS
            yield _by(row, Code.DAILY_LIMIT, f"{row.value} calls were made in 24 hours.", until)


def _campaign_day(case: Case, at: datetime) -> Iterator[Reason]:
    campaign = case.campaign
    full = campaign.daily_cap is not None and campaign.dialled >= campaign.daily_cap
    if full and local_day(at, campaign.zone) <= campaign.day:
        until = midnight_after(campaign.day, campaign.zone)
        detail = f"The campaign made its {campaign.daily_cap} calls of the day."
        yield Reason(code=Code.CAMPAIGN_CAP, detail=detail, until=until)


def _by(row: Row, code: Code, detail: str, until: datetime | None) -> Reason:
    if until and row.valid_to and not isinstance(row, OpenHours):
        until = min(until, datetime.combine(row.valid_to + timedelta(days=1), time(), UTC))
    return Reason(code=code, detail=detail, rule=row.id, source=row.source, confidence=row.confidence, until=until)
