"""The NIT, the Colombian tax number, and its check digit (dígito de verificación, DV).

Source: DIAN, Orden Administrativa 4 de 1989.
"""

import re
from dataclasses import dataclass

FINAL_CONSUMER = "222222222222"
"""The number that stands for a buyer who did not give one; documents also show it with 10 and 13 digits."""

_WEIGHTS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
_FINAL_CONSUMER_LENGTHS = frozenset({10, 12, 13})
_SHORTEST = 5
_WRITTEN = re.compile(
    r"(?:N\.?\s*I\.?\s*T|C\.?\s*C)?[\s.:#]*(?:No|N[°º])?[\s.:#]*(?P<number>\d[\d.,\s]*\d)(?:\s*[-\u2013\u2014]\s*(?P<dv>\d))?\s*",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Nit:
    """A tax number, digits only and without leading zeros, and the check digit written beside it, if any."""

    number: str
    dv: int | None = None

    @property
    def is_consistent(self) -> bool:
        """Whether the written check digit is the right one; true where none was written, as on a cédula."""
        return self.dv is None or self.dv == check_digit(self.number)

    @property
    def is_final_consumer(self) -> bool:
        """Whether it stands for nobody in particular."""
        return set(self.number) == {"2"} and len(self.number) in _FINAL_CONSUMER_LENGTHS

    def complete(self) -> "Nit":
        """With the check digit that belongs to the number."""
        return Nit(self.number, check_digit(self.number))

    def __str__(self) -> str:
        """As it is stored and sent: ``800197268-4``."""
        return self.number if self.dv is None else f"{self.number}-{self.dv}"

    def for_people(self) -> str:
        """As it is printed: ``800.197.268-4``."""
        grouped = f"{int(self.number):,}".replace(",", ".")
        return grouped if self.dv is None else f"{grouped}-{self.dv}"


def parse_nit(text: str) -> Nit:
    """Read a number as people and documents write it; only what follows a hyphen is a check digit.

    Ten digits without a hyphen stay ten digits: they may be a cédula as well as a NIT with its digit.

    Raises:
        ValueError: not a number of 5 to 15 digits.
    """
    found = _WRITTEN.fullmatch(text.strip())
    number = re.sub(r"\D", "", found["number"]).lstrip("0") if found else ""
    if found is None or not _SHORTEST <= len(number) <= len(_WEIGHTS):
        raise ValueError(f"no NIT: expected {_SHORTEST} to {len(_WEIGHTS)} digits, with or without '-' and check digit")
    return Nit(number, int(found["dv"]) if found["dv"] else None)


def check_digit(number: str) -> int:
    """The check digit of a number, by modulus 11.

    Args:
        number: up to 15 digits, without the check digit.

    Raises:
        ValueError: not digits, or too many.
    """
    if not (number.isascii() and number.isdigit() and len(number) <= len(_WEIGHTS)):
        raise ValueError(f"expected up to {len(_WEIGHTS)} digits")
    remainder = sum(int(digit) * weight for digit, weight in zip(reversed(number), _WEIGHTS, strict=False)) % 11
    return remainder if remainder < 2 else 11 - remainder  # noqa: PLR2004
