"""Putting a document into Alegra exactly once, though Alegra knows no idempotency key and fails at any moment.

The order is always: claim the document; look whether it is there; note that it is about to be sent, and commit; send it
once; keep its id. After a crash, or without an answer, the next attempt begins with looking again, and sends again
only when nothing that was sent before can still arrive.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from functions.finance.domain.alegra.connection import Connection
from functions.finance.domain.alegra.errors import AlegraError, LaterError, RefusedError, UnansweredError, UnsentError
from functions.finance.domain.alegra.matter import Matter, UnmappableError
from functions.finance.domain.alegra.progress import STATE_OF, Outcome, Standing, failed, synced, unknown
from functions.finance.schemas.alegra import Synced
from functions.finance.service.alegra.ports import Account, Accounts, Connections, Journal
from functions.finance.service.alegra.writing import Writer
from shared.core.clock import Now
from shared.core.errors import NotConfigured
from shared.core.log import log

Writers = Callable[[Connection, Account], Writer]


class SyncService:
    """Documents of one company on their way to Alegra.

    Args:
        connections: of the company.
        accounts: opens its account.
        journal: how far each document has come.
        writers: make the writer of an account.
        now: the clock.
    """

    def __init__(
        self,
        connections: Connections,
        accounts: Accounts,
        journal: Journal,
        writers: Writers,
        now: Now,
    ) -> None:
        self.connections = connections
        self.accounts = accounts
        self.journal = journal
        self.writers = writers
        self.now = now

    def sync(self, invoice_id: UUID) -> Synced:
        """Put a posted document into Alegra, or find it there; done twice, or by two at once, it is there once.

        Raises:
            NotFound: the company has no such document.
            Conflict: it is not in the books.
            Unavailable: a service of ours does not answer; nothing was sent.
        """
        connection = self.connections.get()
        if connection is None:
            standing = self.journal.standing(invoice_id)
            there = standing.progress == "synced"
            return Synced(state="synced" if there else "not_connected", alegra_id=standing.alegra_id)
        began = self.now()
        standing = self.journal.claim(invoice_id, now=began)
        if standing.progress == "synced":
            return Synced(state="synced", alegra_id=standing.alegra_id, provider=connection.provider)
        if standing.is_taken(began):
            return Synced(state="sync_unknown", message="Somebody else is at work on it.", provider=connection.provider)
        try:
            outcome = self._attempt(invoice_id, connection, standing)
        except BaseException:
            self.journal.release(invoice_id)
            raise
        self.journal.settle(invoice_id, outcome, now=self.now())
        log().info("alegra", invoice_id=str(invoice_id), progress=outcome.progress, code=outcome.code)
        return _answer(outcome, connection)

    def sync_by_hand(self, invoice_id: UUID) -> Synced:
        """The same, asked for by a person.

        Raises:
            NotFound, Conflict, Unavailable: as `sync`.
            NotConfigured: no account is connected.
        """
        done = self.sync(invoice_id)
        if done.state == "not_connected":
            raise NotConfigured(
                "Alegra is not connected: PUT /finance/alegra/connection with the account's credentials."
            )
        return done

    def _attempt(self, invoice_id: UUID, connection: Connection, standing: Standing) -> Outcome:
        """What becomes of the document now; every failure of Alegra is an outcome."""
        if connection.fault:
            return _still(standing, failed(connection.fault["code"], connection.fault["message"]))
        try:
            matter = self.journal.matter(invoice_id)
            account = self.accounts.of(connection)
            writer = self.writers(connection, account)
            party = writer.party(matter)
            found = _find(matter, account, party)
        except (UnmappableError, AlegraError) as error:
            return _still(standing, self._outcome_of(error))
        if found:
            return synced(found)
        if not standing.may_send(self.now()):
            return unknown(standing.code or "unanswered", "It was sent, and is not to be found yet.")
        try:  # what was sent before, if anything, would be there by now
            return self._send(matter, account, writer, party)
        except (UnmappableError, AlegraError) as error:
            return self._outcome_of(error)

    def _send(self, matter: Matter, account: Account, writer: Writer, party: str) -> Outcome:
        """Send it: once, or after a refusal that says what to correct, once more."""
        body = writer.body(matter, party)
        try:
            return self._send_once(matter, account, party, body)
        except RefusedError as error:
            if error.action not in {"create_contact", "refresh"}:
                raise
            party, corrected = writer.renewed(matter, party, error.action)
            if corrected == body:
                raise
        return self._send_once(matter, account, party, corrected)

    def _send_once(self, matter: Matter, account: Account, party: str, body: dict[str, Any]) -> Outcome:
        self.journal.note_sending(matter.invoice_id, matter.kind, at=self.now())
        try:
            return synced(account.create_document(matter.kind, body))
        except UnsentError:
            raise
        except UnansweredError as error:
            return self._look_again(matter, account, party, unknown(error.code, error.message))
        except RefusedError as error:
            if error.action not in {"look", "link"}:
                raise
            otherwise = unknown if error.action == "look" else failed
            return self._look_again(matter, account, party, otherwise(error.code, error.message))

    def _look_again(self, matter: Matter, account: Account, party: str, otherwise: Outcome) -> Outcome:
        """Whether it is there after all, though its creation was not confirmed."""
        try:
            found = _find(matter, account, party)
        except AlegraError:
            return otherwise
        return synced(found) if found else otherwise

    def _outcome_of(self, error: UnmappableError | AlegraError) -> Outcome:
        """What a failure comes to when nothing was sent."""
        match error:
            case UnmappableError():
                return failed(error.code, error.detail)
            case RefusedError():
                if error.action == "stop":
                    self.connections.suspend(error.code, error.message)
                return failed(error.code, error.message)
            case LaterError():
                return failed(error.code, error.message, again=error.retry_after)
        return failed(error.code, error.message, again=0)


def _still(standing: Standing, outcome: Outcome) -> Outcome:
    """An attempt that failed before it learned anything: what was sent earlier may still be there."""
    if standing.sent_at is None:
        return outcome
    return replace(outcome, progress="unknown", in_doubt=True, code=standing.code or outcome.code)


def _find(matter: Matter, account: Account, party: str) -> str | None:
    on = matter.document.issue_date
    return account.find_document(matter.kind, party, matter.number, matter.mark, on)


def _answer(outcome: Outcome, connection: Connection) -> Synced:
    return Synced(
        state=STATE_OF[outcome.progress],
        alegra_id=outcome.alegra_id,
        provider=connection.provider,
        code=outcome.code,
        message=outcome.message or None,
    )
