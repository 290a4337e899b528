"""What can go wrong, in words that say what to do next; each with the exit code that scripts can tell it by."""

from collections.abc import Sequence
from pathlib import Path


class Trouble(Exception):  # noqa: N818 - what it is called at the terminal
    """Something that the person at the terminal must know.

    Args:
        message: what happened.
        advice: what to do about it; empty where there is nothing to say.
        log: the file that holds the rest.
    """

    code = 1

    def __init__(self, message: str, *, advice: str = "", log: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.log = log


class NotRunning(Trouble):
    """There is no cloud to speak to."""

    code = 3


class MissingPrerequisite(Trouble):
    """This machine lacks something."""

    code = 4


class PortTaken(Trouble):
    """Somebody else listens there."""

    code = 5


class DeployFailed(Trouble):
    """CloudFormation or the CDK said no.

    Args:
        stacks: those that failed, where it is known.
    """

    code = 6

    def __init__(self, message: str, *, log: Path, stacks: Sequence[str] = ()) -> None:
        super().__init__(message, log=log)
        self.stacks = stacks


class Busy(Trouble):
    """Another command is at work on the same cloud."""

    code = 7


class Refused(Trouble):
    """A service answered, and said no."""

    code = 8
