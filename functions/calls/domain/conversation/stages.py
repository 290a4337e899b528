"""What each state asks, and what it makes of an answer."""

from typing import get_args

from functions.calls.domain.conversation.actions import OfferSlots
from functions.calls.domain.conversation.intents import Intent
from functions.calls.domain.conversation.moves import Moves, settled
from functions.calls.domain.conversation.state import Filled, ObjectionName, Slot, StateName

YES: tuple[Intent, ...] = ("interested", "affirm", "answer")
_ENOUGH = 2
_MOST_ROUNDS = 3
"""How often times are offered or asked for, before it ends."""
_ASK_AGAIN, _OFFER_HUMAN = 1, 2


def ask(moves: Moves, *, again: bool = False) -> None:
    """The question of the state, or the same in other words."""
    state = moves.state
    match state.name:
        case "identify":
            first = "identify_name" if moves.facts.name else "identify_role"
            moves.say("identify_again" if again else first)
        case "pitch":
            moves.say("pitch_again")
        case "qualify":
            moves.say(f"question.{state.asked}{'.again' if again else ''}")
        case "objection":
            moves.say(f"objection.{state.objections[-1]}.question")
        case _:
            _ask_to_arrange(moves)


def _ask_to_arrange(moves: Moves) -> None:
    state = moves.state
    if state.topic == "information":
        moves.say("confirm_email")
    elif state.confirming:
        moves.say("confirm_meeting" if state.topic == "meeting" else "confirm_callback", when=state.times[0])
    elif state.topic == "meeting" and len(state.times) > 1:
        moves.say("offer_again", first=state.times[0], second=state.times[1])
    else:
        moves.say("ask_when_again")


def enter(moves: Moves, name: StateName) -> None:
    """Go on to a state and say what it says."""
    moves.become(name=name)
    if name == "pitch":
        moves.say("pitch")
    elif name == "qualify":
        qualify(moves)
    else:
        ask(moves)


def identify(moves: Moves, intent: Intent, *, wants_call_back: bool) -> bool:
    """Whoever answered is, or is not, the one to talk to; whether that was understood."""
    if intent in ("interested", "affirm"):
        enter(moves, "pitch")
    elif intent in ("gatekeeper", "deny") and not moves.state.gatekeepers and not wants_call_back:
        moves.become(gatekeepers=1)
        moves.say("gatekeeper")
    elif intent in ("gatekeeper", "deny"):
        moves.become(name="schedule", topic="callback", times=(), confirming=False)
        moves.say("ask_when")
    else:
        return False
    return True


def pitch(moves: Moves, intent: Intent) -> bool:
    """Interest leads to questions, a no to an objection."""
    if intent in ("interested", "affirm"):
        moves.become(interest=moves.state.interest or moves.state.turn, name="qualify")
        qualify(moves)
    elif intent == "deny":
        refuse(moves)
    else:
        return False
    return True


def fill(moves: Moves, intent: Intent) -> bool:
    """An answer fills the slot that was asked about."""
    state = moves.state
    if state.asked is None or intent not in (*YES, "deny"):
        return False
    filled = Filled(turn=state.turn, positive=intent != "deny")
    moves.become(slots=state.slots | {state.asked: filled})
    qualify(moves)
    return True


def qualify(moves: Moves) -> None:
    """The next question; with enough that speaks for it, a meeting; with nothing left to ask, an end."""
    state = moves.state
    speaks_for = sum(filled.positive for filled in state.slots.values())
    left: list[Slot] = [slot for slot in get_args(Slot) if slot not in state.slots]
    if speaks_for >= _ENOUGH:
        offer_meeting(moves)
    elif left and state.qualified < moves.script.qualify_turns:
        moves.become(name="qualify", asked=left[0], qualified=state.qualified + 1)
        ask(moves)
    elif speaks_for:
        offer_meeting(moves)
    else:
        moves.leave("bye", settled(state))


def offer_meeting(moves: Moves, *actions: OfferSlots) -> None:
    """Look for two free times, at most three times in a call."""
    rounds = moves.state.rounds + 1
    if rounds > _MOST_ROUNDS:
        moves.leave("bye_interested", "interested")
        return
    moves.become(name="schedule", topic="meeting", times=(), confirming=False, rounds=rounds)
    moves.do(*actions or (OfferSlots(),))


def objection(moves: Moves, name: ObjectionName) -> None:
    """Acknowledge, one argument, one question; each type once, and only so many in all."""
    state = moves.state
    if name in state.objections or len(state.objections) >= moves.script.most_objections:
        moves.leave("bye_refused", "interested" if state.interest and not state.refusals else "not_interested")
        return
    back = state.back if state.name == "objection" else state.name
    moves.become(name="objection", back=back, objections=(*state.objections, name))
    if name == "no_trust":
        moves.say("origin" if moves.facts.origin else "origin_unknown")
    moves.say(f"objection.{name}")
    ask(moves)


def refuse(moves: Moves) -> None:
    """The first no is an objection, the second the end."""
    moves.become(refusals=moves.state.refusals + 1)
    if moves.state.refusals > 1:
        moves.leave("bye_refused", "not_interested")
    else:
        objection(moves, "no_need")


def accept(moves: Moves, intent: Intent) -> bool:
    """An argument convinced, or it did not."""
    if intent in YES:
        moves.become(interest=moves.state.interest or moves.state.turn)
        back = moves.state.back
        enter(moves, "qualify" if back == "pitch" else back)
    elif intent == "deny":
        refuse(moves)
    else:
        return False
    return True


def puzzle(moves: Moves) -> None:
    """Not understood: once in other words, then offer a person, then goodbye."""
    unclear = moves.state.unclear + 1
    moves.become(unclear=unclear)
    if unclear == _ASK_AGAIN:
        ask(moves, again=True)
    elif unclear == _OFFER_HUMAN:
        moves.become(offers_human=True)
        moves.say("offer_human")
    else:
        moves.leave("bye_unclear", settled(moves.state))
