"""What is always on: each declared container as a service of Fargate, or on one machine, what its program must know."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk.aws_ecs import Cluster as EcsCluster
from aws_cdk.aws_ecs import ContainerImage, ContainerInsights
from aws_cdk.aws_iam import ServicePrincipal
from aws_cdk.aws_s3 import BlockPublicAccess, Bucket, BucketEncryption, LifecycleRule
from aws_cdk.aws_ssm import StringParameter
from constructs import Construct

from shared.core.container import Container
from stacks.constructs.artifacts import Artifacts
from stacks.constructs.database import Cluster
from stacks.constructs.review import acknowledge
from stacks.constructs.service import ContainerService, environment
from stacks.platform import PlatformStack
from stacks.settings import ServedContainer


class ContainersStack(Stack):
    """The containers of a stage that has an address for them.

    Attributes:
        services: each as it is deployed; none where their programs run on this machine.
    """

    def __init__(
        self, scope: Construct, platform: PlatformStack, containers: Sequence[Container], artifacts: Artifacts
    ) -> None:
        settings = platform.settings
        super().__init__(scope, platform.names.stack("containers"), termination_protection=settings.protected)
        self.add_stack_dependency(platform)
        self.platform = platform
        self.artifacts = artifacts
        self.services = self._served(containers)
        for container in containers:
            if not isinstance(settings.containers[container.name], ServedContainer):
                self._publish(container)

    def _served(self, containers: Sequence[Container]) -> list[ContainerService]:
        settings, database = self.platform.settings, self.platform.around.database
        addresses = [(container, settings.containers[container.name]) for container in containers]
        served = [(container, address) for container, address in addresses if isinstance(address, ServedContainer)]
        if not served or not isinstance(database, Cluster):
            return []
        cluster = EcsCluster(self, "Cluster", vpc=database.network, container_insights_v2=ContainerInsights.ENABLED)
        access_logs = self._access_logs()
        return [
            ContainerService(
                self,
                container,
                image=self._image(container),
                cluster=cluster,
                database=database,
                served=address,
                around=self.platform.around,
                access_logs=access_logs,
            )
            for container, address in served
        ]

    def _image(self, container: Container) -> ContainerImage:
        return self.artifacts.image(container.package, container.agent)

    def _access_logs(self) -> Bucket:
        """Who connected, not what was said: load balancers write access logs with no other key than S3's."""
        bucket = Bucket(
            self,
            "AccessLogs",
            bucket_name=self.platform.names.bucket("balancer-access-logs"),
            encryption=BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            lifecycle_rules=[LifecycleRule(expiration=Duration.days(365))],
            removal_policy=self.platform.settings.removal,
        )
        bucket.grant_put(ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com"))
        acknowledge(bucket, "AwsSolutions-S1", "It holds access logs itself.")
        return bucket

    def _publish(self, container: Container) -> None:
        """What its program must be started with, where whoever starts it finds it."""
        found = environment(container, self.platform.around)
        name = self.platform.names.environment(container)
        StringParameter(self, container.name, parameter_name=name, string_value=self.to_json_string(found))
