"""The form in which a number is kept where it may be forgotten."""

import re
from hashlib import sha256
from uuid import UUID

_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)


def is_e164(text: str) -> bool:
    """Whether a text has the form of an international number, whoever has it."""
    return _E164.fullmatch(text) is not None


def number_hash(company_id: UUID | None, number: str) -> str:
    """A number under its company: the same number of two companies has nothing in common.

    It finds a number that is known and shows none that is not. It is a pseudonym, not anonymity: whoever has the
    database and the company can try all numbers of a country.
    """
    return sha256(f"{company_id}:{number}".encode()).hexdigest()
