"""The life of a call: its status only ever goes forward, whatever order the news comes in.

Source: Twilio's call statuses; `initiated` exists in callbacks and not in the REST API.
"""

from typing import Literal, get_args

Status = Literal[
    "queued", "initiated", "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled"
]
Ending = Literal["completed", "busy", "no-answer", "failed", "canceled"]
News = Literal["applied", "repeated", "late", "contradicted"]
"""What became of a status that arrived: taken over, known already, overtaken, or another ending than the one known."""

STATUSES: tuple[Status, ...] = get_args(Status)
ENDINGS: frozenset[str] = frozenset(get_args(Ending))

_RANK: dict[str, int] = {"queued": 0, "initiated": 1, "ringing": 2, "in-progress": 3, **dict.fromkeys(ENDINGS, 4)}

_AS_CALLED_BACK = {"answered": "in-progress"}
"""Names of events that are no names of statuses."""


UNANSWERED: tuple[Status, ...] = ("queued", "initiated", "ringing")
"""Statuses of a call that can be taken back without anybody having heard a word."""


def status_of(name: str) -> Status | None:
    """The status that a carrier's word means; None for a word we do not know."""
    found = _AS_CALLED_BACK.get(name, name)
    return next((status for status in STATUSES if status == found), None)


def news(known: str, arrived: str) -> News:
    """What a status that arrived is to a call whose status is known."""
    if arrived == known:
        return "repeated"
    if _RANK[arrived] > _RANK[known]:
        return "applied"
    return "contradicted" if _RANK[arrived] == _RANK[known] else "late"


def is_over(status: str) -> bool:
    """Whether nothing follows this status."""
    return status in ENDINGS


def outcome_without_words(status: str) -> str:
    """The outcome of a call in which no conversation was held."""
    return "failed" if status == "failed" else "no_conversation"
