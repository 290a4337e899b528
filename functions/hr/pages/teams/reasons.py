"""Why something is not shown, said honestly."""

from markupsafe import Markup

from functions.hr.pages.wording import Wording
from functions.hr.schemas.teams import RiskReport, TeamSummary
from shared.core.html import tag


def why(team: TeamSummary | None, report: RiskReport | None) -> str | None:
    """The name of the reason; None if something is shown."""
    if team and not team.evaluable:
        return "small"
    if report is None:
        return "not_evaluated"
    return None if report.status == "released" else report.reason


def withheld(reason: str, k: int, say: Wording) -> Markup:
    """The reason as a sentence, after the word that something is not shown."""
    return tag("p", tag("strong", say("withheld"), ": "), say(f"withheld.{reason}", k=k))
