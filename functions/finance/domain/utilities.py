"""What the lines of a utility bill are, by the service that they name."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("utilities.toml")


@dataclass(frozen=True)
class Service:
    """A regulated service, or what is charged for paying it late."""

    purpose: str
    concept: str
    words: frozenset[str]


def service_of(description: str) -> Service | None:
    """The one service that a line names; None if it names none, or several."""
    words = set(re.findall(r"[a-z]+", _plain(description)))
    named = [service for service in _services() if service.words & words]
    return named[0] if len(named) == 1 else None


@cache
def _services() -> tuple[Service, ...]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(Service(row["purpose"], row["concept"], frozenset(row["words"])) for row in table["services"])


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
