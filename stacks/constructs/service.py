"""A declared container as a service of Fargate behind a load balancer of its own."""

from aws_cdk import Duration
from aws_cdk.aws_certificatemanager import Certificate
from aws_cdk.aws_ec2 import ISecurityGroup, Peer, Port, SecurityGroup
from aws_cdk.aws_ecs import (
    AwsLogDriverMode,
    ContainerImage,
    CpuArchitecture,
    DeploymentCircuitBreaker,
    FargateService,
    FargateTaskDefinition,
    HealthCheck,
    ICluster,
    LogDriver,
    OperatingSystemFamily,
    PortMapping,
    RuntimePlatform,
)
from aws_cdk.aws_elasticloadbalancingv2 import (
    ApplicationListener,
    ApplicationLoadBalancer,
    ApplicationProtocol,
    SslPolicy,
)
from aws_cdk.aws_elasticloadbalancingv2 import HealthCheck as TargetHealth
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_logs import LogGroup
from aws_cdk.aws_s3 import Bucket
from constructs import Construct

from shared.core.container import Container
from shared.core.resources import IN_VPC
from stacks.constructs import measures, network
from stacks.constructs.database import Cluster
from stacks.constructs.grants import allow, grant
from stacks.constructs.review import acknowledge, acknowledge_wide
from stacks.names import arn
from stacks.settings import ServedContainer
from stacks.surroundings import Surroundings

HEALTH = "/health"
IDLE = Duration.seconds(120)
"""Longer than a socket of ours is ever silent; the load balancer's own is 60 s."""


class ContainerService(Construct):
    """The service, its load balancer and its role.

    Attributes:
        target: what the record of its domain in the DNS points to.
        busy: how much a task has at once, at most.
    """

    def __init__(
        self,
        scope: Construct,
        container: Container,
        *,
        image: ContainerImage,
        cluster: ICluster,
        database: Cluster,
        served: ServedContainer,
        around: Surroundings,
        access_logs: Bucket,
    ) -> None:
        super().__init__(scope, container.package.title().replace("_", ""))
        self.container = container
        self.around = around
        self.served = served
        self.database = database
        self.name = f"{around.settings.stage}-{container.name}"
        self.busy = measures.of_container(container)
        self.logs = self._log_group()
        balancer = self._balancer(access_logs)
        self.target = balancer.load_balancer_dns_name
        service = self._service(cluster, image, balancer)
        self._listen(balancer, service)
        self._scale(service)

    def _log_group(self) -> LogGroup:
        settings = self.around.settings
        return LogGroup(
            self,
            "Logs",
            log_group_name=f"/astramech/{self.name}",
            retention=settings.log_retention,
            removal_policy=settings.removal,
            encryption_key=self.around.log_key,
        )

    def _balancer(self, access_logs: Bucket) -> ApplicationLoadBalancer:
        group = SecurityGroup(
            self, "Door", vpc=self.database.network, description="Whoever speaks TLS", allow_all_outbound=False
        )
        group.add_ingress_rule(
            Peer.any_ipv4(), Port.tcp(443), "TLS from everywhere: the carrier has no fixed addresses"
        )
        acknowledge(
            group,
            "AwsSolutions-EC23",
            "The carrier calls from everywhere; each upgrade is signed, each call has a token.",
        )
        balancer = ApplicationLoadBalancer(
            self,
            "Balancer",
            vpc=self.database.network,
            internet_facing=True,
            security_group=group,
            idle_timeout=IDLE,
            drop_invalid_header_fields=True,
            deletion_protection=self.around.settings.protected,
        )
        balancer.set_attribute("access_logs.s3.enabled", "true")
        balancer.set_attribute("access_logs.s3.bucket", access_logs.bucket_name)
        balancer.set_attribute("access_logs.s3.prefix", self.container.name)
        return balancer

    def _service(self, cluster: ICluster, image: ContainerImage, balancer: ApplicationLoadBalancer) -> FargateService:
        own = SecurityGroup(
            self, "Tasks", vpc=self.database.network, description=f"Tasks of {self.name}", allow_all_outbound=False
        )
        own.connections.allow_from(balancer, Port.tcp(self.container.port), "The load balancer")
        balancer.connections.allow_to(own, Port.tcp(self.container.port), "Its tasks")
        return FargateService(
            self,
            "Service",
            service_name=self.name,
            cluster=cluster,
            task_definition=self._task(image),
            desired_count=self.served.smallest,
            min_healthy_percent=100,
            max_healthy_percent=200,
            circuit_breaker=DeploymentCircuitBreaker(rollback=True),
            vpc_subnets=network.FUNCTIONS,
            security_groups=[own, self._to_database()],
            health_check_grace_period=Duration.seconds(60),
        )

    def _to_database(self) -> ISecurityGroup:
        """The group that the database lets in; the load balancer must not add its rules to it."""
        group = self.database.functions.security_group_id
        return SecurityGroup.from_security_group_id(self, "ToDatabase", group, mutable=False)

    def _task(self, image: ContainerImage) -> FargateTaskDefinition:
        settings = self.around.settings
        task = FargateTaskDefinition(
            self,
            "Task",
            family=self.name,
            cpu=self.container.cpu,
            memory_limit_mib=self.container.memory,
            task_role=self._role(),
            runtime_platform=RuntimePlatform(
                operating_system_family=OperatingSystemFamily.LINUX,
                cpu_architecture=CpuArchitecture.ARM64 if settings.processor == "arm64" else CpuArchitecture.X86_64,
            ),
        )
        task.add_container(
            self.container.name,
            image=image,
            environment=environment(self.container, self.around),
            logging=LogDriver.aws_logs(
                stream_prefix=self.container.name, log_group=self.logs, mode=AwsLogDriverMode.NON_BLOCKING
            ),
            port_mappings=[PortMapping(container_port=self.container.port)],
            stop_timeout=Duration.seconds(self.container.drain),
            readonly_root_filesystem=False,
            health_check=HealthCheck(
                command=["CMD", "python", "-m", f"containers.{self.container.package}.health"],
                start_period=Duration.seconds(60),
            ),
        )
        acknowledge(
            task, "AwsSolutions-ECS2", "Names and addresses; every secret is read from Secrets Manager by name."
        )
        acknowledge_wide(task, "*", "Fetching an image begins with a token of the whole registry.")
        return task

    def _role(self) -> Role:
        grants = [grant(resource, self.around) for resource in sorted(self.container.resources - IN_VPC, key=repr)]
        statements: list[PolicyStatement] = [statement for granted in grants for statement in granted.statements]
        roles = self.container.resources & IN_VPC
        if roles:
            statements += self.database.connecting(roles)
        protection = arn("ecs", "task/*/*")
        statements.append(allow("ecs:GetTaskProtection", "ecs:UpdateTaskProtection", on=protection))
        role = Role(
            self,
            "Role",
            assumed_by=ServicePrincipal("ecs-tasks.amazonaws.com"),
            description=f"What {self.name} may do",
            inline_policies={"Grants": PolicyDocument(statements=statements)},
        )
        acknowledge_wide(role, protection, "A task protects itself, and its id is made when it starts.")
        for granted in grants:
            for resource, reason in granted.wide.items():
                acknowledge_wide(role, resource, reason)
        return role

    def _listen(self, balancer: ApplicationLoadBalancer, service: FargateService) -> None:
        domain = self.served.domain
        listener: ApplicationListener = balancer.add_listener(
            "Tls",
            port=443,
            protocol=ApplicationProtocol.HTTPS,
            ssl_policy=SslPolicy.RECOMMENDED_TLS,
            certificates=[Certificate.from_certificate_arn(self, "Certificate", domain.certificate_arn)],
            open=False,
        )
        listener.add_targets(
            "Tasks",
            port=self.container.port,
            protocol=ApplicationProtocol.HTTP,
            targets=[service],
            deregistration_delay=Duration.seconds(self.container.drain),
            health_check=TargetHealth(path=HEALTH, interval=Duration.seconds(10), healthy_threshold_count=2),
        )

    def _scale(self, service: FargateService) -> None:
        """A task more where the busiest has more than is comfortable; a task that is busy protects itself."""
        scaling = service.auto_scale_task_count(min_capacity=self.served.smallest, max_capacity=self.served.largest)
        scaling.scale_to_track_custom_metric(
            "Busy",
            metric=self.busy,
            target_value=self.container.comfortable,
            scale_in_cooldown=Duration.minutes(5),
            scale_out_cooldown=Duration.seconds(30),
        )


def environment(container: Container, around: Surroundings) -> dict[str, str]:
    """What a container finds in its environment, wherever it runs."""
    found = {
        "STAGE": around.settings.stage,
        "API_URL": around.api_url,
        "PORT": str(container.port),
        "PUBLIC_ORIGIN": around.settings.containers[container.name].url,
        "DRAIN_SECONDS": str(container.drain),
        "POWERTOOLS_SERVICE_NAME": container.agent,
        "POWERTOOLS_LOG_LEVEL": around.settings.log_level,
        **around.settings.containers[container.name].told,
    }
    roles = container.resources & IN_VPC
    if roles:
        found |= around.database.environment(roles)
    for resource in sorted(container.resources - IN_VPC, key=repr):
        found |= grant(resource, around).environment
    return found
