"""Builds the use cases about Alegra: transactions of their own, the vault, the client and its circuit breaker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from functions.finance.client.alegra.api import AlegraAccount
from functions.finance.client.alegra.http import AlegraHttp
from functions.finance.domain.alegra.connection import Connection
from functions.finance.domain.alegra.errors import RefusedError, UnansweredError
from functions.finance.repository.alegra.connections import ConnectedCompanyRows, ConnectionRows
from functions.finance.repository.alegra.journal import JournalRows, WaitingRows
from functions.finance.repository.alegra.references import ReferenceRows
from functions.finance.service.alegra.connecting import ConnectionService
from functions.finance.service.alegra.ports import Account
from functions.finance.service.alegra.reading import ReadingService
from functions.finance.service.alegra.resolving import ResolveService
from functions.finance.service.alegra.sync import SyncService
from functions.finance.service.alegra.writing import A_TURN, Writer
from shared.core.cache import Cache, SharedCache
from shared.core.circuit_breaker import CircuitBreaker
from shared.core.clock import Clock
from shared.core.inject import Depends, provides
from shared.core.invocation import Invocation
from shared.core.resources import vendor
from shared.core.settings import settings
from shared.core.vault import SealBroken, Vault, VendorVault
from shared.db.session import CompanyTransactions, SystemTransactions

HURRIED = 20.0  # seconds for all requests of a call whose caller waits; the HTTP API gives up at 30
UNHURRIED = 120.0
LONG = 600.0

JOB_BUDGET = timedelta(minutes=9)
"""Of a job that may take 15 minutes, of which one document may take two and one account ten."""

READING_BUDGET = timedelta(minutes=4)


@dataclass(frozen=True)
class VaultedAccounts:
    """Opens accounts at Alegra.

    Args:
        vault: opens tokens.
        circuit: to Alegra.
        budget: seconds for all requests of one account.
    """

    vault: Vault
    circuit: CircuitBreaker
    budget: float

    def open(self, email: str, token: str) -> Account:
        """An account by its credentials."""
        http = AlegraHttp(
            settings.alegra_base_url, email, token, self.circuit, timeout=min(30.0, self.budget / 2), budget=self.budget
        )
        return AlegraAccount(http)

    def of(self, connection: Connection) -> Account:
        """The account of a company.

        Raises:
            RefusedError: its token does not open.
        """
        try:
            token = self.vault.open(connection.sealed_token, company_id=connection.company_id)
        except SealBroken:
            raise RefusedError(401, 401, "The stored credentials do not open; connect the account again.") from None
        return self.open(connection.email, token)


class TableTurns:
    """Turns in the shared table."""

    def __init__(self, table: Cache) -> None:
        self.table = table

    def take(self, *about: str) -> bool:
        """Whether it is ours for the next minute."""
        return self.table.count(_turn(about), "turn", seconds=A_TURN).hits == 1

    def give_back(self, *about: str) -> None:
        """Let the next one, before the minute is over."""
        self.table.delete(_turn(about), "turn")


def _turn(about: tuple[str, ...]) -> str:
    return "#".join(("alegra-turn", *about))


@provides(vendor("alegra"))
def circuit(table: SharedCache) -> CircuitBreaker:
    """The circuit to Alegra."""
    return CircuitBreaker(table, "Alegra", trips=(UnansweredError,))


Circuit = Annotated[CircuitBreaker, Depends(circuit)]


def connection_service(
    of: CompanyTransactions, invocation: Invocation, vault: VendorVault, circuit: Circuit, now: Clock
) -> ConnectionService:
    """The account of the invocation's company."""
    company_id = _company(invocation)
    accounts = VaultedAccounts(vault, circuit, HURRIED)
    return ConnectionService(ConnectionRows(of(company_id), company_id), accounts, vault, now)


SyncServices = Callable[..., SyncService]


def sync_services(
    of: CompanyTransactions, vault: VendorVault, circuit: Circuit, table: SharedCache, now: Clock
) -> SyncServices:
    """The documents of any company; called with its id, and ``budget=`` in seconds."""

    def service(company_id: UUID, *, budget: float = UNHURRIED) -> SyncService:
        transactions = of(company_id)
        known, turns = ReferenceRows(transactions, company_id), TableTurns(table)

        def writer(connection: Connection, account: Account) -> Writer:
            return Writer(connection, account, known, turns, now)

        connections = ConnectionRows(transactions, company_id)
        accounts = VaultedAccounts(vault, circuit, budget)
        return SyncService(connections, accounts, JournalRows(transactions, company_id), writer, now)

    return service


AnyCompany = Annotated[SyncServices, Depends(sync_services)]


def sync_service(services: AnyCompany, invocation: Invocation) -> SyncService:
    """The documents of the invocation's company."""
    return services(_company(invocation))


def hurried_sync_service(services: AnyCompany, invocation: Invocation) -> SyncService:
    """The same for a caller who waits."""
    return services(_company(invocation), budget=HURRIED)


def resolve_service(services: AnyCompany, system: SystemTransactions, now: Clock) -> ResolveService:
    """The waiting documents of all companies."""
    return ResolveService(WaitingRows(system), services, now, JOB_BUDGET)


def reading_service(
    of: CompanyTransactions, system: SystemTransactions, vault: VendorVault, circuit: Circuit, now: Clock
) -> ReadingService:
    """The accounts of all companies."""
    return ReadingService(
        ConnectedCompanyRows(system),
        connections=lambda company_id: ConnectionRows(of(company_id), company_id),
        known=lambda company_id: ReferenceRows(of(company_id), company_id),
        accounts=VaultedAccounts(vault, circuit, LONG),
        now=now,
        budget=READING_BUDGET,
    )


def _company(invocation: Invocation) -> UUID:
    if invocation.company_id is None:
        raise ValueError(f"{invocation.function} has no company")
    return invocation.company_id


AlegraConnections = Annotated[ConnectionService, Depends(connection_service)]
AlegraSync = Annotated[SyncService, Depends(sync_service)]
AlegraSyncNow = Annotated[SyncService, Depends(hurried_sync_service)]
AlegraResolution = Annotated[ResolveService, Depends(resolve_service)]
AlegraReading = Annotated[ReadingService, Depends(reading_service)]
