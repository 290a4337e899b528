"""Ids: UUIDv7, in the order they were made, never the same twice."""

import time
from uuid import RFC_4122

from shared.core.invocation import new_id


def test_ids_are_version_7_and_carry_the_time() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_ids_sort_by_when_they_were_made() -> None:
    made = []
    for _ in range(200):
        made.append(new_id())
        until = time.perf_counter_ns() + 1_000
        while time.perf_counter_ns() < until:
            pass
    assert made == sorted(made)
    assert len(set(made)) == 200
