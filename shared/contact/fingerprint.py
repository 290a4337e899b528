"""One value for everything that the gate was told, whatever zone a time is written in."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from shared.contact.case import Case

_TOLD = ("request", "person", "registries", "ledger", "campaign")


def fingerprint(case: Case) -> str:
    """SHA-256 of the facts and the time in one canonical form; the rules have a version of their own."""
    told = {"now": _plain(case.now)}
    for name in _TOLD:
        facts = getattr(case, name)
        told[name] = _plain([asdict(fact) for fact in facts] if isinstance(facts, tuple) else asdict(facts))
    return sha256(_text(told).encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple() | frozenset():
            return sorted((_plain(inner) for inner in value), key=_text)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case None | bool() | int() | str():
            return value
    return str(value)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
