"""The end of a call: announced once, whether the carrier or the voice tells of it first."""

from functions.calls.domain.call import Call
from functions.calls.domain.life import is_over, outcome_without_words
from functions.calls.schemas.tasks import CallEnd
from functions.calls.service.ports import Calls, FlowTokens, Later, Queue
from shared.core.clock import Now
from shared.schemas.envelope import Events
from shared.schemas.events import CallCompleted


class Closing:
    """The ends of one company's calls.

    A call is announced when the line is over and, if it had a conversation, that is written down. Where the voice was
    lost, the reconciliation writes down what its last snapshot holds, or announces the call without words.

    Args:
        calls: of the company.
        queue: of its campaigns.
        events: where the end is announced.
        tokens: executions that wait for the end.
        later: calls after the commit.
        now: the clock.
    """

    def __init__(
        self, *, calls: Calls, queue: Queue, events: Events, tokens: FlowTokens, later: Later, now: Now
    ) -> None:
        self.calls = calls
        self.queue = queue
        self.events = events
        self.tokens = tokens
        self.later = later
        self.now = now

    def settle(self, call: Call, *, permanent: bool = False) -> Call:
        """Announce the end of a call that has ended, unless its words are still to come.

        Args:
            call: locked.
            permanent: its number is none, or may not be called.
        """
        with_a_person = call.next_verb == "transfer" and call.outcome is not None
        words_to_come = call.streamed_at is not None and call.finished_at is None and not with_a_person
        return call if words_to_come else self.announce(call, permanent=permanent)

    def announce(self, call: Call, *, permanent: bool = False) -> Call:
        """Announce the end of a call that has ended, with what is known of it."""
        if call.announced_at or not is_over(call.status):
            return call
        now = self.now()
        outcome = call.outcome or outcome_without_words(call.status)
        ended = self.calls.change(call.id, announced_at=now, ended_at=call.ended_at or now, outcome=outcome)
        self.events.record(
            CallCompleted.model_validate(
                {
                    "call_id": call.id,
                    "lead_id": call.lead_id,
                    "campaign_id": call.campaign_id,
                    "status": call.status,
                    "outcome": outcome,
                    "score": call.score,
                    "duration_seconds": call.duration_seconds or 0,
                    "provider": call.provider,
                }
            )
        )
        self.queue.settle(ended, at=now, permanent=permanent)
        self._tell(ended)
        return ended

    def _tell(self, call: Call) -> None:
        """After the commit: an execution must find what it is told of."""
        token = call.task_token
        if token is None:
            return
        end = CallEnd.model_validate(
            {
                "call_id": call.id,
                "status": call.status,
                "outcome": call.outcome or "failed",
                "score": call.score,
                "code": call.reason,
                "reasons": call.details.get("reasons", []),
                "next_allowed_at": call.details.get("retry_at"),
            }
        )
        self.later(lambda: self._go_on(token, end))

    def _go_on(self, token: str, end: CallEnd) -> None:
        self.tokens.go_on(token, end)
