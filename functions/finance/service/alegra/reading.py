"""Reading at night what accounts call things, so that days need not ask."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from functions.finance.domain.alegra.errors import AlegraError, RefusedError
from functions.finance.domain.alegra.references import ReferenceKind
from functions.finance.schemas.alegra import ReferencesReport
from functions.finance.service.alegra.ports import Accounts, ConnectedCompanies, Connections, KnownReferences
from shared.core.clock import Now
from shared.core.errors import Problem
from shared.core.log import log

FRESH = timedelta(hours=12)


class ReadingService:
    """The accounts of all companies.

    Args:
        companies: which there are.
        connections: the account of a company.
        known: what it calls things.
        accounts: opens it.
        now: the clock.
        budget: no account is begun later than so long after the first.
    """

    def __init__(
        self,
        companies: ConnectedCompanies,
        *,
        connections: Callable[[UUID], Connections],
        known: Callable[[UUID], KnownReferences],
        accounts: Accounts,
        now: Now,
        budget: timedelta,
    ) -> None:
        self.companies = companies
        self.connections = connections
        self.known = known
        self.accounts = accounts
        self.now = now
        self.budget = budget

    def read(self, kinds: Sequence[ReferenceKind]) -> ReferencesReport:
        """Read these kinds of every account that was not read lately, the longest unread first."""
        until = self.now() + self.budget
        rows: list[int] = []
        failed = 0
        for company_id in self.companies.longest_unread(kinds, before=self.now() - FRESH):
            if self.now() > until:
                log().warning("accounts left for the next night")
                break
            try:
                rows.append(self._one(company_id, kinds))
            except (AlegraError, Problem) as error:
                failed += 1
                log().warning("account not read", company_id=str(company_id), reason=type(error).__name__)
        return ReferencesReport(companies=len(rows), rows=sum(rows), failed=failed)

    def _one(self, company_id: UUID, kinds: Sequence[ReferenceKind]) -> int:
        connections = self.connections(company_id)
        connection = connections.get()
        if connection is None:
            return 0
        try:
            account = self.accounts.of(connection)
            found = [row for kind in kinds for row in account.references(kind)]
        except RefusedError as error:
            if error.action == "stop":
                connections.suspend(error.code, error.message)
            raise
        return self.known(company_id).replace(kinds, found, at=self.now())
