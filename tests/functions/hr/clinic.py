"""A company whose people agree, answer and look, over HTTP; its rows are read by the owner of the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from functions.hr.api.assessments import get_assessment, grant_assessment, list_assessments
from functions.hr.api.consents import give_consent, withdraw_consent
from functions.hr.api.submission import submit_questionnaire
from functions.hr.domain.consent.purposes import PURPOSES, Purpose, current_text
from functions.hr.domain.instruments.parts import Value
from shared.auth.caller import Caller
from shared.auth.scopes import Role, Scope
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from tests.functions.hr.answering import cbi
from tests.lambdas import Reply, ask, caller_of
from tests.postgres import Database

CALM = cbi(P=[25] * 6, W=[25, 25, 25, 25, 25, 25, 50])


@dataclass
class Clinic:
    """One company."""

    database: Database
    company_id: UUID

    def owner(self) -> psycopg.Connection[dict[str, Any]]:
        return psycopg.connect(self.database.url(), row_factory=dict_row)

    def person(self, *purposes: Purpose, role: Role = Role.USER) -> Caller:
        """Somebody who agrees to some purposes."""
        caller = caller_of(self.company_id, role)
        with self.owner() as owner:
            owner.execute(
                "INSERT INTO users (id, company_id, email, password_hash, role) VALUES (%s, %s, %s, 'x', %s)",
                [caller.id, self.company_id, f"{caller.id}@x.example", role.value],
            )
        for purpose in purposes:
            assert self.agree(caller, purpose).status == 201
        return caller

    def program(self, *scopes: Scope) -> Caller:
        """A key of an administrator, exchanged for a token."""
        key_id, creator = new_id(), self.person(role=Role.ADMIN)
        with self.owner() as owner:
            owner.execute(
                "INSERT INTO api_keys (id, company_id, created_by, name, secret_hash, role, scopes)"
                " VALUES (%s, %s, %s, 'form', %s, 'admin', %s)",
                [key_id, self.company_id, creator.id, str(key_id), [scope.value for scope in scopes]],
            )
        return Caller(id=key_id, company_id=self.company_id, role=Role.ADMIN, scopes=frozenset(scopes))

    def agree(self, caller: Caller, purpose: Purpose, locale: str = "es") -> Reply:
        body = {"purpose": purpose, "version": current_text(purpose, utc_now()).version, "locale": locale}
        return ask(give_consent, "POST", "/hr/consents", body=body, caller=caller)

    def withdraw(self, caller: Caller, purpose: Purpose) -> Reply:
        return ask(withdraw_consent, "DELETE", f"/hr/consents/{purpose}", caller=caller)

    def submit(
        self, answers: dict[str, Value | None], caller: Caller, *, key: str | None = None, **parts: Any
    ) -> Reply:
        body = {"userId": str(caller.id), "answers": answers, **parts}
        headers = {"idempotency-key": key} if key else {}
        path = "/hr/questionnaire/submit"
        return ask(submit_questionnaire, "POST", path, body=body, caller=caller, headers=headers)

    def answered(self, answers: dict[str, Value | None] = CALM) -> tuple[Caller, UUID]:
        """Somebody who agreed to everything and answered, and their assessment."""
        caller = self.person(*PURPOSES)
        reply = self.submit(answers, caller)
        assert reply.status == 200, reply.body
        return caller, UUID(reply.json["assessmentId"])

    def look(self, assessment_id: UUID, caller: Caller) -> Reply:
        return ask(get_assessment, "GET", f"/hr/assessments/{assessment_id}", caller=caller)

    def overview(self, caller: Caller) -> Any:
        return ask(list_assessments, "GET", "/hr/assessments", caller=caller).json["items"]

    def show(self, assessment_id: UUID, by: Caller, to: Caller, until: str) -> Reply:
        body = {"professionalId": str(to.id), "until": until}
        return ask(grant_assessment, "POST", f"/hr/assessments/{assessment_id}/grants", body=body, caller=by)

    def rows(self, table: str, **where: Any) -> list[dict[str, Any]]:
        conditions = "".join(f" AND {column} = %s" for column in where)
        query = f"SELECT * FROM {table} WHERE company_id = %s{conditions} ORDER BY 1"  # noqa: S608
        with self.owner() as owner:
            return owner.execute(query.encode(), [self.company_id, *where.values()]).fetchall()

    def change(self, statement: str, *values: Any) -> None:
        with self.owner() as owner:
            owner.execute(statement.encode(), values)

    def set_wave(self, opens: date, closes: date) -> UUID:
        """A wave, whenever it is."""
        wave_id = new_id()
        self.change(
            "INSERT INTO waves (id, company_id, opens_at, closes_at, configured, definitions, ledger_salt)"
            " VALUES (%s, %s, %s, %s, true, '{core@1}', 'a salt of 16 bytes')",
            wave_id,
            self.company_id,
            opens,
            closes,
        )
        return wave_id


def fields(reply: Reply) -> list[tuple[str, str]]:
    """Which fields were refused, and why."""
    assert reply.status == 422, reply.body
    return [(error["pointer"], error["code"]) for error in reply.json["errors"]]


def score_of(reply: Reply, subscale: str) -> tuple[float | None, str | None]:
    """Score, and band or reason."""
    assert reply.status == 200, reply.body
    found = next(one for one in reply.json["subscales"] if one["id"] == subscale)
    return found["score"], found["band"] or found["reason"]
