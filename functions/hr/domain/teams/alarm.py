"""When a team's burnout risk is announced: once per rise, and once per wave. No estimate is ever consulted."""

from dataclasses import dataclass
from typing import Literal

from functions.hr.domain.teams.matrix import Risk

Severity = Literal["high", "critical"]

FEWEST_BURDENED = 3
RESTS_TO = 9
"""The score at which the alarm is armed again."""


@dataclass(frozen=True)
class Alarm:
    """What was last announced of a team; its level is None once the risk has fallen since."""

    level: Severity | None = None
    wave: str | None = None


def after(alarm: Alarm, risk: Risk, *, burdened: int, wave: str) -> tuple[Alarm, Severity | None]:
    """The alarm after a newly released result, and what is to be announced, if anything.

    Args:
        alarm: before.
        risk: of burnout.
        burdened: people in the result whose work burnout is 50 or more.
        wave: of the result.
    """
    if risk.score <= RESTS_TO:
        return Alarm(None, alarm.wave), None
    severity: Severity = "critical" if risk.level == "critical" else "high"
    rises = alarm.level is None or (alarm.level, severity) == ("high", "critical")
    if not rises or burdened < FEWEST_BURDENED or alarm.wave == wave:
        return alarm, None
    return Alarm(severity, wave), severity
