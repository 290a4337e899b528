"""What all agents share: doors, bus, stores, keys and the database."""

from collections.abc import Iterable, Sequence

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk.aws_events import Archive, EventBus, EventPattern, Match
from constructs import Construct

from shared.core.function import Authorizer, Function
from shared.core.resources import Resource
from stacks import outputs
from stacks.constructs.apis import HttpDoor, SocketDoor
from stacks.constructs.artifacts import Artifacts
from stacks.constructs.database import Cluster, Given
from stacks.constructs.function import DeployedFunction
from stacks.constructs.keys import DataKey, OperationsKey, PersonKey, VendorKey
from stacks.constructs.stores import Buckets, SharedTable, SigningKeys, VendorSecrets
from stacks.constructs.triggers import Doors
from stacks.names import Names
from stacks.settings import ClusterSettings, StageSettings
from stacks.surroundings import Database, Surroundings


class PlatformStack(Stack):
    """The platform of one stage.

    Attributes:
        around: what a function finds here.
        doors: where a function's routes are.
        authorizer: the function that says who calls.
    """

    def __init__(
        self,
        scope: Construct,
        settings: StageSettings,
        functions: Sequence[Function],
        artifacts: Artifacts,
        *,
        asked: Iterable[Resource],
    ) -> None:
        names = Names(settings.stage)
        super().__init__(scope, names.stack("platform"), termination_protection=settings.protected)
        self.settings = settings
        self.names = names
        self.data_key = DataKey(self, settings)
        self.operations_key = OperationsKey(self, settings)
        self.vendor_key = VendorKey(self, settings)
        self.person_key = PersonKey(self, settings)
        self.buckets = Buckets(self, names, settings, self.data_key)
        self.table = SharedTable(self, names, settings, self.data_key)
        self.signing_keys = SigningKeys(self, names, settings, self.data_key)
        VendorSecrets(self, names, settings, self.data_key, asked)
        self.bus, self.archive = self._bus()
        self.http = HttpDoor(self, settings, self.operations_key)
        self.sockets = SocketDoor(self, settings, self.operations_key)
        self.around = self._surroundings()
        self.authorizer = self._authorizer(functions, artifacts)
        self.doors = Doors(
            http=self.http.api,
            authorizer=self.http.authorize_with(self.authorizer.target),
            sockets=self.sockets.api,
        )
        self._publish()

    def _bus(self) -> tuple[EventBus, Archive]:
        bus = EventBus(self, "Bus", event_bus_name=self.names.bus, description="What agents announce to each other")
        archive = bus.archive(
            "Archive",
            archive_name=self.names.bus,
            description="Every event, for replay",
            event_pattern=EventPattern(source=Match.prefix("astramech.")),
            retention=Duration.days(self.settings.archive_days),
        )
        return bus, archive

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            settings=self.settings,
            names=self.names,
            database=self._database(),
            api_url=self.http.url,
            sockets_url=self.sockets.posting_url,
            log_key=self.operations_key,
        )

    def _database(self) -> Database:
        database = self.settings.database
        if not isinstance(database, ClusterSettings):
            return Given(database)
        return Cluster(self, database, self.settings, data_key=self.data_key, log_key=self.operations_key)

    def _authorizer(self, functions: Sequence[Function], artifacts: Artifacts) -> DeployedFunction:
        """Beside the API and not with its agent, whose routes refer to it.

        Raises:
            ValueError: not exactly one function verifies tokens.
        """
        declared = [function for function in functions if isinstance(function.trigger, Authorizer)]
        if len(declared) != 1:
            raise ValueError(f"one authorizer is needed, there are {[function.name for function in declared]}")
        function = declared[0]
        layers = [artifacts.layer(self, name) for name in function.layers]
        return DeployedFunction(self, function, code=artifacts.code(function.agent), layers=layers, around=self.around)

    def _publish(self) -> None:
        domain = self.http.domain
        CfnOutput(self, "SocketsId", value=self.sockets.api.api_id, export_name=self.names.sockets)
        CfnOutput(self, "VendorKeyArn", value=self.vendor_key.key_arn, export_name=self.names.vendor_key)
        CfnOutput(self, "PersonKeyArn", value=self.person_key.key_arn, export_name=self.names.person_key)
        outputs.publish(
            self,
            {
                outputs.API_URL: self.http.url,
                **({outputs.DOMAIN_TARGET: domain.regional_domain_name} if domain else {}),
                outputs.WEBSOCKET_URL: self.sockets.url,
                outputs.BUS: self.names.bus,
                outputs.ARCHIVE: self.archive.archive_name,
                outputs.TABLE: self.table.table_name,
                outputs.UPLOADS: self.buckets.by_name["uploads"].bucket_name,
                outputs.DOCUMENTS: self.buckets.by_name["documents"].bucket_name,
                outputs.SIGNING_KEYS: self.names.signing_keys,
                outputs.JWKS: self.names.jwks,
                outputs.DEAD_LETTERS: self.names.dead_letters,
            },
        )
