"""From one wave to the next: told only if the difference cannot be that of a few people."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.hr.domain.teams.counting import WORK_BURNOUT
from functions.hr.domain.teams.ledger import SMALLEST_GROUP, Group
from functions.hr.domain.teams.result import TeamResult


@dataclass(frozen=True)
class Trend:
    """Changes of told figures since the wave before: of the mean of work burnout, and of the burnout risk's score."""

    work_mean: int
    score: int


def trend(before: TeamResult, now: TeamResult, k: int = SMALLEST_GROUP) -> Trend | None:
    """The trend of a team; None unless nobody or at least k people came, and nobody or at least k left.

    Args:
        before: the team's last result of the wave before.
        now: its result.
        k: smallest group.
    """
    earlier, later = before.burnout, now.burnout
    means = earlier.figures.subscales[WORK_BURNOUT].mean, later.figures.subscales[WORK_BURNOUT].mean
    if means[0] is None or means[1] is None or not _may_be_compared(earlier.people, later.people, k):
        return None
    return Trend(means[1] - means[0], later.figures.risk.score - earlier.figures.risk.score)


def comparable(results: Sequence[TeamResult], k: int = SMALLEST_GROUP) -> tuple[bool, ...]:
    """Which results of several waves may be told beside each other: each against all that are.

    Args:
        results: of one team, newest first; the newest is always among them.
        k: smallest group.
    """
    shown: list[TeamResult] = []
    told: list[bool] = []
    for result in results:
        told.append(all(trend(result, one, k) for one in shown))
        if told[-1]:
            shown.append(result)
    return tuple(told)


def _may_be_compared(earlier: Group, later: Group, k: int) -> bool:
    return all(len(part) == 0 or len(part) >= k for part in (earlier - later, later - earlier))
