"""Builds the page where answers are handed in, alone in its module because it brings the model."""

from typing import Annotated

from functions.hr.pages.handing_in import HandInPages
from functions.hr.providers.answering import Answers
from functions.hr.providers.personal import Submissions
from shared.core.inject import Depends


def hand_in_pages(answers: Answers, submissions: Submissions) -> HandInPages:
    """Where answers are handed in."""
    return HandInPages(answers, submissions)


HandIn = Annotated[HandInPages, Depends(hand_in_pages)]
