"""The life of a call, in whatever order its news comes."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.calls.domain.life import ENDINGS, STATUSES, Status, is_over, news, status_of

ANSWERED: tuple[Status, ...] = ("queued", "initiated", "ringing", "in-progress", "completed")


def after(arriving: list[Status]) -> Status:
    known: Status = "queued"
    for status in arriving:
        known = status if news(known, status) == "applied" else known
    return known


def test_every_order_of_news_leads_to_the_same_end() -> None:
    assert {after(list(order)) for order in permutations(ANSWERED)} == {"completed"}


@given(st.lists(st.sampled_from(STATUSES)))
def test_nothing_follows_an_ending_and_the_first_ending_stays(arriving: list[Status]) -> None:
    endings = [status for status in arriving if status in ENDINGS]
    assert after(arriving) == endings[0] if endings else not is_over(after(arriving))


def test_what_news_is() -> None:
    assert news("ringing", "ringing") == "repeated"
    assert news("in-progress", "ringing") == "late"
    assert news("busy", "completed") == "contradicted"
    assert news("queued", "no-answer") == "applied"


@pytest.mark.parametrize(("word", "status"), [("answered", "in-progress"), ("no-answer", "no-answer"), ("x", None)])
def test_words_of_the_carrier(word: str, status: str | None) -> None:
    assert status_of(word) == status
