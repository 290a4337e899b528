"""What a round of deletion came to."""

from pydantic import BaseModel


class RetentionReport(BaseModel):
    """How much was deleted: keys of people who left with what they had sealed, answers, drafts, requests."""

    people: int
    answers: int
    drafts: int
    requests: int
