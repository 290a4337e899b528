"""Waiting for the flow: until a document stands where only a person, or nobody, moves it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from local.cli.demos.invoices.delivery import Delivered

ENDED = frozenset(
    {"needs_review", "refused", "duplicate", "rejected", "synced", "sync_unknown", "sync_failed", "voided"}
)
RESTING = frozenset({"ready", "approved", "posted"})
"""Where a document may stay, or only pass."""

Look = Callable[[Delivered], dict[str, Any]]


@dataclass
class Watch:
    """The documents that are on their way.

    Args:
        look: asks how a document stands.
        rest: seconds after which one that rests is taken to stay.
        patience: seconds after which nothing more is waited for.
    """

    look: Look
    rest: float = 5.0
    patience: float = 300.0
    pause: float = 0.5
    seen: dict[str, tuple[str, float]] = field(default_factory=dict)

    def until_settled(
        self, delivered: list[Delivered], told: Callable[[Mapping[str, dict[str, Any]]], None]
    ) -> dict[str, dict[str, Any]]:
        """The documents by the names of their files; what did not settle is there as it stands.

        Args:
            delivered: what was brought, without what was refused at the door.
            told: hears of those that are settled, after every look.
        """
        deadline = time.monotonic() + self.patience
        settled: dict[str, dict[str, Any]] = {}
        latest: dict[str, dict[str, Any]] = {}
        while len(settled) < len(delivered) and time.monotonic() < deadline:
            for one in delivered:
                name = one.file.name
                if name in settled:
                    continue
                latest[name] = self.look(one)
                if self._is_settled(name, latest[name]["status"]):
                    settled[name] = latest[name]
            told(settled)
            if len(settled) < len(delivered):
                time.sleep(self.pause)
        return latest

    def _is_settled(self, name: str, state: str) -> bool:
        now = time.monotonic()
        before, since = self.seen.get(name, ("", now))
        if before != state:
            since = now
            self.seen[name] = (state, now)
        return state in ENDED or (state in RESTING and now - since >= self.rest)
