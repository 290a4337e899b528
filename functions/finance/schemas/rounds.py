"""What scheduled rounds over all companies report."""

from pydantic import BaseModel


class SweepReport(BaseModel):
    """How many stuck documents were set going again, and how many were given up and shown to people."""

    resumed: int
    set_aside: int


class ReminderReport(BaseModel):
    """How many bills were announced as due."""

    announced: int
