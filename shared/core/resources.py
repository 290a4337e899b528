"""What a function can ask for, and so what CDK grants it and puts into its environment."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Resource:
    """A thing of the platform that a provider opens.

    Args:
        kind: which grant.
        name: which one of its kind, where there are several.
    """

    kind: str
    name: str = ""


DATABASE = Resource("database")
"""PostgreSQL as the tenant's role: row-level security shows one company."""
SYSTEM_DATABASE = Resource("system-database")
"""PostgreSQL across companies: sign-in, the outbox relay and nightly jobs, nothing else."""
OWNER_DATABASE = Resource("owner-database")
"""PostgreSQL as the owner of the schema: migrations, nothing else."""
BUS = Resource("bus")
TABLE = Resource("table")
OBJECTS = Resource("objects")
SOCKETS = Resource("sockets")
SIGNING_KEYS = Resource("signing-keys")
SIGNING_KEYS_ROTATION = Resource("signing-keys-rotation")
JWKS = Resource("jwks")
JWKS_PUBLICATION = Resource("jwks-publication")
DEAD_LETTERS = Resource("dead-letters")
"""The stage's dead-letter queues: list, look, hide, delete; and what letters are redriven to: invoke the stage's
functions, with and without a qualifier (``lambda:InvokeFunction`` on ``<stage>-*``), start its state machines
(``states:StartExecution`` on ``<stage>-*``)."""

VOICE = Resource("voice")
"""The address of the container that speaks in calls, where the stage has one."""

VENDOR_KEY = Resource("vendor-key")
"""The key that encrypts the credentials which companies give us for their own accounts at vendors."""

PERSON_KEY = Resource("person-key")
"""The key that wraps the data keys of persons, under which is kept what they alone may read."""

APP_ROLE = "astramech_app"
"""The PostgreSQL role behind `DATABASE`."""
SYSTEM_ROLE = "astramech_system"
"""The PostgreSQL role behind `SYSTEM_DATABASE`."""

IN_VPC = frozenset({DATABASE, SYSTEM_DATABASE, OWNER_DATABASE})
"""Only who opens the database enters the network."""


def secret(name: str) -> Resource:
    """A vendor's credentials in Secrets Manager, ``astramech/<stage>/<name>``."""
    return Resource("secret", name)


def vendor(name: str) -> Resource:
    """A vendor's API: its address, where a stage has another one than the vendor's own."""
    return Resource("vendor", name)


def workflow(name: str) -> Resource:
    """The right to start a state machine of ``statemachines/``."""
    return Resource("workflow", name)


def task_tokens(flow: str) -> Resource:
    """The right to let a state machine go on that waits for somebody."""
    return Resource("task-tokens", flow)
