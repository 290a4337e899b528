"""Runs a function once: resolves what its signature asks for, closes it, commits."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from shared.core.function import Function
from shared.core.inject import Provider, Resolver
from shared.core.invocation import Invocation
from shared.core.log import identify
from shared.core.resources import DATABASE


def call(
    function: Function,
    invocation: Invocation,
    arguments: Mapping[str, Any],
    *,
    given: Mapping[type, Any] | None = None,
) -> Any:
    """Call `function` and close what it used: its transaction has committed when this returns."""
    identify(invocation)
    with ExitStack() as stack:
        resolver = Resolver(stack, {Invocation: invocation, **(given or {})})
        return function.body(**arguments, **resolver.arguments(function.body))


def establish(provider: Provider, invocation: Invocation, given: Mapping[type, Any]) -> Any:
    """What a provider provides, before a function is called: in a transaction of its own, which has committed."""
    with ExitStack() as stack:
        return Resolver(stack, {Invocation: invocation, **given}).build(provider)


def call_once(
    function: Function, invocation: Invocation, arguments: Mapping[str, Any], event_id: UUID, *, effect: str = ""
) -> Any:
    """Call `function` at most once for an event: the receipt is written in the transaction of its effects.

    A second delivery returns the first one's outcome. A function without a database keeps no receipt: its effects
    must bear repetition.

    Args:
        function: what to call.
        invocation: of this call.
        arguments: beside what is injected.
        event_id: what caused the call.
        effect: tells this effect from others that the same function has for the same event.
    """
    if DATABASE not in function.resources:
        return call(function, invocation, arguments)
    from shared.events.receipts import receipts  # noqa: PLC0415 - only where the database is used at all

    identify(invocation)
    with ExitStack() as stack:
        resolver = Resolver(stack, {Invocation: invocation})
        receipt = resolver.build(receipts).claim(event_id, consumer=f"{function.name}{effect}")
        if receipt.settled:
            return receipt.outcome
        outcome = function.body(**arguments, **resolver.arguments(function.body))
        receipt.settle(outcome)
        return outcome
