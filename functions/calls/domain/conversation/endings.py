"""What ends a call, or interrupts it, in every state: opt-out first of all."""

from typing import Literal

from functions.calls.domain.conversation.actions import CallBack, HangUp, Hush, Suppress, Transfer
from functions.calls.domain.conversation.arranging import hand_over, nobody_there
from functions.calls.domain.conversation.moves import OVER, SPEAKING, Moves, settled
from functions.calls.domain.conversation.observations import (
    Answered,
    Beeped,
    EnginesDown,
    HungUp,
    Pressed,
    Returned,
    Silent,
    TimeRunsOut,
)
from functions.calls.domain.conversation.stages import ask
from functions.calls.domain.conversation.state import Outcome, StateName

_LONGEST_WAIT = 30_000
"""Milliseconds that a screening service, or somebody who said "hold on", may take."""
_A_SILENCE = 6_000
"""Milliseconds from one report of silence to the next."""
_PROMPTS = 2
_HURRY = 20
"""Seconds before the end at which only a goodbye fits."""
_SIGNS = 2


def suppress(moves: Moves, reason: Literal["do_not_call", "hostile", "wrong_person"]) -> None:
    """Write the number onto the list, then say so, and end; nothing is said twice or after it."""
    state = moves.state
    outcome: Outcome = "wrong_person" if reason == "wrong_person" else "do_not_call"
    if state.name == "opt_out" or (state.name == "ended" and state.suppressed == reason):
        return
    spoken_with = state.name != "ended"
    if spoken_with:
        moves.do(Hush())
    moves.do(Suppress(reason=reason))
    moves.become(suppressed=reason, outcome=outcome, commitment=state.turn or None)
    if spoken_with:
        moves.part("opt_out" if reason == "do_not_call" else reason)
        moves.become(name="opt_out", topic=None, confirming=False, pending=None)


def pressed(moves: Moves, key: Pressed) -> None:
    """Nine is opt-out, zero a person, the star the disclosure again."""
    moves.intent, moves.source = f"key_{key.digit}", "key"
    name = moves.state.name
    if key.digit == "9":
        suppress(moves, "do_not_call")
    elif name in OVER or key.digit not in ("0", "*"):
        return
    elif key.digit == "0" and name in ("connecting", "disclosure"):
        moves.become(pending="human_request")
    elif name in SPEAKING:
        back = returning(moves)
        moves.become(turn=moves.state.turn + 1, met=True, name=back)
        moves.do(Hush())
        if key.digit == "0":
            hand_over(moves)
        else:
            moves.disclose(back)


def returning(moves: Moves) -> StateName:
    """The state to go on in after silence."""
    return moves.state.resumes if moves.state.name == "silent" else moves.state.name


def sign(moves: Moves, *signals: Literal["slow", "greeting"], ended: bool = False) -> None:
    """A sign that a machine answered: two of different kinds, and no person before, make it one."""
    state = moves.state
    if state.met or state.name in OVER:
        return
    moves.become(signals=tuple(dict.fromkeys((*state.signals, *signals))), machine_ended=state.machine_ended or ended)
    if len(moves.state.signals) < _SIGNS:
        return
    moves.intent = "machine"
    if moves.state.name != "voicemail":
        moves.do(Hush())
        moves.become(name="voicemail", waits_for=None, since_ms=moves.at_ms)
    if not moves.facts.leave_voicemail:
        moves.drop("voicemail_no_message")
    elif moves.state.machine_ended and moves.state.waits_for is None:
        moves.say("voicemail", last="vm")
        moves.do(HangUp(after="vm"))
        moves.become(waits_for="vm")


def answered(moves: Moves, answer: Answered) -> None:
    """The carrier's word counts as one sign, its beep as the other."""
    moves.intent = f"answered_{answer.by}"
    if answer.by == "fax" and not moves.state.met and moves.state.name not in OVER:
        moves.drop("no_conversation")
    elif answer.by == "machine_end_beep":
        sign(moves, "slow", "greeting", ended=True)
    elif answer.by.startswith("machine"):
        sign(moves, "slow", ended=answer.by != "machine_start")


def beeped(moves: Moves, _: Beeped) -> None:
    """A tone, as voicemail gives."""
    moves.intent = "beep"
    sign(moves, "greeting", ended=True)


def silent(moves: Moves, silence: Silent) -> None:
    """Ask twice whether somebody is there, then end; what waits for something waits only so long."""
    moves.intent = "silence"
    state = moves.state
    times = max(silence.times, state.silences + 1)
    moves.become(silences=times)
    match state.name:
        case "connecting":
            moves.disclose("identify")
        case "close" | "opt_out":
            moves.drop(settled(state))
        case "voicemail":
            moves.drop("voicemail_no_message")
        case "handoff" if not state.transferred:
            transfer(moves)
        case "disclosure" | "handoff" if times <= _PROMPTS:
            return
        case "disclosure" | "handoff":
            moves.drop(settled(state))
        case _:
            _unanswered(moves, waits=times <= _LONGEST_WAIT // _A_SILENCE)


def _unanswered(moves: Moves, *, waits: bool) -> None:
    """Nobody answers, or somebody was asked to wait."""
    state = moves.state
    waits = waits and moves.at_ms - state.since_ms < _LONGEST_WAIT
    if state.name == "screening":
        if not waits:
            moves.drop("screened_out")
    elif not state.holding and state.silences <= _PROMPTS:
        moves.become(name="silent", resumes=returning(moves))
        moves.say("silence")
    elif not (state.holding and waits):
        moves.leave("bye_silent", concluded(moves))


def concluded(moves: Moves) -> Outcome:
    """What became of a conversation that breaks off: a time that the prospect named or accepted is kept."""
    state = moves.state
    arranging = returning(moves) == "schedule" and state.topic == "callback"
    if arranging and state.times and state.outcome is None:
        moves.do(CallBack(at=state.times[0]))
        moves.become(commitment=state.turn, agreed=state.times[0])
        return "callback"
    return settled(state)


def transfer(moves: Moves) -> None:
    """Hand the line over."""
    moves.do(Transfer())
    moves.become(transferred=True, waits_for=None, silences=0)


def time_runs_out(moves: Moves, warning: TimeRunsOut) -> None:
    """With a minute left, arrange another call; with less, say goodbye."""
    moves.intent = "time"
    state = moves.state
    if state.name not in SPEAKING:
        moves.become(hurried=True)
        return
    arranging = state.name == "schedule" and state.topic is not None
    if warning.seconds_left <= _HURRY or state.hurried or state.name == "identify":
        moves.leave("bye_time", concluded(moves))
    elif not arranging:
        moves.become(name="schedule", topic="callback", times=(), confirming=False)
        moves.say("hurry")
    moves.become(hurried=True)


def returned(moves: Moves, back: Returned) -> None:
    """The stream is open again: nobody took the transfer, or another process goes on."""
    moves.intent = f"returned_{back.because}"
    state = moves.state
    if back.because == "transfer_unanswered" and state.transferred and state.suppressed is None:
        nobody_there(moves)
    elif state.name in OVER or state.transferred or state.name in ("voicemail", "screening"):
        moves.drop(settled(state))
    elif state.name in ("connecting", "disclosure"):
        moves.disclose(state.resumes)
    elif state.name == "handoff":
        transfer(moves)
    else:
        moves.become(name=returning(moves), silences=0)
        moves.say("resumed")
        ask(moves)


def engines_down(moves: Moves, _: EnginesDown) -> None:
    """Nobody can go on talking: apologise and end. Opt-out by key still works until the line is closed."""
    moves.intent = "engines_down"
    state = moves.state
    if state.name in OVER or state.name in ("handoff", "voicemail", "screening"):
        return
    outcome = settled(state)
    if outcome == "no_conversation":
        outcome = "failed"
    moves.do(Hush(), CallBack(at=None, asked=False))
    if state.disclosures:
        moves.leave("bye_engines", outcome)
    else:
        moves.drop(outcome)


def hung_up(moves: Moves, _: HungUp) -> None:
    """The line is closed."""
    moves.intent = "hung_up"
    moves.become(name="ended", outcome=concluded(moves), waits_for=None)
