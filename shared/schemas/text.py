"""Text that people type: Unicode in one form, without what no name contains."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

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
