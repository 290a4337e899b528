"""Rules that time alone does not pass: switches, the number, the person's will, lists, places, money."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from shared.contact.case import Case, day, is_zone
from shared.contact.decision import Code, Reason
from shared.contact.facts import (
    FAULTS_OF_ADDRESS,
    CampaignState,
    Channel,
    Consent,
    ConsentForm,
    ContactRequest,
    NumberKind,
    Purpose,
    Suppression,
)
from shared.contact.rows import Country, Registry, Row
from shared.contact.rules import ruling

_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_MAY_BE_CALLED = frozenset({NumberKind.FIXED_LINE, NumberKind.MOBILE, NumberKind.FIXED_LINE_OR_MOBILE, NumberKind.VOIP})


def standing(case: Case, at: datetime) -> Iterator[Reason]:
    """Every such rule that forbids the contact at a moment."""
    yield from _campaign(case)
    yield from _address(case, at)
    yield from _suppressed(case)
    for country in case.countries(day(at)):
        yield from _opt_out(case, country)
        yield from _consent(case, country)
        yield from _registries(case, country, at)
        yield from _location(case, country, at)
    yield from _counts(case, at)


def _campaign(case: Case) -> Iterator[Reason]:
    campaign, caller_id = case.campaign, case.request.caller_id
    for stop in campaign.stops:
        yield Reason(code=Code.KILL_SWITCH, detail=f"The kill switch of the {stop} is on.")
    if not campaign.active:
        yield Reason(code=Code.CAMPAIGN_INACTIVE, detail="The campaign is not active.")
    if not campaign.disclosure_approved:
        yield Reason(code=Code.DISCLOSURE_MISSING, detail="No text that says who calls, and what, is approved.")
    if caller_id is None or caller_id not in campaign.caller_ids:
        yield Reason(code=Code.CALLER_ID, detail="The company does not own the number that would call.")
    yield from _budget(campaign)
    if case.ledger.open_call:
        yield Reason(code=Code.CALL_OPEN, detail="A call to this number has not ended.")


def _budget(campaign: CampaignState) -> Iterator[Reason]:
    if campaign.budget is None:
        return
    if campaign.spent is None or campaign.call_cost is None:
        yield Reason(code=Code.BUDGET, detail="What the calls cost cannot be told in the currency of the budget.")
    elif campaign.spent + campaign.call_cost > campaign.budget:
        yield Reason(code=Code.BUDGET, detail="The budget of the campaign is spent, or too little for one more call.")


def _opt_out(case: Case, country: Country) -> Iterator[Reason]:
    if country.needs_opt_out_number and not case.campaign.opt_out_number:
        yield _by(country, Code.DISCLOSURE_MISSING, "There is no toll-free number at which to ask for no more calls.")


def _address(case: Case, at: datetime) -> Iterator[Reason]:
    number = case.request.number
    if not _E164.fullmatch(number.e164) or not number.valid:
        yield Reason(code=Code.BAD_ADDRESS, detail="It is no valid number in E.164 form.")
    elif number.kind not in _MAY_BE_CALLED:
        yield Reason(code=Code.BAD_ADDRESS, detail=f"Numbers of the kind {number.kind} are not called.")
    for code in case.places:
        row = case.rules.country(code, day(at)) if code else None
        if row is None:
            yield Reason(code=Code.UNKNOWN_COUNTRY, detail=f"No rules are established for {code or 'its country'}.")
        elif code == number.country and not number.e164.startswith(row.prefix):
            yield Reason(code=Code.BAD_ADDRESS, detail=f"It is no number of {code}.")


def _suppressed(case: Case) -> Iterator[Reason]:
    for suppression in case.person.suppressions:
        if _forbids(suppression, case.request.channel):
            yield Reason(code=Code.SUPPRESSED, detail=f"Not to be contacted: {suppression.reason}.")


def _forbids(suppression: Suppression, channel: Channel) -> bool:
    """A person's wish closes all channels, wherever it was said."""
    return suppression.reason not in FAULTS_OF_ADDRESS or suppression.channel in (None, channel)


def _consent(case: Case, country: Country) -> Iterator[Reason]:
    written = country.consent == "written"
    if any(_agrees(consent, case, written=written) for consent in case.person.consents):
        return
    if written:
        detail = "There is no written consent that names the seller, this number and an artificial voice."
        yield _by(country, Code.US_CONSENT, detail)
    else:
        yield _by(country, Code.NO_CONSENT, "There is no prior, express and informed consent to calls.")


def _agrees(consent: Consent, case: Case, *, written: bool) -> bool:
    if not covers(consent, case.request, case.now):
        return False
    if consent.purpose is not case.request.purpose and not case.was_asked_for():
        return False
    return not written or (
        consent.form is ConsentForm.WRITTEN
        and consent.names_seller
        and consent.artificial_voice
        and consent.number == case.request.number.e164
    )


def covers(consent: Consent, request: ContactRequest, now: datetime) -> bool:
    """Whether somebody informed agreed to this channel and number, before now, and did not take it back."""
    return (
        consent.channel is request.channel
        and consent.purpose in (request.purpose, Purpose.MARKETING)
        and consent.withdrawn_at is None
        and consent.given_at <= now
        and bool(consent.text_version and consent.proof)
        and consent.number in (None, request.number.e164)
    )


def _registries(case: Case, country: Country, at: datetime) -> Iterator[Reason]:
    for row in ruling(case.rules.registries, str(country.country), case.region_in(country), day(at)):
        yield from _registry(case, row, at)


def _registry(case: Case, row: Registry, at: datetime) -> Iterator[Reason]:
    checks = [check for check in case.registries if check.registry == row.registry]
    if any(check.listed for check in checks):
        yield _by(row, Code.REGISTRY_LISTED, f"The number stands on {row.registry}.")
    taken = max((check.snapshot_at for check in checks if check.snapshot_at), default=None)
    if taken is None:
        yield _by(row, Code.REGISTRY_STALE, f"{row.registry} was never imported.")
    elif not timedelta() <= at - taken <= timedelta(days=row.max_age_days):
        yield _by(row, Code.REGISTRY_STALE, f"The copy of {row.registry} is not of the last {row.max_age_days} days.")


def _location(case: Case, country: Country, at: datetime) -> Iterator[Reason]:
    region = case.region_in(country)
    if not case.rules.zones_of(country, region):
        yield _by(country, Code.LOCATION_MISSING, "It is not known in which state the person is.")
    if case.person.zone is not None and not is_zone(case.person.zone):
        yield _by(country, Code.LOCATION_MISSING, "The person's time zone does not exist.")
    for row in ruling(case.rules.blocked, str(country.country), region, day(at)):
        yield _by(row, Code.REGION_BLOCKED, f"Nobody is called in {row.region}.")


def _counts(case: Case, at: datetime) -> Iterator[Reason]:
    campaign_id, channel = case.request.campaign_id, case.request.channel
    same = [each for each in case.ledger.entries if (each.campaign_id, each.channel) == (campaign_id, channel)]
    attempts = max(case.ledger.campaign_attempts, len(same))
    for row in case.limits("per_campaign", at):
        if attempts >= row.value:
            yield _by(row, Code.RETRY_CAP, f"{row.value} attempts were made.")
    for row in case.limits("abandoned_percent", at):
        if case.campaign.abandoned and case.campaign.abandoned * 100 >= row.value * case.campaign.answered:
            yield _by(row, Code.ABANDONMENT, f"{row.value} % of the answered calls were abandoned.")


def _by(row: Row, code: Code, detail: str) -> Reason:
    return Reason(code=code, detail=detail, rule=row.id, source=row.source, confidence=row.confidence)
