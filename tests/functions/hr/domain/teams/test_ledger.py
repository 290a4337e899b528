"""The ledger: no way to combine released results speaks of fewer than five people."""

from fractions import Fraction
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.hr.domain.teams.ledger import GroupSizeError, Ledger, sealed

EVERYBODY = range(20)
BLOCKS = [set(range(start, start + 5)) for start in range(0, 20, 5)]


def group(*elements: int) -> frozenset[str]:
    return frozenset(f"e{element}" for element in elements)


def upto(last: int, first: int = 1) -> frozenset[str]:
    return group(*range(first, last + 1))


@pytest.mark.parametrize(
    ("before", "candidate", "objection"),
    [
        ([], upto(4), "too_few"),
        ([], upto(5), None),
        ([upto(5)], upto(6), "would_isolate"),
        ([upto(10)], upto(9), "would_isolate"),
        ([upto(6), upto(12, 7)], upto(5) | upto(12, 7), "would_isolate"),
        ([upto(10)], upto(5), None),
        ([upto(5)], upto(8), "would_isolate"),
        ([upto(5)], upto(10), None),
        ([upto(10), upto(5)], upto(10, 6), None),
        ([upto(10)], upto(10), None),
        ([upto(6)], upto(5) | group(106), "would_isolate"),
    ],
)
def test_the_acceptance_cases(before: list[frozenset[str]], candidate: frozenset[str], objection: str | None) -> None:
    ledger = Ledger()
    for one in before:
        ledger = ledger.releasing(one)
    assert ledger.objection(candidate) == objection


@pytest.mark.parametrize("k", [-1, 0, 3, 4, 11])
def test_a_company_cannot_choose_smaller_groups_than_five(k: int) -> None:
    with pytest.raises(GroupSizeError):
        Ledger(k)


@pytest.mark.parametrize("k", range(5, 11))
def test_a_company_may_choose_larger_groups(k: int) -> None:
    assert Ledger(k).objection(upto(k - 1)) == "too_few"
    assert Ledger(k).objection(upto(k)) is None
    assert Ledger(k).releasing(upto(k)).objection(upto(2 * k - 1)) == "would_isolate"


def test_what_is_withheld_cannot_be_released_and_a_release_is_kept_once() -> None:
    with pytest.raises(ValueError, match="too_few"):
        Ledger().releasing(upto(4))
    ledger = Ledger().releasing(upto(5))
    assert ledger.releasing(upto(5)) == ledger


def a_candidate() -> st.SearchStrategy[frozenset[str]]:
    """Whole blocks of five, with a few people more or fewer: what an attacker would try."""
    blocks = st.sets(st.integers(0, 3), min_size=1).map(lambda chosen: set().union(*(BLOCKS[one] for one in chosen)))
    changed = st.tuples(blocks, st.sets(st.sampled_from(EVERYBODY), max_size=2))
    return changed.map(lambda pair: group(*(pair[0] ^ pair[1])))


def released_of(candidates: list[frozenset[str]], k: int) -> list[frozenset[str]]:
    ledger = Ledger(k)
    for candidate in candidates:
        if ledger.objection(candidate) is None:
            ledger = ledger.releasing(candidate)
    return list(ledger.released)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(a_candidate(), max_size=12), st.integers(5, 7))
def test_no_combination_of_released_sums_speaks_of_fewer_than_k(candidates: list[frozenset[str]], k: int) -> None:
    groups = released_of(candidates, k)[:4]
    for weights in product((-2, -1, 0, 1, 2), repeat=len(groups)):
        totals = [sum(weight for weight, one in zip(weights, groups, strict=True) if f"e{e}" in one) for e in EVERYBODY]
        spoken_of = sum(total != 0 for total in totals)
        assert spoken_of == 0 or spoken_of >= k


@settings(deadline=None)  # the machine may be busy
@given(st.lists(a_candidate(), max_size=40))
def test_nobody_can_be_solved_for_whatever_is_tried(candidates: list[frozenset[str]]) -> None:
    rows = [[Fraction(f"e{e}" in one) for e in EVERYBODY] for one in released_of(candidates, 5)]
    known = rank(rows)
    for target in EVERYBODY:
        assert rank([*rows, [Fraction(e == target) for e in EVERYBODY]]) == known + 1


@settings(deadline=None)  # the machine may be busy
@given(st.lists(a_candidate(), max_size=12), a_candidate())
def test_asking_again_changes_nothing(candidates: list[frozenset[str]], again: frozenset[str]) -> None:
    ledger = Ledger(5, tuple(released_of([*candidates, again], 5)))
    for one in ledger.released:
        assert ledger.objection(one) is None
        assert ledger.releasing(one) == ledger


def rank(rows: list[list[Fraction]]) -> int:
    rows, found = [list(row) for row in rows], 0
    for column in EVERYBODY:
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for index in range(found + 1, len(rows)):
            factor = rows[index][column] / pivot[column]
            rows[index] = [value - factor * other for value, other in zip(rows[index], pivot, strict=True)]
        found += 1
    return found


def test_a_sealed_id_is_equal_to_itself_and_hides_whose_it_is() -> None:
    salt, other, element = b"0123456789abcdef", b"fedcba9876543210", UUID(int=7)
    assert sealed(salt, element) == sealed(salt, element)
    assert len({sealed(salt, element), sealed(other, element), sealed(salt, UUID(int=8))}) == 3
    assert element.hex not in sealed(salt, element)
    with pytest.raises(ValueError, match="16 bytes"):
        sealed(b"short", element)
