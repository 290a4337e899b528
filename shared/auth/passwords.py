"""Passwords, hashed with argon2id and compared in Unicode form NFKC."""

import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$DIeL+nZa1D0yfIFBu8rVpQ$2yp2/94hhBjRqGkg+thbcoveqGrAPEIIvpm1dvsRYkY"
"""The hash of a password that nobody knows: comparing with it takes as long as with a user's."""

# OWASP's minimum for argon2id; one lane, because a small Lambda has less than one processor.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


def normal(password: str) -> str:
    """The form in which a password is hashed, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    """The argon2id hash, with its parameters and salt."""
    return _hasher.hash(normal(password))


def matches(password: str, hashed: str) -> bool:
    """Whether `password` is the one that was hashed."""
    try:
        return _hasher.verify(hashed, normal(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(hashed: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(hashed)
