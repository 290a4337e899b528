"""The conversation as a function: from where it stands and what happened to where it goes and what is done."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from functions.calls.domain.conversation.actions import Action, Say
from functions.calls.domain.conversation.arranging import booked, hand_over, offered
from functions.calls.domain.conversation.decision import Decision
from functions.calls.domain.conversation.endings import (
    answered,
    beeped,
    concluded,
    engines_down,
    hung_up,
    pressed,
    returned,
    silent,
    suppress,
    time_runs_out,
    transfer,
)
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.hearing import heard, stop_recording
from functions.calls.domain.conversation.intents import Reading, is_garbled_opt_out, is_heard
from functions.calls.domain.conversation.moves import SPEAKING, Moves
from functions.calls.domain.conversation.observations import (
    Answered,
    Beeped,
    Booked,
    Connected,
    EnginesDown,
    Heard,
    HungUp,
    Interrupted,
    Observation,
    Offered,
    Played,
    Pressed,
    Returned,
    Silent,
    TimeRunsOut,
)
from functions.calls.domain.conversation.script import Script
from functions.calls.domain.conversation.stages import ask
from functions.calls.domain.conversation.state import State


class Step(NamedTuple):
    """What a step leads to; whoever conducts the call stores before it speaks."""

    state: State
    actions: tuple[Action, ...]
    decision: Decision


def step(state: State, observation: Observation, script: Script, facts: Facts, proposal: Reading | None = None) -> Step:
    """Take one step of a conversation. The same arguments always lead to the same step.

    Args:
        state: `State()` when the stream begins, or the snapshot of the last step.
        observation: what happened.
        script: of the campaign.
        facts: of the call.
        proposal: what a model thinks was meant, looked at only where the rules are unsure and only for what a model
            may say: never an opt-out, a hand-over, a number, a price or a promise.
    """
    moves = Moves(state, script, facts, observation.ended_ms if isinstance(observation, Heard) else observation.at_ms)
    if state.name == "ended":
        _after_the_end(moves, observation)
    elif _is_too_long(moves) and not _opts_out(observation, facts):
        moves.intent = "time"
        moves.leave("bye_time", concluded(moves))
    else:
        _happen(moves, observation, proposal)
    return Step(moves.state, tuple(moves.actions), _recorded(state, moves))


def _after_the_end(moves: Moves, observation: Observation) -> None:
    """Nothing is said any more; but a wish not to be called that was recognised late is kept."""
    match observation:
        case Heard() | Pressed() if _opts_out(observation, moves.facts):
            moves.intent = "do_not_call"
            suppress(moves, "do_not_call")
        case Returned():
            returned(moves, observation)
        case Booked():
            booked(moves, observation)
        case _:
            moves.intent = "none"


def _opts_out(observation: Observation, facts: Facts) -> bool:
    match observation:
        case Pressed(digit="9"):
            return True
        case Heard(text=text):
            return is_heard("do_not_call", text, facts.language) or is_garbled_opt_out(text)
    return False


def _is_too_long(moves: Moves) -> bool:
    """Whether a person is still spoken with after the longest time, or after the lawful window."""
    facts = moves.facts
    late = (moves.at_ms + facts.offset_ms) >= moves.script.longest_seconds * 1000
    unlawful = facts.must_end_by is not None and moves.now >= facts.must_end_by
    return moves.state.name in SPEAKING and (late or unlawful)


def _happen(moves: Moves, observation: Observation, proposal: Reading | None) -> None:
    if isinstance(observation, Heard):
        heard(moves, observation, proposal)
    else:
        _HANDLERS[type(observation)](moves, observation)


def _connected(moves: Moves, _: Connected) -> None:
    moves.intent = "connected"
    if moves.state.name == "connecting":
        moves.disclose("identify")


def _interrupted(moves: Moves, _: Interrupted) -> None:
    moves.intent = "interrupted"


def _played(moves: Moves, played: Played) -> None:
    moves.intent = "played"
    state = moves.state
    if played.mark != state.waits_for:
        return
    moves.become(waits_for=None, silences=0)
    match state.name:
        case "disclosure":
            _disclosed(moves)
        case "handoff":
            transfer(moves)
        case "voicemail":
            moves.become(name="ended", outcome="voicemail_left")
        case "close" | "opt_out":
            moves.become(name="ended")


def _disclosed(moves: Moves) -> None:
    """Go on; what was wished for meanwhile comes first."""
    state = moves.state
    moves.become(pending=None, name=state.resumes)
    if state.pending == "human_request":
        moves.become(met=True)
        hand_over(moves)
        return
    if state.pending == "stop_recording":
        stop_recording(moves)
    ask(moves)


def _recorded(before: State, moves: Moves) -> Decision:
    names = [
        f"{type(action).__name__}:{action.line}" if isinstance(action, Say) else type(action).__name__
        for action in moves.actions
    ]
    return Decision(
        turn=moves.state.turn,
        state=before.name,
        next_state=moves.state.name,
        intent=moves.intent,
        confidence=moves.confidence,
        actions=tuple(dict.fromkeys(names)),
        script_version=moves.script.version,
        source=moves.source,
    )


_HANDLERS: Mapping[type[Observation], Callable[[Moves, Any], None]] = {
    Connected: _connected,
    Played: _played,
    Interrupted: _interrupted,
    Pressed: pressed,
    Silent: silent,
    Answered: answered,
    Beeped: beeped,
    TimeRunsOut: time_runs_out,
    Returned: returned,
    EnginesDown: engines_down,
    HungUp: hung_up,
    Offered: offered,
    Booked: booked,
}
