"""What Alegra answers when it refuses, with its own numbers where its documentation names them."""

from typing import Any

NO_ITEMS = 11040
PROVIDER_NOT_FOUND = 11004
PROVIDER_DISABLED = 2094
TAX_NOT_A_LIST = 11048
TAX_NOT_FOUND = 11058
TAX_INACTIVE = 11081
LINE_NOT_FOUND = 11059
RETENTION_NOT_FOUND = 11067
NUMBER_TEMPLATE = 20007
PLAN_LIMIT = 900
READ_ONLY_PLAN = 907


class Refused(Exception):  # noqa: N818 - what it is
    """An answer that is no success.

    Args:
        code: Alegra's number; the HTTP status where its documentation names none.
    """

    def __init__(self, status: int, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"code": code or status, "message": message}


def invalid(message: str, code: int | None = None) -> Refused:
    """A request that Alegra does not take."""
    return Refused(400, message, code)
