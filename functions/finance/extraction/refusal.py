"""The verdict that a file is not processed."""

from functions.finance.domain.reasons import Finding, ReasonCode


class Refused(Exception):  # noqa: N818 - a verdict on the file, not a fault of ours
    """The file is not processed; a retry changes nothing.

    Args:
        reason: the code that people, queues and reports see.
        detail: what was measured, for the person who reviews; never text of the document.
    """

    def __init__(self, reason: ReasonCode, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail

    def finding(self, where: str = "") -> Finding:
        """The same verdict on a part of a file, where the rest is still read."""
        return Finding(code=self.reason, detail=": ".join(part for part in (where, self.detail) if part))
