"""An HTTP request as it came in, for what has to check who signed it before anything of it is believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from shared.core.errors import BadRequest

MOST_FIELDS = 200


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A request, injected wherever a parameter has this type.

    Attributes:
        path: with the prefix of all routes.
        query: as it was sent, without the question mark.
        headers: by name in lower case.
    """

    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    def fields(self) -> list[tuple[str, str]]:
        """The fields of a form, in their order, with repeats and with empty ones.

        Raises:
            BadRequest: the body is no form.
        """
        try:
            text = self.body.decode()
            return parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=MOST_FIELDS)
        except ValueError:
            raise BadRequest("The body is not a valid form.") from None
