"""A person waits for a conversation that broke at most ten seconds, in all resumptions together, and two of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.calls.domain.call import Call
from functions.calls.domain.resuming import asked, back, left
from shared.core.invocation import new_id

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)


def call(**facts: Any) -> Call:
    known: dict[str, Any] = dict.fromkeys(Call.__dataclass_fields__)
    return Call(**(known | {"id": new_id(), "resumes": 0, "details": {}} | facts))


def waits(one: Call, seconds: float) -> Call:
    """The call after somebody waited for so long."""
    begun = replace(one, resumes=one.resumes + 1, details=asked(one, NOON))
    return replace(begun, details=back(begun, NOON + timedelta(seconds=seconds)))


@pytest.mark.parametrize(
    ("spans", "remains"),
    [([], 10), ([4], 6), ([4, 3], 0), ([9.5], 0.5), ([10], 0)],
    ids=["none yet", "one", "two are all", "half a second", "all of it"],
)
def test_what_is_left(spans: list[float], remains: float) -> None:
    broken = call()
    for seconds in spans:
        broken = waits(broken, seconds)
    assert left(broken) == timedelta(seconds=remains)


def test_who_waited_longer_than_allowed_waits_no_more() -> None:
    assert left(waits(call(), 12)) < timedelta(0)
