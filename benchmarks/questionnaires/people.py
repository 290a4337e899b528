"""The people of one company, and what each of them answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from functions.hr.domain.consent.purposes import Purpose, current_text
from shared.auth.passwords import hash_password
from shared.core.clock import utc_now
from shared.core.invocation import new_id

PASSWORD = "the password of everybody here"  # noqa: S105 - of invented people
PURPOSES: tuple[Purpose, ...] = ("assessment", "team_aggregate")
EVERY_HEAVY = 5
"""Each fifth team is a heavy one."""

EVERY_READER = 10
"""Each tenth person reads their own answers again."""

WRITTEN = ("fevs.1", "fevs.4", "fevs.6", "fevs.48", "fevs.51", "fevs.20")
"""Items that take 1 to 5: with them a person writes their number down, to be known again by their answers."""


@dataclass(frozen=True)
class Person:
    """Somebody invented, by number."""

    number: int
    team: int
    id: UUID
    email: str

    @property
    def is_heavy(self) -> bool:
        return is_heavy(self.team)

    @property
    def work_score(self) -> float:
        """What the answers come to: all the same on the scale of work burnout, the last item reversed."""
        return 75.0 if self.is_heavy else 25.0

    @property
    def answers(self) -> dict[str, int]:
        level = int(self.work_score)
        work = {f"cbi.W{number}": level for number in range(1, 7)} | {"cbi.W7": 100 - level}
        digits = {item: self.number // 5**place % 5 + 1 for place, item in enumerate(WRITTEN)}
        return {f"cbi.P{number}": level for number in range(1, 7)} | work | digits


def number_in(answers: Mapping[str, Any]) -> int:
    """The number that somebody wrote down with their answers."""
    return sum((int(answers[item]) - 1) * 5**place for place, item in enumerate(WRITTEN))


def is_heavy(team: int) -> bool:
    return team % EVERY_HEAVY == 0


def settle(owner: psycopg.Connection[Any], company_id: UUID, people: int, teams: int) -> list[Person]:
    """People in a company, spread over its teams, who have agreed to what is done here.

    Their rows are written by the database's owner, with one password for all: letting people in is not what is
    measured, and its hashes take longer than everything else. They sign in as everybody does.
    """
    made = [new_id() for _ in range(people)]
    found = [Person(number, number % teams, id_, f"{id_}@many.example") for number, id_ in enumerate(made)]
    hashed, now = hash_password(PASSWORD), utc_now()
    texts = [current_text(purpose, now) for purpose in PURPOSES]
    with owner.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, %s, 'user')",
            [(one.id, company_id, one.email, hashed) for one in found],
        )
        cursor.executemany(
            "INSERT INTO consents (id, company_id, user_id, purpose, version, locale, text_sha256)"
            " VALUES (%s, %s, %s, %s, %s, 'es', %s)",
            [
                (new_id(), company_id, one.id, text.purpose, text.version, text.sha256("es"))
                for one in found
                for text in texts
            ],
        )
    owner.commit()
    return found
