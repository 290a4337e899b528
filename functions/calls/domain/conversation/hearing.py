"""What is done about what the prospect says: what holds in every state first, then the state's own answers."""

from typing import cast

from functions.calls.domain.conversation.actions import Hush, StopRecording
from functions.calls.domain.conversation.arranging import arrange, call_back, hand_over, inform
from functions.calls.domain.conversation.endings import returning, sign, suppress
from functions.calls.domain.conversation.intents import (
    OBJECTIONS,
    PROPOSABLE,
    SURE,
    Intent,
    Reading,
    is_heard,
    understood,
)
from functions.calls.domain.conversation.moves import OVER, Moves, settled
from functions.calls.domain.conversation.observations import Heard
from functions.calls.domain.conversation.script import LineName
from functions.calls.domain.conversation.stages import accept, ask, fill, identify, objection, pitch, puzzle, refuse
from functions.calls.domain.conversation.state import ObjectionName
from functions.calls.domain.conversation.text import normalised

_LONG_GREETING = 4000
_THANKS = frozenset({"gracias", "muchas", "thanks", "thank", "you"})
_ANSWERS: dict[Intent, LineName] = {
    "is_this_ai": "is_this_ai",
    "recording_question": "recording_question",
    "who_are_you": "who_are_you",
}
"""Questions that are answered with the truth, every time, from what was rendered before the call."""


def heard(moves: Moves, said: Heard, proposal: Reading | None) -> None:
    """Take a turn of the prospect."""
    moves.intent = "noise"
    if not said.text.strip():
        return
    moves.become(turn=moves.state.turn + 1)
    reading = read(moves, said, proposal)
    moves.intent, moves.confidence, moves.source = reading.intent, reading.confidence, reading.source
    if reading.intent == "do_not_call":
        suppress(moves, "do_not_call")
    elif moves.state.name in OVER or moves.state.name in ("handoff", "voicemail"):
        return
    elif moves.state.turn > moves.script.most_turns:
        moves.leave("bye_time", settled(moves.state))
    elif moves.state.met or not _machine(moves, said):
        _person(moves, said, reading.intent)


def read(moves: Moves, said: Heard, proposal: Reading | None) -> Reading:
    """What was meant: the rules' word, or where they are unsure a model's, among what a model may say."""
    openly = moves.state.name == "qualify"
    reading = understood(said.text, moves.facts.language, said.confidence, asked_openly=openly)
    if reading.confidence < SURE and proposal is not None and proposal.intent in PROPOSABLE:
        return proposal
    return reading


def _machine(moves: Moves, said: Heard) -> bool:
    """Whether it was a machine that spoke, or a service that screens calls."""
    language, state = moves.facts.language, moves.state
    if is_heard("voicemail_greeting", said.text, language):
        if state.name == "screening":
            moves.drop("screened_out")
            return True
        sign(moves, "greeting")
    if state.turn == 1 and said.ended_ms - said.started_ms > _LONG_GREETING:
        sign(moves, "slow")
    if moves.state.name in ("voicemail", "ended"):
        return True
    if not is_heard("screening", said.text, language):
        return False
    moves.intent = "screening"
    if state.name != "screening":
        moves.do(Hush())
        mark = moves.say("screening")
        moves.become(name="screening", since_ms=said.ended_ms, waits_for=mark, silences=0)
    return True


def _person(moves: Moves, said: Heard, intent: Intent) -> None:
    state = moves.state
    if intent in ("hostile", "wrong_person") and state.name != "screening":
        suppress(moves, "hostile" if intent == "hostile" else "wrong_person")
    elif state.name in ("connecting", "disclosure"):
        if intent in ("human_request", "stop_recording"):
            moves.become(pending=intent)
    elif state.name == "screening" and intent in ("gatekeeper", "goodbye", "busy", "not_interested"):
        moves.drop("screened_out")
    elif state.name == "screening" or (state.holding and state.name == "identify"):
        if intent != "hold" and not _only_thanks(moves, said.text):
            moves.disclose("identify")
    else:
        moves.become(name=returning(moves), silences=0, holding=False, met=True)
        answer(moves, intent, said.text, said.ended_ms)


def _only_thanks(moves: Moves, text: str) -> bool:
    """What a service says between a name and "one moment", and no person who takes the call says alone."""
    return moves.state.name == "screening" and set(normalised(text, moves.facts.language).split()) <= _THANKS


def answer(moves: Moves, intent: Intent, text: str, at_ms: int) -> None:
    """Answer somebody who was told who calls."""
    offered_human = moves.state.offers_human
    if _everywhere(moves, intent, text, at_ms):
        moves.become(unclear=0, offers_human=False)
    elif offered_human and intent in ("affirm", "interested"):
        moves.become(unclear=0)
        hand_over(moves)
    elif offered_human and intent == "deny":
        moves.become(offers_human=False)
        ask(moves)
    elif _in_state(moves, intent, text):
        moves.become(unclear=0, offers_human=False)
    else:
        puzzle(moves)


def _everywhere(moves: Moves, intent: Intent, text: str, at_ms: int) -> bool:
    """What is answered alike in every state; whether it was that."""
    state = moves.state
    if intent == "human_request":
        hand_over(moves)
    elif intent == "stop_recording":
        stop_recording(moves)
        ask(moves)
    elif intent in _ANSWERS:
        moves.become(questions=(*state.questions, state.turn))
        moves.say(_ANSWERS[intent])
        ask(moves)
    elif intent == "hold":
        moves.become(holding=True, since_ms=at_ms)
        moves.say("hold")
    elif intent in ("busy", "callback"):
        call_back(moves, text)
    elif intent == "send_info":
        inform(moves)
    elif intent == "goodbye":
        moves.leave("bye", settled(state))
    else:
        return _unwilling(moves, intent, also_refused=is_heard("not_interested", text, moves.facts.language))
    return True


def _unwilling(moves: Moves, intent: Intent, *, also_refused: bool) -> bool:
    state = moves.state
    by_the_way = state.name == "schedule" and state.topic != "meeting"
    if intent == "not_interested_firm" or (intent == "not_interested" and by_the_way):
        moves.become(refusals=state.refusals + 1)
        moves.leave("bye_refused", "not_interested")
    elif intent == "not_interested":
        refuse(moves)
    elif intent in OBJECTIONS:
        if intent in ("price", "no_trust"):
            moves.become(questions=(*state.questions, state.turn))
        if also_refused:
            moves.become(refusals=state.refusals + 1)
        objection(moves, cast(ObjectionName, intent))
    else:
        return False
    return True


def _in_state(moves: Moves, intent: Intent, text: str) -> bool:
    match moves.state.name:
        case "identify":
            return identify(moves, intent, wants_call_back=is_heard("callback", text, moves.facts.language))
        case "pitch":
            return pitch(moves, intent)
        case "qualify":
            return fill(moves, intent)
        case "objection":
            return accept(moves, intent)
        case _:
            return arrange(moves, intent, text)


def stop_recording(moves: Moves) -> None:
    """Stop, delete, say so, and go on."""
    if moves.state.recording:
        moves.do(StopRecording())
    moves.become(recording=False)
    moves.say("not_recorded")
