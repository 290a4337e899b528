"""What a function needs is what its signature asks for: resolve it, and read which resources that takes."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from shared.core.resources import Resource

Provider = Callable[..., Any]
P = TypeVar("P", bound=Provider)


@dataclass(frozen=True)
class Depends:
    """Marks a parameter: ``Annotated[CrmService, Depends(crm_service)]``."""

    provider: Provider


def provides(*resources: Resource) -> Callable[[P], P]:
    """Mark a provider as the doorway to resources; whoever asks for it is granted them."""

    def mark(provider: P) -> P:
        provider.__resources__ = frozenset(resources)  # type: ignore[attr-defined]
        return provider

    return mark


def reads_form(model: type) -> Callable[[P], P]:
    """Mark a provider as the reader of a form, for the OpenAPI document; it also checks who signed it."""

    def mark(provider: P) -> P:
        provider.__form__ = model  # type: ignore[attr-defined]
        return provider

    return mark


@cache
def hints(function: Provider) -> Mapping[str, Any]:
    """Parameter name → annotation, in order, ``Annotated`` kept."""
    target = function.__init__ if inspect.isclass(function) else function
    found = get_type_hints(target, include_extras=True)
    return {name: found[name] for name in inspect.signature(function).parameters if name in found}


def provider_of(annotation: Any) -> Provider | None:
    """The provider that an annotation names, if it names one."""
    if get_origin(annotation) is not Annotated:
        return None
    return next((mark.provider for mark in get_args(annotation)[1:] if isinstance(mark, Depends)), None)


def providers(function: Provider) -> dict[str, Provider]:
    """Parameter name → provider, for the parameters that are injected by a provider."""
    found = {name: provider_of(annotation) for name, annotation in hints(function).items()}
    return {name: provider for name, provider in found.items() if provider}


@cache
def resources(function: Provider) -> frozenset[Resource]:
    """Every resource that calling `function` opens, through all its providers."""
    own: frozenset[Resource] = getattr(function, "__resources__", frozenset())
    return own.union(*(resources(provider) for provider in providers(function).values()))


@cache
def form_of(function: Provider) -> type | None:
    """The form that calling `function` reads, through any of its providers."""
    own: type | None = getattr(function, "__form__", None)
    found = (form_of(provider) for provider in providers(function).values())
    return own or next((form for form in found if form), None)


class Resolver:
    """Builds the arguments of one invocation.

    Each provider runs at most once per invocation, so all that ask for the session share it. A provider that yields
    is closed with the stack, last opened first.

    Args:
        stack: closed by the caller when the function has returned.
        given: values injected by their type, such as `Invocation` and `Caller`.
    """

    def __init__(self, stack: ExitStack, given: Mapping[type, Any]) -> None:
        self.stack = stack
        self.given = given
        self.built: dict[Provider, Any] = {}

    def arguments(self, function: Provider) -> dict[str, Any]:
        """The injected arguments of `function`, by parameter name."""
        return dict(self._arguments(function))

    def _arguments(self, function: Provider) -> Iterator[tuple[str, Any]]:
        for name, annotation in hints(function).items():
            provider = provider_of(annotation)
            if provider:
                yield name, self.build(provider)
            elif isinstance(annotation, type) and annotation in self.given:
                yield name, self.given[annotation]

    def build(self, provider: Provider) -> Any:
        """What `provider` provides, made on first use."""
        if provider not in self.built:
            arguments = self.arguments(provider)
            if inspect.isgeneratorfunction(provider):
                self.built[provider] = self.stack.enter_context(contextmanager(provider)(**arguments))
            else:
                self.built[provider] = provider(**arguments)
        return self.built[provider]
