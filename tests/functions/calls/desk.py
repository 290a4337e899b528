"""A company that calls: what it has, and its desk as the voice uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from functions.calls.domain.tokens import StreamToken
from functions.calls.providers.voice import company_of_token, voice_desk
from functions.calls.schemas.voice import CallFacts, Ended, Opening, Turn
from functions.calls.service.voice import VoiceDesk
from shared.core.invocation import new_id
from shared.core.unit import unit
from tests.postgres import Database

OURS = "+576015550100"
THEIRS = "+573001234567"
SID = "CA" + "0123456789abcdef" * 2
STREAM = "MZ" + "0123456789abcdef" * 2


class Company:
    """A company with leads, campaigns and calls.

    Args:
        database: of the worker.
        id: of the company.
    """

    def __init__(self, database: Database, company_id: UUID) -> None:
        self.database = database
        self.id = company_id

    def campaign(self, **settings: Any) -> UUID:
        """A running campaign of calls, with its script."""
        campaign = new_id()
        kept = {"caller_id": OURS, "spoken_name": "Hotel Brisa", "origin": "la feria Anato"} | settings
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(
                "INSERT INTO campaigns (id, company_id, platform, name, status)"
                " VALUES (%s, %s, 'calls', 'x', 'active')",
                [campaign, self.id],
            )
            owner.execute(
                "INSERT INTO call_campaigns (campaign_id, company_id, settings) VALUES (%s, %s, %s)",
                [campaign, self.id, Jsonb(kept)],
            )
            owner.execute(
                "INSERT INTO call_scripts (id, company_id, campaign_id, version, content, made_at, approved_at)"
                " VALUES (%s, %s, %s, 1, %s, now(), now())",
                [new_id(), self.id, campaign, Jsonb({"name": "hotels"})],
            )
        return campaign

    def lead(self, phone: str | None = THEIRS) -> UUID:
        lead = new_id()
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(
                "INSERT INTO leads (id, company_id, contact_name, email, email_key, phone, score, band, reasons,"
                " scored_at) VALUES (%s, %s, 'Ana Ruiz', %s, %s, %s, 10, 'cold', '[]', now())",
                [lead, self.id, f"{lead}@x.example", f"{lead}@x.example", phone],
            )
        return lead

    def call(self, **columns: Any) -> UUID:
        """A call as the dial worker leaves it: asked for, with the carrier's name."""
        call = new_id()
        row = {
            "id": call,
            "company_id": self.id,
            "to_number": THEIRS,
            "from_number": OURS,
            "correlation_id": str(call),
            "call_sid": SID[:-12] + call.hex[-12:],
        } | columns
        if "details" in row:
            row["details"] = Jsonb(row["details"])
        names = ", ".join(row)
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(
                f"INSERT INTO call_sessions ({names}) VALUES ({', '.join(['%s'] * len(row))})",  # noqa: S608 - columns
                list(row.values()),
            )
        return call

    def token(self, call: UUID, *, lives: str = "15 minutes", because: str = "first") -> str:
        token = StreamToken.new(self.id)
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(
                "INSERT INTO call_streams (id, company_id, call_id, token_digest, because, expires_at)"
                " VALUES (%s, %s, %s, %s, %s, now() + %s::interval)",
                [new_id(), self.id, call, token.digest, because, lives],
            )
        return token.text

    def row(self, call: UUID) -> dict[str, Any]:
        with psycopg.connect(self.database.url(), row_factory=dict_row) as owner:
            found = owner.execute("SELECT * FROM call_sessions WHERE id = %s", [call]).fetchone()
            assert found
            return found

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Everything that the company has in a table, oldest first."""
        with psycopg.connect(self.database.url(), row_factory=dict_row) as owner:
            return owner.execute(
                f"SELECT * FROM {table} WHERE company_id = %s ORDER BY 1",  # noqa: S608 - a table of ours
                [self.id],
            ).fetchall()

    def age(self, table: str, row: str, at: datetime) -> None:
        """Say that a list was taken at another time."""
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(f"UPDATE {table} SET snapshot_at = %s WHERE id = %s", [at, row])  # noqa: S608 - a table of ours

    def end(self, call: UUID) -> None:
        """The line of a call is over."""
        with psycopg.connect(self.database.url()) as owner:
            owner.execute("UPDATE call_sessions SET status = 'no-answer' WHERE id = %s", [call])

    def change(self, statement: LiteralString) -> None:
        """Change something of the company alone."""
        with psycopg.connect(self.database.url()) as owner:
            owner.execute(statement + " WHERE company_id = %s", [self.id])

    def announced(self) -> list[tuple[str, dict[str, Any]]]:
        """Type and data of the company's events, in order."""
        with psycopg.connect(self.database.url()) as owner:
            return owner.execute(
                "SELECT type, payload FROM events_log WHERE company_id = %s ORDER BY event_id", [self.id]
            ).fetchall()

    @contextmanager
    def desk(self) -> Iterator[VoiceDesk]:
        with unit(voice_desk, name="media-stream", company_id=self.id) as desk:
            yield desk

    def opens(self, token: str, call: UUID, *, sid: str | None = None) -> CallFacts:
        """What the voice does with the first message of a stream."""
        opening = Opening(token=token, call_id=call, call_sid=sid or self.row(call)["call_sid"], stream_sid=STREAM)
        with unit(voice_desk, name="media-stream", company_id=company_of_token(token)) as desk:
            return desk.open(opening)


def spoken(outcome: str = "meeting_booked", **parts: Any) -> Ended:
    """A conversation that is over."""
    turns = (
        Turn(role="agent", text="Buenos días, le habla el asistente virtual.", started_ms=900, ended_ms=4000),
        Turn(role="prospect", text="Sí, mi cédula es 1.032.456.789", started_ms=4500, ended_ms=6000, confidence=0.9),
    )
    told = {"outcome": outcome, "score": 71, "turns": turns, "language": "es", "ended_by": "agent", "live": True}
    return Ended.model_validate(told | parts)
