"""Buyer signals: which repeat one we know, and which are worth acting on now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

Strength = Literal["low", "medium", "high"]

REPEATS_WITHIN = timedelta(days=90)
ACTS_ONCE_WITHIN = timedelta(days=7)

_ORDER: dict[Strength, int] = {"low": 0, "medium": 1, "high": 2}


@dataclass(frozen=True)
class Signal:
    """A signal that a lead has given, announced by the event `event_id`."""

    type: str
    strength: Strength
    actionable: bool
    at: datetime
    event_id: UUID


def repeated(kind: str, strength: Strength, *, known: Iterable[Signal], now: datetime) -> Signal | None:
    """The signal of the same type that was given within 90 days, at least as strongly."""
    recent = (signal for signal in known if signal.type == kind and now - signal.at < REPEATS_WITHIN)
    return next((signal for signal in recent if _ORDER[signal.strength] >= _ORDER[strength]), None)


def is_actionable(strength: Strength, *, known: Iterable[Signal], now: datetime) -> bool:
    """Whether to act: on one signal per lead in 7 days, unless a stronger one comes."""
    recent = [signal for signal in known if signal.actionable and now - signal.at < ACTS_ONCE_WITHIN]
    return all(_ORDER[strength] > _ORDER[signal.strength] for signal in recent)
