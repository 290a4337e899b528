"""Use cases about dead letters: see them, and give them to their target again.

A company sees and redrives what carries its own id. What carries none, such as a failed job, is for operators only.
Consumers keep receipts, so a letter that is redriven twice is handled once.
"""

from collections.abc import Callable
from uuid import UUID

from functions.platform.domain.dead_letters import DeadLetter
from functions.platform.schemas import DeadLetterQueue, DeadLetterQueues, DeadLetters, DeadLetterView, RedriveReport
from functions.platform.service.ports import HeldLetters, Queues, Targets
from shared.core.clock import Now
from shared.core.errors import Problem

LOOKED_AT = 200
"""How many messages of a queue a request looks at: SQS cannot search."""


class DeadLettersService:
    """The dead letters of this stage.

    Args:
        queues: where they lie.
        targets: what they were meant for.
        now: the clock.
        stage: whose functions and state machines may be started.
    """

    def __init__(self, queues: Queues, targets: Targets, now: Now, *, stage: str) -> None:
        self.queues = queues
        self.targets = targets
        self.now = now
        self.prefix = f"{stage}-"

    def of_company(self, company_id: UUID) -> DeadLetterQueues:
        """The queues that hold messages of a company."""
        filled = [(queue, depth) for queue, depth in sorted(self.queues.depths().items()) if depth]
        looked_at = [self._looked_at(queue, depth, company_id) for queue, depth in filled]
        return DeadLetterQueues(items=[queue for queue in looked_at if queue.messages])

    def messages(self, queue: str, company_id: UUID, *, limit: int) -> DeadLetters:
        """A company's messages of one queue.

        Raises:
            NotFound: there is no such queue.
        """
        with self.queues.hold(queue, limit=LOOKED_AT) as held:
            letters = list(held)
        own = [self._view(letter) for letter in letters if letter.company_id == company_id]
        return DeadLetters(items=own[:limit], complete=len(letters) < LOOKED_AT and len(own) <= limit)

    def redrive(self, queue: str, company_id: UUID, *, limit: int) -> RedriveReport:
        """Give a company's messages of one queue to their targets again.

        Raises:
            NotFound: there is no such queue.
        """
        with self.queues.hold(queue, limit=LOOKED_AT) as held:
            return self._redrive(held, lambda letter: letter.company_id == company_id, limit)

    def redrive_all(self, queue: str, *, limit: int) -> RedriveReport:
        """Give messages of one queue to their targets again, whosever they are; for operators.

        Raises:
            NotFound: there is no such queue.
        """
        with self.queues.hold(queue, limit=limit) as held:
            return self._redrive(held, lambda _letter: True, limit)

    def _looked_at(self, queue: str, depth: int, company_id: UUID) -> DeadLetterQueue:
        with self.queues.hold(queue, limit=min(depth, LOOKED_AT)) as held:
            own = [letter for letter in held if letter.company_id == company_id]
        return DeadLetterQueue(queue=queue, messages=len(own), complete=depth <= LOOKED_AT)

    def _view(self, letter: DeadLetter) -> DeadLetterView:
        return DeadLetterView(
            id=letter.id,
            died_at=letter.died_at,
            target=letter.target.name.removeprefix(self.prefix) if letter.target else None,
            event_id=letter.event_id,
            event_type=letter.event_type,
            error=letter.error,
            attempts=letter.attempts,
        )

    def _redrive(self, held: HeldLetters, chosen: Callable[[DeadLetter], bool], limit: int) -> RedriveReport:
        """What dies again at once is left for the next time: a target that is still broken is tried once."""
        started = self.now()
        redriven = failed = 0
        for letter in held:
            if redriven + failed == limit:
                break
            if letter.died_at > started or not chosen(letter):
                continue
            if self._given(letter):
                held.remove(letter)
                redriven += 1
            else:
                failed += 1
        return RedriveReport(redriven=redriven, failed=failed)

    def _given(self, letter: DeadLetter) -> bool:
        if letter.target is None or not letter.target.name.startswith(self.prefix):
            return False
        try:
            self.targets.give(letter.target, letter.payload, once=letter.id)
        except Problem:
            return False
        return True
