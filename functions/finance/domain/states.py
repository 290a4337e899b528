"""The states of a document, and the moves between them: every file ends in a state that people can see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from functions.finance.domain.gates import Gate
from functions.finance.domain.reasons import REFUSALS, REMARKS, Finding, ReasonCode

State = Literal[
    "received",
    "identified",
    "extracted",
    "validated",
    "needs_review",
    "ready",
    "approved",
    "posted",
    "synced",
    "sync_unknown",
    "sync_failed",
    "refused",
    "duplicate",
    "rejected",
    "voided",
]

MOVES: dict[State, frozenset[State]] = {
    "received": frozenset({"identified", "refused", "duplicate", "needs_review"}),
    "identified": frozenset({"extracted", "refused", "duplicate", "needs_review"}),
    "extracted": frozenset({"validated", "refused", "duplicate", "needs_review"}),
    "validated": frozenset({"ready", "needs_review", "duplicate"}),
    "needs_review": frozenset({"ready", "rejected", "duplicate"}),
    "ready": frozenset({"approved", "needs_review", "rejected"}),
    "approved": frozenset({"posted", "needs_review"}),
    "posted": frozenset({"synced", "sync_unknown", "sync_failed", "voided"}),
    "sync_unknown": frozenset({"synced", "sync_failed", "voided"}),
    "sync_failed": frozenset({"synced", "sync_unknown", "voided"}),
    "synced": frozenset({"voided"}),
    "refused": frozenset(),
    "duplicate": frozenset(),
    "rejected": frozenset(),
    "voided": frozenset(),
}
"""What may follow what. A posted document is never edited or deleted, only voided by a reversing entry."""

DEAD: frozenset[State] = frozenset({"refused", "duplicate", "rejected", "voided"})
"""No obstacle for another document with the same content, code or number."""

UNREAD: frozenset[State] = frozenset({"received", "identified"})
"""Nothing of the document is known yet."""

RESTARTABLE: frozenset[State] = frozenset(MOVES) - {
    "approved",
    "posted",
    "synced",
    "sync_unknown",
    "sync_failed",
    "voided",
}
"""May be read once more from its file, as if it had just arrived: nothing stands in the books yet."""

ENDS = frozenset(state for state, following in MOVES.items() if not following)


class IllegalMoveError(ValueError):
    """A document cannot go from this state to that one."""


@dataclass(frozen=True)
class Verdict:
    """Where a validated document goes, and why.

    Attributes:
        reasons: what stands in the way; empty for ready.
        remarks: worth showing, no obstacle.
        gate: who has to approve; None unless ready.
    """

    state: State
    reasons: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    gate: Gate | None = None

    @property
    def posts_automatically(self) -> bool:
        """Whether no person is needed."""
        return self.gate is not None and self.gate.is_automatic


def moved(current: State, to: State) -> State:
    """The next state.

    Raises:
        IllegalMoveError: it may not follow.
    """
    if to not in MOVES[current]:
        raise IllegalMoveError(f"{current} is not followed by {to}")
    return to


def judged(findings: Iterable[Finding], gate: Gate) -> Verdict:
    """Where all that was found about a document leads: refused, duplicate, a review, or ready for its gate.

    Args:
        findings: of extraction, checks, duplicates and taxes together.
        gate: of its amount, see `gate_of`.
    """
    found = tuple(dict.fromkeys(findings))
    remarks = tuple(finding for finding in found if finding.code in REMARKS)
    reasons = tuple(finding for finding in found if finding.code not in REMARKS)
    codes = {finding.code for finding in reasons}
    if codes & REFUSALS:
        return Verdict("refused", reasons, remarks)
    if ReasonCode.DUPLICATE_EXACT in codes:
        return Verdict("duplicate", reasons, remarks)
    if reasons:
        return Verdict("needs_review", reasons, remarks)
    if gate.review:
        return Verdict("needs_review", (gate.review,), remarks)
    return Verdict("ready", (), remarks, gate)
