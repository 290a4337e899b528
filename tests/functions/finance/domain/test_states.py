"""Where a document goes: refused, duplicate, review or ready, and who has to approve it."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.finance.domain.gates import Approver, Gate, Limits, gate_of, gate_of_review, is_approved, refusal
from functions.finance.domain.reasons import REFUSALS, REMARKS, Finding, ReasonCode
from functions.finance.domain.states import ENDS, MOVES, IllegalMoveError, State, judged, moved

ANA, BEN, UPLOADER = Approver("ana", is_admin=False), Approver("ben", is_admin=False), Approver("up", is_admin=False)
ADMIN = Approver("root", is_admin=True)
AUTOMATIC = Gate(0)


def found(*codes: ReasonCode) -> list[Finding]:
    return [Finding(code, "measured") for code in codes]


@pytest.mark.parametrize(
    ("total", "approvers", "needs_admin"),
    [
        ("0", 0, False),
        ("1000000", 0, False),
        ("1000000.01", 1, False),
        ("10000000", 1, False),
        ("10000000.01", 2, False),
        ("50000000", 2, False),
        ("50000000.01", 2, True),
    ],
)
def test_the_amount_decides_who_approves(total: str, approvers: int, *, needs_admin: bool) -> None:
    assert gate_of(Decimal(total), posted_today=Decimal(0)) == Gate(approvers, needs_admin=needs_admin)


@pytest.mark.parametrize(
    ("posted_today", "automatic"), [("49000000", True), ("49000000.01", False), ("50000001", False)]
)
def test_after_fifty_millions_in_a_day_the_rest_is_reviewed(posted_today: str, *, automatic: bool) -> None:
    gate = gate_of(Decimal(1_000_000), posted_today=Decimal(posted_today))
    assert gate.is_automatic is automatic
    verdict = judged([], gate)
    assert verdict.posts_automatically is automatic
    assert [finding.code for finding in verdict.reasons] == ([] if automatic else [ReasonCode.DAILY_LIMIT])


def test_the_limit_of_the_day_does_not_concern_what_people_approve() -> None:
    assert gate_of(Decimal(2_000_000), posted_today=Decimal(60_000_000)) == Gate(1)


def test_a_company_tightens_its_limits() -> None:
    limits = Limits(automatic=Decimal(0))
    assert gate_of(Decimal(1), posted_today=Decimal(0), limits=limits) == Gate(1)


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_more_money_never_needs_fewer_people(one: Decimal, other: Decimal) -> None:
    less, more = (gate_of(total, posted_today=Decimal(0)) for total in sorted((one, other)))
    assert (less.approvers, less.needs_admin) <= (more.approvers, more.needs_admin)


def test_all_green_and_small_is_posted_without_a_person() -> None:
    verdict = judged([], AUTOMATIC)
    assert (verdict.state, verdict.posts_automatically) == ("ready", True)


@pytest.mark.parametrize("code", sorted(set(ReasonCode) - REFUSALS - REMARKS - {ReasonCode.DUPLICATE_EXACT}))
def test_anything_found_waits_for_a_person_with_its_reason(code: ReasonCode) -> None:
    verdict = judged(found(code), AUTOMATIC)
    assert (verdict.state, verdict.posts_automatically) == ("needs_review", False)
    assert [finding.code for finding in verdict.reasons] == [code]


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_what_breaks_a_limit_is_refused_whatever_else_was_found(code: ReasonCode) -> None:
    assert judged(found(ReasonCode.NIT_DV, code, ReasonCode.DUPLICATE_EXACT), AUTOMATIC).state == "refused"


def test_an_exact_duplicate_is_neither_posted_nor_reviewed() -> None:
    assert judged(found(ReasonCode.NIT_DV, ReasonCode.DUPLICATE_EXACT), AUTOMATIC).state == "duplicate"
    assert judged(found(ReasonCode.POSSIBLE_DUPLICATE), AUTOMATIC).state == "needs_review"


def test_a_remark_is_no_obstacle() -> None:
    verdict = judged(found(ReasonCode.DUE_BEFORE_ISSUE), AUTOMATIC)
    assert (verdict.state, verdict.posts_automatically) == ("ready", True)
    assert [finding.code for finding in verdict.remarks] == [ReasonCode.DUE_BEFORE_ISSUE]


def test_a_green_document_of_more_money_is_ready_and_waits_for_its_approvers() -> None:
    verdict = judged([], Gate(1))
    assert (verdict.state, verdict.posts_automatically, verdict.gate) == ("ready", False, Gate(1))


def test_one_approver_may_be_the_uploader() -> None:
    assert refusal(Gate(1), [], UPLOADER, uploader="up") is None
    assert is_approved(Gate(1), [UPLOADER])


def test_the_second_approver_is_not_the_uploader_and_not_the_first() -> None:
    assert refusal(Gate(2), [ANA], UPLOADER, uploader="up")
    assert refusal(Gate(2), [ANA], ANA, uploader="up")
    assert refusal(Gate(2), [UPLOADER], ANA, uploader="up") is None
    assert refusal(Gate(2), [ANA], BEN, uploader=None) is None
    assert not is_approved(Gate(2), [ANA])
    assert is_approved(Gate(2), [ANA, BEN])


def test_above_fifty_millions_one_of_the_approvers_is_an_admin() -> None:
    gate = Gate(2, needs_admin=True)
    assert refusal(gate, [], ANA, uploader=None) is None
    assert refusal(gate, [ANA], BEN, uploader=None)
    assert refusal(gate, [ANA], ADMIN, uploader=None) is None
    assert refusal(gate, [ADMIN], BEN, uploader=None) is None
    assert not is_approved(gate, [ANA, BEN])
    assert is_approved(gate, [ADMIN, BEN])


def test_every_state_can_be_reached_and_can_end() -> None:
    assert set(MOVES) == set(get_args(State))
    reached: set[State] = {"received"}
    while following := {to for state in reached for to in MOVES[state]} - reached:
        reached |= following
    assert reached == set(MOVES)
    for state in MOVES:
        assert _leads_to_an_end(state)


def _leads_to_an_end(state: State) -> bool:
    seen: set[State] = {state}
    while following := {to for one in seen for to in MOVES[one]} - seen:
        seen |= following
    return bool(seen & ENDS)


def test_a_document_is_posted_approved_and_in_no_other_way() -> None:
    assert [state for state, following in MOVES.items() if "posted" in following] == ["approved"]
    assert [state for state, following in MOVES.items() if "approved" in following] == ["ready"]


def test_a_posted_document_is_only_voided() -> None:
    assert moved("posted", "voided") == "voided"
    for to in ("received", "needs_review", "rejected", "ready"):
        with pytest.raises(IllegalMoveError, match=f"posted is not followed by {to}"):
            moved("posted", to)


def test_an_unknown_sync_is_resolved_by_looking() -> None:
    assert moved("sync_unknown", "synced") == "synced"
    assert moved("sync_unknown", "sync_failed") == "sync_failed"


def test_what_waits_for_a_person_is_approved_by_one_however_small_it_is() -> None:
    small, full_day = Gate(0), gate_of(Decimal(900_000), posted_today=Decimal(49_500_000))
    assert gate_of_review(small) == gate_of_review(full_day) == Gate(1)
    assert gate_of_review(Gate(2, needs_admin=True)) == Gate(2, needs_admin=True)
