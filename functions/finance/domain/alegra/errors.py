"""How a call of Alegra can fail, and what is to be done then.

Source: the table of errors on developer.alegra.com.
"""

from typing import Literal

Action = Literal["stop", "create_contact", "refresh", "look", "link", "review"]

_ACTIONS: dict[int, Action] = {
    401: "stop",
    900: "stop",
    907: "stop",
    11004: "create_contact",
    11048: "refresh",
    11058: "refresh",
    11081: "refresh",
    11059: "refresh",
    11067: "refresh",
    3051: "look",
    11108: "link",
}

STOPPING = frozenset(code for code, action in _ACTIONS.items() if action == "stop")


class AlegraError(Exception):
    """A call did not succeed.

    Attributes:
        code: of Alegra, or a word of ours.
        message: for people.
    """

    code: int | str = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RefusedError(AlegraError):
    """Alegra answered that it will not.

    Args:
        status: of HTTP.
        code: Alegra's number; the HTTP status where the answer has none.
    """

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code: int = code

    @property
    def action(self) -> Action:
        """What is to be done.

        * ``stop``: nothing will be taken from this account until a person acts: credentials, plan;
        * ``create_contact``: the supplier is not there;
        * ``refresh``: what we know of taxes and ids may be old;
        * ``look``: the document may be there although it was refused, and must not be sent again;
        * ``link``: it is there;
        * ``review``: a person decides.
        """
        return _ACTIONS.get(self.code, "review")


class UnansweredError(AlegraError):
    """No answer that can be read came back: what was asked for may have happened."""

    code = "unanswered"


class UnsentError(UnansweredError):
    """Nothing was sent: what was asked for has not happened."""

    code = "unreachable"


class LaterError(AlegraError):
    """Not now; nothing has happened.

    Args:
        retry_after: seconds.
    """

    code = "later"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ThrottledError(LaterError):
    """Too many requests in this minute."""

    code = "throttled"


class RestingError(LaterError):
    """Alegra failed too often just now, and nobody asks it for a while."""

    code = "circuit_open"


class OutOfTimeError(LaterError):
    """The time for all requests together is over."""

    code = "out_of_time"
