"""Consent, grants and retention: both sides of every moment."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.consent.access import LONGEST_GRANT, Grant, GrantRefusedError, granted, sight_of
from functions.hr.domain.consent.purposes import (
    PURPOSES,
    Consent,
    ConsentOutdatedError,
    ConsentText,
    Purpose,
    agreed,
    current_text,
    permits,
    published_texts,
)
from functions.hr.domain.consent.retention import Kept, kept_until

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OWNER, PROFESSIONAL, ADMINISTRATOR, ASSESSMENT = (UUID(int=n) for n in range(1, 5))


def given_for(*agreed_to: Purpose) -> list[Consent]:
    return [agreed(purpose, "1", "es", NOW) for purpose in agreed_to]


def test_nothing_is_permitted_before_anybody_agrees() -> None:
    assert not any(permits(purpose, [], NOW) for purpose in PURPOSES)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_purpose_is_agreed_to_for_itself(purpose: Purpose) -> None:
    consents = given_for("assessment", purpose)
    assert [one for one in PURPOSES if permits(one, consents, NOW)] == sorted(
        {"assessment", purpose}, key=PURPOSES.index
    )


def test_nothing_is_done_with_answers_that_may_not_be_assessed() -> None:
    others = given_for("ml_prediction", "team_aggregate", "model_training")
    assert not any(permits(purpose, others, NOW) for purpose in PURPOSES)


def test_a_withdrawal_acts_at_once_and_leaves_the_other_purposes() -> None:
    assessed, counted = given_for("assessment", "team_aggregate")
    withdrawn = Consent(**(vars(counted) | {"withdrawn_at": NOW + SECOND}))
    assert permits("team_aggregate", [assessed, withdrawn], NOW)
    assert not permits("team_aggregate", [assessed, withdrawn], NOW + SECOND)
    assert permits("assessment", [assessed, withdrawn], NOW + SECOND)


def test_consent_does_not_reach_back() -> None:
    assert not permits("assessment", given_for("assessment"), NOW - SECOND)


def test_agreeing_again_after_a_withdrawal_counts() -> None:
    (first,) = given_for("assessment")
    withdrawn = Consent(**(vars(first) | {"withdrawn_at": NOW}))
    assert permits("assessment", [withdrawn, agreed("assessment", "1", "en", NOW)], NOW)


def test_a_new_text_asks_everybody_anew() -> None:
    consents = given_for("assessment")
    newer = ConsentText(
        purpose="assessment", version="2", valid_from=date(2027, 1, 1), es="Otro texto", en="Another text"
    )

    def texts() -> tuple[ConsentText, ...]:
        return (*published_texts(), newer)

    assert permits("assessment", consents, datetime(2026, 12, 31, 23, 59, tzinfo=UTC), texts)
    assert not permits("assessment", consents, datetime(2027, 1, 1, tzinfo=UTC), texts)
    with pytest.raises(ConsentOutdatedError, match="version 2"):
        agreed("assessment", "1", "es", datetime(2027, 1, 1, tzinfo=UTC), texts)


def test_a_consent_to_other_words_is_none() -> None:
    (consent,) = given_for("assessment")
    assert not Consent(**(vars(consent) | {"text_sha256": "0" * 64})).is_active(NOW)
    assert not Consent(**(vars(consent) | {"locale": "en"})).is_active(NOW)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_has_a_text_that_says_that_it_can_be_withdrawn(purpose: Purpose) -> None:
    text = current_text(purpose, NOW)
    assert "retirar esta autorización cuando quiera" in text.es
    assert "withdraw this consent whenever I want" in text.en
    with pytest.raises(LookupError):
        current_text(purpose, datetime(2025, 12, 31, tzinfo=UTC))


def test_no_two_texts_are_the_same() -> None:
    hashes = [text.sha256(locale) for text in published_texts() for locale in ("es", "en")]
    assert all(one != other for one, other in combinations(hashes, 2))


def a_grant(until: datetime = NOW + LONGEST_GRANT) -> Grant:
    return granted(ASSESSMENT, owner_id=OWNER, professional_id=PROFESSIONAL, at=NOW, until=until)


def seen_by(viewer: UUID, *grants: Grant, at: datetime = NOW, assessment: UUID = ASSESSMENT) -> str | None:
    return sight_of(assessment, owner_id=OWNER, viewer_id=viewer, grants=grants, at=at)


def test_people_see_all_of_their_own_and_nobody_else_sees_anything() -> None:
    assert seen_by(OWNER) == "everything"
    assert seen_by(PROFESSIONAL) is None
    assert seen_by(ADMINISTRATOR, a_grant()) is None


def test_a_professional_sees_the_scores_of_one_assessment_while_the_grant_holds() -> None:
    grant = a_grant(NOW + timedelta(days=2))
    assert seen_by(PROFESSIONAL, grant) == "scores"
    assert seen_by(PROFESSIONAL, grant, at=NOW - SECOND) is None
    assert seen_by(PROFESSIONAL, grant, at=grant.until - SECOND) == "scores"
    assert seen_by(PROFESSIONAL, grant, at=grant.until) is None
    assert seen_by(PROFESSIONAL, grant, assessment=UUID(int=9)) is None


def test_a_withdrawn_grant_ends_at_once_and_is_never_prolonged() -> None:
    withdrawn = Grant(**(vars(a_grant()) | {"withdrawn_at": NOW + SECOND}))
    assert [seen_by(PROFESSIONAL, withdrawn, at=at) for at in (NOW, NOW + SECOND)] == ["scores", None]
    late = Grant(**(vars(a_grant(NOW + SECOND)) | {"withdrawn_at": NOW + LONGEST_GRANT}))
    assert seen_by(PROFESSIONAL, late, at=NOW + SECOND) is None


@pytest.mark.parametrize("until", [NOW, NOW - SECOND, NOW + LONGEST_GRANT + SECOND])
def test_a_grant_ends_later_and_within_thirty_days(until: datetime) -> None:
    with pytest.raises(GrantRefusedError, match="30 days"):
        a_grant(until)


def test_nobody_grants_to_themselves() -> None:
    with pytest.raises(GrantRefusedError, match="without a grant"):
        granted(ASSESSMENT, owner_id=OWNER, professional_id=OWNER, at=NOW, until=NOW + SECOND)


@pytest.mark.parametrize(
    ("kind", "since", "until"),
    [
        ("answers", date(2026, 11, 25), date(2028, 11, 25)),
        ("answers", date(2024, 2, 29), date(2026, 2, 28)),
        ("team_results", date(2026, 12, 31), date(2031, 12, 31)),
        ("audit", date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_what_is_kept_is_kept_for_whole_months(kind: Kept, since: date, until: date) -> None:
    assert kept_until(kind, since) == until


@settings(deadline=None)  # the machine may be busy
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_answers_go_before_team_results(since: date) -> None:
    assert since < kept_until("audit", since) < kept_until("answers", since) < kept_until("team_results", since)
