"""Turns a `Function` into what Lambda calls."""

from shared.core.function import Authorizer, Every, Function, Http, LambdaCall, On, OnObject, Socket, Task, Unmatched


def adapt(function: Function) -> LambdaCall:
    """The Lambda handler for a function's trigger, with logs and metrics around it."""
    from shared.core.runtime.observed import observed  # noqa: PLC0415 - importing a function imports no framework

    return observed(function, _adapter(function))


def _adapter(function: Function) -> LambdaCall:
    if isinstance(function.trigger, Http):
        from shared.core.runtime.http import serve  # noqa: PLC0415 - FastAPI only where HTTP is served

        return serve(function)
    if isinstance(function.trigger, Unmatched):
        from shared.core.runtime.http import serve_unmatched  # noqa: PLC0415

        return serve_unmatched(function)
    if isinstance(function.trigger, Socket):
        from shared.core.runtime.sockets import converse  # noqa: PLC0415

        return converse(function)
    if isinstance(function.trigger, Authorizer):
        from shared.core.runtime.authorizer import authorize  # noqa: PLC0415 - without pydantic

        return authorize(function)
    from shared.core.runtime import invocations  # noqa: PLC0415

    adapters = {
        On: invocations.consume,
        OnObject: invocations.take,
        Every: invocations.run,
        Task: invocations.perform,
    }
    return adapters[type(function.trigger)](function)
