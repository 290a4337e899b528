"""What a function finds in its stage: all that its stack takes from the platform."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Protocol

from aws_cdk.aws_iam import PolicyStatement
from aws_cdk.aws_kms import IKey

from shared.core.resources import Resource
from stacks.names import Names
from stacks.settings import StageSettings

Roles = AbstractSet[Resource]


class Database(Protocol):
    """PostgreSQL, as functions reach it. Each method takes the roles that one function opens it in."""

    def environment(self, roles: Roles) -> dict[str, str]:
        """How to connect."""

    def statements(self, roles: Roles) -> list[PolicyStatement]:
        """The right to connect in these roles, and in no other."""

    def placement(self, roles: Roles) -> dict[str, Any]:
        """Where in which network the function must stand, as properties of a CDK function."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """A stage, seen from a function.

    Attributes:
        api_url: the HTTP API, ending in its prefix.
        sockets_url: posts to websocket connections.
        log_key: encrypts logs.
    """

    settings: StageSettings
    names: Names
    database: Database
    api_url: str
    sockets_url: str
    log_key: IKey
