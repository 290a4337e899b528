"""What is counted and timed in a call and in a process: numbers that name nobody."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

MOST_SAMPLES = 1000


@dataclass(kw_only=True)
class Reply:
    """The way from the end of what the prospect said to the first frame of the answer. Seconds of the loop's clock."""

    stopped_at: float
    ended_at: float
    known_at: float
    decided_at: float = 0.0


@dataclass
class Figures:
    """The numbers of one call."""

    counts: Counter[str] = field(default_factory=Counter)
    _milliseconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def count(self, name: str, by: int = 1) -> None:
        """One more."""
        self.counts[name] += by

    def took(self, name: str, seconds: float) -> None:
        """A duration."""
        samples = self._milliseconds[name]
        if len(samples) < MOST_SAMPLES:
            samples.append(max(seconds, 0.0) * 1000)

    def replied(self, reply: Reply, *, rendered_at: float, sent_at: float) -> None:
        """An answer began: where its time went. What was done ahead of the end of the turn cost nothing."""
        self.took("endpoint", reply.ended_at - reply.stopped_at)
        self.took("stt", reply.known_at - reply.ended_at)
        self.took("policy", reply.decided_at - max(reply.known_at, reply.ended_at))
        self.took("tts", rendered_at - reply.decided_at)
        self.took("queue", sent_at - max(rendered_at, reply.decided_at))
        self.took("voice_to_voice", sent_at - reply.stopped_at)

    def summary(self) -> dict[str, float]:
        """Counts, and the median and the worst of each duration."""
        found: dict[str, float] = dict(self.counts)
        for name, samples in self._milliseconds.items():
            ordered = sorted(samples)
            found[f"{name}_p50_ms"] = round(ordered[len(ordered) // 2], 1)
            found[f"{name}_max_ms"] = round(ordered[-1], 1)
        return found
