"""A step under way: the state as it becomes, and what is decided. Nobody outside a step sees it."""

from datetime import datetime
from typing import Any

from functions.calls.domain.conversation.actions import Action, HangUp, Hush
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.lines import spoken
from functions.calls.domain.conversation.script import Script
from functions.calls.domain.conversation.state import Outcome, State, StateName
from functions.calls.domain.conversation.times import spoken_moment

SPEAKING = ("identify", "pitch", "qualify", "objection", "schedule", "silent")
"""States in which a person is spoken with."""
OVER = ("close", "opt_out", "ended")


class Moves:
    """What a step does.

    Attributes:
        state: as it has become so far.
        actions: decided so far, in order.
        intent: what was understood, for the record.
    """

    def __init__(self, state: State, script: Script, facts: Facts, at_ms: int) -> None:
        self.state = state
        self.script = script
        self.facts = facts
        self.at_ms = at_ms
        self.actions: list[Action] = []
        self.intent = "none"
        self.confidence = 1.0
        self.source = "rules"
        self._mark: str | None = None
        self._said = 0

    @property
    def now(self) -> datetime:
        """The prospect's local time."""
        return self.facts.now(self.at_ms)

    def become(self, **changes: Any) -> None:
        """Change the state."""
        self.state = self.state.model_copy(update=changes)

    def do(self, *actions: Action) -> None:
        """Decide on actions."""
        self.actions.extend(actions)

    def say(self, line: str, *, last: str | None = None, **moments: datetime) -> str:
        """Say a line; the mark of its last sentence.

        Args:
            line: of the script.
            last: another mark for its last sentence.
            moments: that the line names, such as `when`.
        """
        if self._mark is None:
            self.become(spoke=self.state.spoke + 1)
            self._mark = f"t{self.state.spoke}"
        named = {name: spoken_moment(at, self.facts.language, self.now) for name, at in moments.items()}
        says = spoken(line, self.script, self.facts, self._mark, named, last=last, first=self._said + 1)
        self._said += len(says)
        self.do(*says)
        return says[-1].mark

    def disclose(self, resumes: StateName) -> None:
        """Say who calls, and go on in `resumes` when it was heard."""
        number = self.state.disclosures + 1
        mark = f"d{number}"
        self.say("disclosure", last=mark)
        self.become(name="disclosure", resumes=resumes, disclosures=number, waits_for=mark, holding=False)

    def leave(self, line: str, outcome: Outcome, **moments: datetime) -> None:
        """Say goodbye and hang up."""
        self.part(line, **moments)
        self.become(name="close", outcome=outcome, topic=None, confirming=False)

    def part(self, line: str, **moments: datetime) -> None:
        """Say the last words, and hang up; words that replace last words have a mark of their own."""
        mark = "bye" if self.state.waits_for != "bye" else "bye.2"
        self.say(line, last=mark, **moments)
        self.do(HangUp(after=mark))
        self.become(waits_for=mark)

    def drop(self, outcome: Outcome) -> None:
        """Hang up without a word."""
        self.do(Hush(), HangUp(after=None))
        self.become(name="ended", outcome=outcome, waits_for=None)


def settled(state: State) -> Outcome:
    """What became of a conversation that ends here."""
    if state.outcome:
        return state.outcome
    if state.transferred:
        return "human_handoff"
    if state.name == "voicemail":
        return "voicemail_no_message"
    if state.name == "screening":
        return "screened_out"
    if state.refusals:
        return "not_interested"
    return "interested" if state.interest is not None else "no_conversation"
