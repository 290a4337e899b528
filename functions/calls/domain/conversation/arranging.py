"""Agreeing on a meeting, a call-back, an e-mail or a person."""

from datetime import datetime

from functions.calls.domain.conversation.actions import AskCallBack, Book, CallBack, OfferSlots, SendInformation
from functions.calls.domain.conversation.intents import Intent
from functions.calls.domain.conversation.moves import Moves, settled
from functions.calls.domain.conversation.observations import Booked, Offered
from functions.calls.domain.conversation.stages import YES, ask, offer_meeting
from functions.calls.domain.conversation.text import normalised
from functions.calls.domain.conversation.times import moment_in, names_a_day, names_an_hour

_FIRST = {"es": ("primero", "primera", "primer"), "en": ("first", "former")}
_SECOND = {"es": ("segundo", "segunda"), "en": ("second", "latter")}
_MOST_ROUNDS = 3


def call_back(moves: Moves, text: str) -> None:
    """The prospect wants another call: at the time that was said, else ask for one, else the next lawful one."""
    state = moves.state
    at = moment_in(text, moves.facts.language, moves.now)
    asked_already = state.topic == "callback" and not state.times
    moves.become(name="schedule", topic="callback", confirming=False)
    if at is None and not asked_already:
        moves.become(times=())
        moves.say("ask_when")
    else:
        _ask_gate(moves, at)


def hand_over(moves: Moves) -> None:
    """A person of the company takes the call; where nobody can, somebody calls back."""
    moves.become(offers_human=False)
    if moves.facts.human_available and not moves.state.handoffs:
        mark = moves.say("handoff")
        moves.become(name="handoff", waits_for=mark, handoffs=1)
    else:
        nobody_there(moves)


def nobody_there(moves: Moves) -> None:
    """Offer a call of a person instead."""
    moves.become(name="schedule", topic="callback", times=(), confirming=False, transferred=False, outcome=None)
    moves.say("nobody_there")


def inform(moves: Moves) -> None:
    """The prospect wants to read about it: ask for consent to e-mail, to the address that is known."""
    if moves.facts.email_known:
        moves.become(name="schedule", topic="information", times=(), confirming=False)
        ask(moves)
    else:
        moves.become(commitment=moves.state.turn)
        moves.say("no_email")
        moves.leave("bye", "info_requested")


def arrange(moves: Moves, intent: Intent, text: str) -> bool:
    """What an answer means for what is being arranged; whether it was understood."""
    match moves.state.topic:
        case "information":
            return _information(moves, intent)
        case "callback":
            return _callback(moves, intent, text)
        case _:
            return _meeting(moves, intent, text)


def _information(moves: Moves, intent: Intent) -> bool:
    if intent in YES:
        moves.do(SendInformation())
        moves.become(commitment=moves.state.turn)
        moves.leave("bye_information", "info_requested")
    elif intent == "deny":
        moves.leave("bye", settled(moves.state))
    else:
        return False
    return True


def _callback(moves: Moves, intent: Intent, text: str) -> bool:
    state = moves.state
    at = moment_in(text, moves.facts.language, moves.now)
    if at is not None and not (state.confirming and at == state.times[0]):
        _ask_gate(moves, at)
    elif state.confirming and (at is not None or intent in YES):
        moves.do(CallBack(at=state.times[0]))
        moves.become(commitment=state.turn, agreed=state.times[0])
        moves.leave("bye_callback", "callback", when=state.times[0])
    elif state.confirming and intent == "deny":
        _ask_when(moves)
    elif intent in YES:
        _ask_gate(moves, None)
    elif intent == "deny":
        moves.leave("bye", settled(state))
    else:
        return False
    return True


def _ask_when(moves: Moves) -> None:
    rounds = moves.state.rounds + 1
    if rounds > _MOST_ROUNDS:
        moves.leave("bye", settled(moves.state))
        return
    moves.become(times=(), confirming=False, rounds=rounds)
    moves.say("ask_when_again")


def _ask_gate(moves: Moves, at: datetime | None) -> None:
    rounds = moves.state.rounds + 1
    if rounds > _MOST_ROUNDS:
        later(moves)
        return
    moves.become(times=() if at is None else (at,), confirming=False, rounds=rounds)
    moves.do(AskCallBack(at=at))


def later(moves: Moves) -> None:
    """Another call was asked for, and no time could be agreed on."""
    moves.do(CallBack(at=None))
    moves.become(commitment=moves.state.turn)
    moves.leave("bye_later", "callback")


def _meeting(moves: Moves, intent: Intent, text: str) -> bool:
    state = moves.state
    chosen = _chosen(moves, intent, text)
    at = moment_in(text, moves.facts.language, moves.now)
    if state.confirming and chosen and intent != "deny":
        moves.become(agreed=chosen)
        moves.do(Book(at=chosen))
    elif chosen:
        _confirm(moves, chosen)
    elif at is not None:
        offer_meeting(moves, OfferSlots(near=at))
    elif intent == "deny" and not state.times:
        moves.leave("bye_interested", "interested")
    elif intent == "deny" and state.confirming:
        _ask_when(moves)
    elif intent == "deny":
        offer_meeting(moves)
    else:
        return False
    return True


def _chosen(moves: Moves, intent: Intent, text: str) -> datetime | None:
    """Which of the offered times an answer means; a mere yes means the first."""
    times, language = moves.state.times, moves.facts.language
    if not times:
        return None
    at = moment_in(text, language, moves.now)
    if at is not None:
        day, hour = names_a_day(text, language, moves.now), names_an_hour(text, language)
        meant = [
            time
            for time in (one.astimezone(at.tzinfo) for one in times)
            if (not day or time.date() == at.date()) and (not hour or time.time() == at.time()) and (day or hour)
        ]
        return meant[0] if len(meant) == 1 else None
    words = set(normalised(text, language).split())
    if words & set(_SECOND[language]) and len(times) > 1:
        return times[1]
    if intent != "deny" and (words & set(_FIRST[language]) or intent in ("interested", "affirm")):
        return times[0]
    return None


def _confirm(moves: Moves, at: datetime) -> None:
    moves.become(times=(at,), confirming=True)
    moves.say("confirm_meeting", when=at)


def offered(moves: Moves, offer: Offered) -> None:
    """Times came back: offer them."""
    moves.intent = f"offered_{offer.kind}"
    state = moves.state
    if state.name != "schedule" or state.topic != offer.kind or state.confirming:
        return
    if offer.kind == "meeting":
        _offer(moves, offer.times)
    elif not offer.times:
        later(moves)
    else:
        asked, at = state.times, offer.times[0]
        moves.become(times=(at,), confirming=True)
        moves.say("confirm_callback" if not asked or asked[0] == at else "other_time", when=at)


def _offer(moves: Moves, times: tuple[datetime, ...]) -> None:
    if not times:
        moves.become(topic="callback", times=())
        moves.say("ask_when")
    elif len(times) == 1:
        _confirm(moves, times[0])
    else:
        moves.become(times=times[:2])
        moves.say("offer_slots" if moves.state.rounds == 1 else "offer_again", first=times[0], second=times[1])


def booked(moves: Moves, answer: Booked) -> None:
    """The time is ours, or somebody was faster."""
    moves.intent = "booked" if answer.done else "not_booked"
    state = moves.state
    if state.agreed is None or state.name not in ("schedule", "ended"):
        return
    if state.name == "ended":
        moves.become(outcome="meeting_booked" if answer.done else state.outcome)
    elif answer.done:
        moves.become(commitment=state.turn)
        moves.leave("bye_meeting", "meeting_booked", when=state.agreed)
    else:
        moves.become(agreed=None)
        moves.say("taken")
        offer_meeting(moves)
