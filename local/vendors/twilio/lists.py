"""Lists as the API pages them."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from local.vendors.twilio import errors
from local.vendors.twilio.errors import invalid

PAGE_SIZE, MOST = 50, 1000


def page(name: str, rows: Sequence[Mapping[str, Any]], path: str, query: Mapping[str, str]) -> dict[str, Any]:
    """One page of a list.

    Raises:
        Refused: there is no such page.
    """
    size, number = _whole(query, "PageSize", PAGE_SIZE), _whole(query, "Page", 0)
    if not 1 <= size <= MOST:
        raise invalid(errors.INVALID_PARAMETER, f"PageSize goes from 1 to {MOST}")
    start = number * size
    rest = {key: value for key, value in query.items() if key not in {"Page", "PageSize", "PageToken"}}

    def uri(of: int) -> str:
        return f"{path}?{urlencode({**rest, 'PageSize': size, 'Page': of})}"

    shown = list(rows[start : start + size])
    return {
        name: shown,
        "page": number,
        "page_size": size,
        "start": start,
        "end": start + max(0, len(shown) - 1),
        "uri": uri(number),
        "first_page_uri": uri(0),
        "previous_page_uri": uri(number - 1) if number else None,
        "next_page_uri": uri(number + 1) if start + size < len(rows) else None,
    }


def _whole(query: Mapping[str, str], name: str, default: int) -> int:
    said = query.get(name, str(default))
    if not said.isdigit():
        raise invalid(errors.INVALID_PARAMETER, f"{name} is a number")
    return int(said)
