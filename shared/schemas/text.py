"""Text that people type: Unicode in one form, without what no name contains."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, PlainValidator, StringConstraints, WithJsonSchema

_REFUSED = {"Cc": "control characters", "Cs": "broken characters"}


def clean(text: str) -> str:
    """Text in NFC without surrounding space.

    Raises:
        ValueError: it holds control characters or unpaired surrogates.
    """
    for character in text:
        if refused := _REFUSED.get(unicodedata.category(character)):
            raise ValueError(f"must not contain {refused}")
    return unicodedata.normalize("NFC", text).strip()


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


Name = Annotated[
    str, StringConstraints(min_length=1, max_length=200), AfterValidator(clean), AfterValidator(_not_empty)
]
"""A name of a person, a company or a thing, 1 to 200 characters."""

Label = Annotated[
    str, StringConstraints(min_length=1, max_length=64), AfterValidator(clean), AfterValidator(_not_empty)
]
"""A short word or two, 1 to 64 characters."""

_LONGEST_DETAIL = 500
_LARGEST_NUMBER = 2**53  # beyond it, JavaScript changes the number


def _detail(value: object) -> str | int | bool | None:
    match value:
        case str() if len(value) <= _LONGEST_DETAIL:
            return clean(value)
        case None | bool():
            return value
        case int() if abs(value) <= _LARGEST_NUMBER:
            return value
    raise ValueError(f"must be text of at most {_LONGEST_DETAIL} characters, a whole number, true, false or null")


Detail = Annotated[
    str | int | bool | None,
    PlainValidator(_detail),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": _LONGEST_DETAIL},
                {"type": "integer", "minimum": -_LARGEST_NUMBER, "maximum": _LARGEST_NUMBER},
                {"type": "boolean"},
                {"type": "null"},
            ]
        }
    ),
]
"""A small value that somebody adds to a fact."""
