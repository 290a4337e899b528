"""Who calls: what the authorizer established, as a value that endpoints ask for by type."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from shared.auth.scopes import Role, Scope
from shared.core.errors import Forbidden, Unauthorized, Unavailable

_KNOWN = frozenset(scope.value for scope in Scope)


@dataclass(frozen=True, kw_only=True)
class Caller:
    """An authenticated caller.

    Args:
        id: the user, or the API key.
        scopes: what this token may do; never more than the role.
    """

    id: UUID
    company_id: UUID
    role: Role
    scopes: frozenset[Scope]

    @classmethod
    def from_context(cls, context: Mapping[str, Any]) -> Self:
        """Read the authorizer's context.

        Raises:
            Unauthorized: there is none, or the authorizer found a fault; the fault is the detail.
            Unavailable: the authorizer could not verify anything.
        """
        if "unavailable" in context:
            raise Unavailable(str(context["unavailable"]))
        if "caller_id" not in context:
            raise Unauthorized(str(context.get("fault") or "Send an access token: 'Authorization: Bearer …'."))
        granted = str(context["scopes"]).split()
        return cls(
            id=UUID(context["caller_id"]),
            company_id=UUID(context["company_id"]),
            role=Role(context["role"]),
            scopes=frozenset(Scope(scope) for scope in granted if scope in _KNOWN),
        )

    def to_context(self) -> dict[str, str]:
        """The same as strings, the only values an authorizer's context may hold."""
        return {
            "caller_id": str(self.id),
            "company_id": str(self.company_id),
            "role": self.role.value,
            "scopes": " ".join(sorted(self.scopes)),
        }

    def require(self, *scopes: Scope) -> None:
        """Refuse a caller without any of `scopes`.

        Raises:
            Forbidden: the token carries none of them.
        """
        if self.scopes.isdisjoint(scopes):
            needed = " or ".join(scope.value for scope in scopes)
            raise Forbidden(f"This needs the scope {needed}.", required_scope=needed)
