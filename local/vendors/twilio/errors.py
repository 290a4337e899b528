"""What Twilio answers when it refuses, with its own numbers.

Source: twilio.com/docs/api/errors; the numbers of call creation and of streams are those of its error dictionary.
"""

from typing import Any

AUTHENTICATE = 20003
NOT_FOUND = 20404
NOT_OVER = 20009
METHOD_NOT_ALLOWED = 20004
TOO_MANY_REQUESTS = 20429
INVALID_PARAMETER = 20001
CONCURRENCY = 10004

NO_TO = 21201
INVALID_URL = 21205
INVALID_TIMEOUT = 21208
INVALID_METHOD = 21209
FROM_NOT_OWNED = 21210
INVALID_TO = 21211
INVALID_FROM = 21212
NO_FROM = 21213
UNREACHABLE = 21214
NO_GEOGRAPHIC_PERMISSION = 21215
BLOCKED = 21216
WRONG_STATE = 21220
INVALID_STATUS_CALLBACK = 21609
INVALID_EVENT = 21626

HTTP_FAILURE = 11200
NOT_XML_TYPE = 12300
DOCUMENT_PARSE = 12100
DOCUMENT_SCHEMA = 12200

STREAM_TIMEOUT = 31901
STREAM_REFUSED = 31902
STREAM_BROKEN_PIPE = 31903
STREAM_HANDSHAKE = 31920
STREAM_CLOSE = 31921
STREAM_SCHEME = 31922
STREAM_PROTOCOL = 31924
STREAM_SLOW = 31930
STREAM_UNDECODABLE = 31950
STREAM_INVALID_MESSAGE = 31951


class Refused(Exception):  # noqa: N818 - what it is
    """A request that Twilio does not take.

    Args:
        status: of HTTP.
        code: Twilio's number.
    """

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {
            "code": code,
            "message": message,
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        }


def invalid(code: int, message: str) -> Refused:
    """A parameter that Twilio does not take."""
    return Refused(400, code, message)


def not_found(path: str) -> Refused:
    """A resource that there is not."""
    return Refused(404, NOT_FOUND, f"The requested resource {path} was not found")
