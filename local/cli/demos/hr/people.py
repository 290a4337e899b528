"""A small company of invented people, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COMPANY = "Posada La Ceiba (demo)"

CALM: Mapping[str, int] = {
    **{f"cbi.P{number}": 25 for number in range(1, 7)},
    **{f"cbi.W{number}": 25 for number in range(1, 7)},
    "cbi.W7": 75,
    **dict.fromkeys(("fevs.9", "fevs.10", "fevs.1", "fevs.11", "fevs.4", "fevs.6", "fevs.48", "fevs.51"), 4),
    **dict.fromkeys(("fevs.42", "fevs.61", "fevs.65", "fevs.63", "fevs.64", "fevs.20", "fevs.35"), 4),
    "fevs.70": 3,
    "fevs.67": 3,
    "fevs.40": 5,
    "fevs.69": 4,
}
HEAVY: Mapping[str, int] = {
    **{f"cbi.P{number}": 75 for number in range(1, 7)},
    **{f"cbi.W{number}": 75 for number in range(1, 7)},
    "cbi.W7": 25,
    **dict.fromkeys(("fevs.11", "fevs.4", "fevs.48", "fevs.51", "fevs.20", "fevs.35", "fevs.61"), 3),
    "fevs.9": 1,
    "fevs.10": 1,
    "fevs.1": 2,
    "fevs.6": 4,
    "fevs.42": 2,
    "fevs.65": 2,
    "fevs.63": 1,
    "fevs.64": 2,
    "fevs.70": 2,
    "fevs.67": 2,
    "fevs.40": 2,
    "fevs.69": 2,
}


@dataclass(frozen=True)
class Person:
    """Somebody invented.

    Attributes:
        mailbox: of their e-mail address.
        apart: what they answer otherwise than most of their team.
    """

    name: str
    mailbox: str
    apart: Mapping[str, int] = field(default_factory=dict)
    locale: str = "es"


@dataclass(frozen=True)
class Team:
    """People who work together, and what most of them answer."""

    name: str
    mood: Mapping[str, int]
    people: tuple[Person, ...]
    criticality: int = 3

    def answers(self, person: Person) -> dict[str, Any]:
        return {**self.mood, **person.apart}


TEAMS = (
    Team(
        "Jardín",
        CALM,
        (
            Person("Lucía Ñáñez", "lucia.nanez", {"cbi.W4": 50, "fevs.10": 3}),
            Person("Andrés Peñaranda", "andres.penaranda", {"cbi.P1": 50, "fevs.67": 2}),
            Person("Noor van Dijk 🌿", "noor.vandijk", {"cbi.W1": 0, "fevs.48": 5}, locale="en"),
            Person("Íngrid Güiza", "ingrid.guiza", {"cbi.W6": 0, "fevs.4": 5}),
            Person("Tomás Ibáñez", "tomas.ibanez", {"cbi.W5": 50, "fevs.70": 2}),
            Person("Zoë Martínez", "zoe.martinez", {"cbi.P6": 0, "fevs.20": 5}),
        ),
    ),
    Team(
        "Recepción",
        HEAVY,
        (
            Person("María José Quiñónez", "mariajose.quinonez", {"cbi.W2": 100, "fevs.69": 1}),
            Person("Óscar Muñoz", "oscar.munoz", {"cbi.W1": 50, "fevs.51": 4}),
            Person("Samuel Adeyẹmi", "samuel.adeyemi", {"cbi.P2": 100, "fevs.65": 1}, locale="en"),
            Person("Valentina Núñez", "valentina.nunez", {"cbi.W4": 100, "fevs.9": 2}),
            Person("Joaquín Briceño", "joaquin.briceno", {"cbi.W6": 50, "fevs.11": 4}),
            Person("李秀英 (Lina Li)", "lina.li", {"cbi.P4": 50, "fevs.64": 1}),
        ),
        criticality=4,
    ),
    Team(
        "Cocina",
        CALM,
        (
            Person("Benjamín Ardila", "benjamin.ardila"),
            Person("Chloé Étienne", "chloe.etienne", {"cbi.W3": 50}),
            Person("Yuliana Peña", "yuliana.pena", {"fevs.35": 3}),
        ),
    ),
)
"""A calm one, a heavy one, and one that is too small for anything to be told of it."""

SHOWN = ("mariajose.quinonez", "noor.vandijk")
"""Whose own results are shown: one in Spanish, one in English."""
