"""How a lead moves: status only forward, and a task for a person by band."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from functions.crm.domain.scoring import HOT_FROM

Status = Literal["new", "contacted", "engaged", "qualified", "meeting_booked", "customer", "disqualified"]

ORDER: tuple[Status, ...] = ("new", "contacted", "engaged", "qualified", "meeting_booked", "customer")


@dataclass(frozen=True)
class Activity:
    """What has passed between us and a lead.

    Args:
        delivered: a message was delivered or a call connected.
        engaged: a person replied, clicked, or spoke with us in a call.
        replied: a person replied, or wanted to hear from us again in a call.
        booked: a meeting was booked.
        unwanted: the person does not want to hear from us.
    """

    delivered: bool
    engaged: bool
    replied: bool
    booked: bool = False
    unwanted: bool = False


@dataclass(frozen=True)
class FollowUpRule:
    """A task for a person: what to do, and how soon."""

    kind: Literal["call", "email", "review", "meeting", "callback", "information"]
    within: timedelta


@dataclass(frozen=True)
class Task:
    """Something that a person has to do about a lead."""

    id: UUID
    kind: str
    due_at: datetime


FOLLOW_UPS = {
    "hot": FollowUpRule("call", timedelta(hours=1)),
    "warm": FollowUpRule("email", timedelta(days=1)),
}
"""By band; a cold lead asks for nothing."""

REVIEW = FollowUpRule("review", timedelta(hours=4))
"""A person looks at a lead whose flow could not go on."""


def advanced(current: Status, score: int, activity: Activity) -> Status:
    """The status a lead has earned; never an earlier one than it has.

    contacted: first delivered message or connected call. engaged: a person reacted. qualified: hot, and a person
    replied. meeting_booked: in a call. `customer` and `disqualified` are set by people and other events. That somebody
    is not to be called is a wish that lists keep, and no status.
    """
    earned: Status = "new"
    if activity.delivered:
        earned = "contacted"
    if activity.engaged:
        earned = "engaged"
    if activity.replied and score >= HOT_FROM:
        earned = "qualified"
    if activity.booked:
        earned = "meeting_booked"
    if current == "disqualified" or ORDER.index(earned) <= ORDER.index(current):
        return current
    return earned
