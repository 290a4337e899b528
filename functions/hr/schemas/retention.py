"""What a round of deletion came to."""

from pydantic import BaseModel


class RetentionReport(BaseModel):
    """How much was deleted.

    Attributes:
        people: keys of people who left, with what they had sealed.
        members: lists of whom team results and waves counted.
    """

    people: int
    answers: int
    drafts: int
    requests: int
    members: int
