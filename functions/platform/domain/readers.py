"""Who may read which events: everybody who reads events, and of some agents only who may know more."""

from collections.abc import Iterable, Mapping

NARROW: Mapping[str, str] = {"astramech.hr": "hr:risks"}
"""Source of an event → scope that its readers need beside that of reading events."""


def seen_by(scopes: Iterable[str]) -> frozenset[str]:
    """The narrow sources whose events somebody with these scopes may read."""
    held = frozenset(scopes)
    return frozenset(source for source, scope in NARROW.items() if scope in held)


def may_see(source: str, seen: Iterable[str]) -> bool:
    """Whether somebody who sees some narrow sources may read an event of a source."""
    return source not in NARROW or source in seen
