"""What differs between the stages, and nothing else: sizes, retention, protection, addresses, who is woken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from aws_cdk import RemovalPolicy
from aws_cdk.aws_logs import RetentionDays

from layers.target import Processor, Target

Stage = Literal["local", "dev", "staging", "prod"]


@dataclass(frozen=True, kw_only=True)
class NetworkSettings:
    """The network of what opens the database.

    Attributes:
        nat_gateways: ways out to the internet; 0 leaves only the endpoints.
        interface_endpoints: AWS services reached inside the network, by their name in an endpoint's address.
    """

    availability_zones: int
    nat_gateways: int
    interface_endpoints: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClusterSettings:
    """An Aurora PostgreSQL Serverless v2 cluster of ours.

    Attributes:
        min_capacity: Aurora capacity units; 0 lets it pause when nobody is connected.
        max_capacity: Aurora capacity units.
        proxied: behind RDS Proxy, which shares connections; a proxied cluster never pauses.
        backup_days: how far back it can be restored.
    """

    network: NetworkSettings
    min_capacity: float
    max_capacity: float
    readers: int
    proxied: bool
    backup_days: int


@dataclass(frozen=True, kw_only=True)
class GivenDatabase:
    """A PostgreSQL that exists already and is reached without a network of ours."""

    host: str
    port: str
    name: str = "astramech"
    owner: str = "astramech"


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A domain name of our own for the HTTP API.

    Attributes:
        certificate_arn: its certificate, in the stage's region.
    """

    name: str
    certificate_arn: str


@dataclass(frozen=True, kw_only=True)
class ApiSettings:
    """How the two APIs meet the world.

    Attributes:
        requests_per_second: of all callers together.
        burst: requests at once.
        origins: web pages that may call it from a browser.
        endpoint: where this stage's AWS answers, if that is not AWS itself.
    """

    requests_per_second: int
    burst: int
    origins: tuple[str, ...]
    domain: Domain | None = None
    endpoint: str | None = None


@dataclass(frozen=True, kw_only=True)
class GivenContainer:
    """A container whose program is started by somebody else.

    Attributes:
        url: where it answers, without a path: ``ws://127.0.0.1:14765``.
        told: what else its program finds in its environment.
    """

    url: str
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ServedContainer:
    """A container as a service of ours.

    Attributes:
        domain: its public name.
        smallest: tasks that always run; likewise `largest`.
        told: what else its program finds in its environment.
    """

    domain: Domain
    smallest: int
    largest: int
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its public origin."""
        return f"wss://{self.domain.name}"


@dataclass(frozen=True, kw_only=True)
class StageSettings:
    """One stage.

    Attributes:
        processor: of the functions; None is the processor and the Python of this machine.
        snap_start: functions start from a snapshot of a published version.
        reviewed: the stage must pass cdk-nag.
        protected: against deletion, and data outlives its stack.
        alarm_emails: who is told.
        numbers: by name, for the placeholders of state machines: seconds of a wait, items of a map at once.
        vendors: addresses of vendors that stand elsewhere than where the vendor has them, by name.
        containers: addresses of what is always on, by name; what has none is not deployed.
        archive_days: how long events can be replayed.
    """

    stage: Stage
    processor: Processor | None
    snap_start: bool
    reviewed: bool
    protected: bool
    database: ClusterSettings | GivenDatabase
    api: ApiSettings
    log_level: Literal["DEBUG", "INFO"]
    log_retention: RetentionDays
    archive_days: int
    alarm_emails: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    vendors: Mapping[str, str] = field(default_factory=dict)
    containers: Mapping[str, GivenContainer | ServedContainer] = field(default_factory=dict)

    @property
    def target(self) -> Target:
        """What layers and assets are built for."""
        return Target.cloud(self.processor) if self.processor else Target.host()

    @property
    def removal(self) -> RemovalPolicy:
        """What becomes of data when its stack is deleted."""
        return RemovalPolicy.RETAIN if self.protected else RemovalPolicy.DESTROY
