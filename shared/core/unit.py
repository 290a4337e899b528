"""A unit of work outside of Lambda: what a provider builds, in an invocation and a transaction of its own.

For programs that are always on. Units of several threads do not meet: each takes a connection of its own.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar
from uuid import UUID

from shared.core.inject import Resolver
from shared.core.invocation import Invocation, new_id

Built = TypeVar("Built")


@contextmanager
def unit(
    provider: Callable[..., Built], *, name: str, company_id: UUID | None = None, correlation_id: str | None = None
) -> Iterator[Built]:
    """What `provider` builds; what was done with it is committed when the block is left, and undone if that fails.

    Args:
        provider: of a use case, as functions ask for it.
        name: of who does it, in logs: `media-stream`.
        company_id: the tenant; without one, row-level security shows nothing.
        correlation_id: joins it to what set it off; a new one where nothing did.
    """
    invocation = Invocation(function=name, correlation_id=correlation_id or str(new_id()), company_id=company_id)
    with ExitStack() as stack:
        yield Resolver(stack, {Invocation: invocation}).build(provider)
