"""The form in which a number is kept where it may be forgotten."""

from hashlib import sha256
from uuid import UUID


def number_hash(company_id: UUID | None, number: str) -> str:
    """A number under its company: the same number of two companies has nothing in common.

    It finds a number that is known and shows none that is not. It is a pseudonym, not anonymity: whoever has the
    database and the company can try all numbers of a country.
    """
    return sha256(f"{company_id}:{number}".encode()).hexdigest()
