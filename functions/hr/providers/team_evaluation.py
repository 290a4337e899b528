"""Builds the page where a team is evaluated, alone in its module because it opens answers."""

from typing import Annotated

from functions.hr.pages.teams.pages import EvaluatingPages
from functions.hr.providers.teams import Risks
from shared.core.inject import Depends


def evaluating_pages(risks: Risks) -> EvaluatingPages:
    """Where a team is evaluated."""
    return EvaluatingPages(risks)


TeamsEvaluated = Annotated[EvaluatingPages, Depends(evaluating_pages)]
