"""Builds taking calls back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated
from uuid import UUID

from functions.calls.providers.dialling import AnyDialler
from functions.calls.repository.contact.lists import OperatorRows
from functions.calls.repository.stopping import StopRows
from functions.calls.service.halting import HaltService
from functions.calls.service.switching import OperatorDesk
from shared.core.clock import Clock
from shared.core.inject import Depends
from shared.db.session import SystemTransactions, TenantTransactions, Transactions


def halt_service(transactions: TenantTransactions, dialler: AnyDialler, now: Clock) -> HaltService:
    """Takes back calls of the invocation's company."""
    return HaltService(_stopped(transactions), lambda company_id: dialler(company_id).halter, now)


def operator_desk(transactions: SystemTransactions, dialler: AnyDialler, now: Clock) -> OperatorDesk:
    """The kill switch over all companies."""
    halting = HaltService(_stopped(transactions), lambda company_id: dialler(company_id).halter, now)
    return OperatorDesk(_operators(transactions), halting.halt, now)


def _stopped(transactions: Transactions) -> Callable[[], Sequence[tuple[UUID, UUID]]]:
    def stopped() -> Sequence[tuple[UUID, UUID]]:
        with transactions() as session:
            return StopRows(session).stopped()

    return stopped


def _operators(transactions: Transactions) -> Callable[[], AbstractContextManager[OperatorRows]]:
    @contextmanager
    def operators() -> Iterator[OperatorRows]:
        with transactions() as session:
            yield OperatorRows(session)

    return operators


Halting = Annotated[HaltService, Depends(halt_service)]
OperatorSwitch = Annotated[OperatorDesk, Depends(operator_desk)]
