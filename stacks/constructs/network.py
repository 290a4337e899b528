"""The network of what opens the database: everything else stays outside."""

from aws_cdk import Fn
from aws_cdk.aws_ec2 import (
    FlowLogDestination,
    FlowLogTrafficType,
    GatewayVpcEndpointAwsService,
    GatewayVpcEndpointOptions,
    InterfaceVpcEndpoint,
    InterfaceVpcEndpointAwsService,
    SecurityGroup,
    SubnetConfiguration,
    SubnetSelection,
    SubnetType,
    Vpc,
)
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_logs import LogGroup
from constructs import Construct

from stacks.settings import NetworkSettings, StageSettings

FUNCTIONS = SubnetSelection(subnet_group_name="functions")
DATABASE = SubnetSelection(subnet_group_name="database")


class Network(Vpc):
    """Subnets for functions and for the database, and the ways out: gateways, or endpoints of AWS services.

    Attributes:
        endpoints: of services inside the network; closed until somebody is let in.
    """

    def __init__(self, scope: Construct, network: NetworkSettings, settings: StageSettings, log_key: IKey) -> None:
        super().__init__(
            scope,
            "Network",
            # Named by position: the names would have to be asked of AWS when the templates are made.
            availability_zones=[Fn.select(zone, Fn.get_azs()) for zone in range(network.availability_zones)],
            nat_gateways=network.nat_gateways,
            subnet_configuration=_subnets(network),
            gateway_endpoints={
                "S3": GatewayVpcEndpointOptions(service=GatewayVpcEndpointAwsService.S3),
                "DynamoDb": GatewayVpcEndpointOptions(service=GatewayVpcEndpointAwsService.DYNAMODB),
            },
        )
        self.endpoints = [self._endpoint(service) for service in network.interface_endpoints]
        self._log_flows(settings, log_key)

    def _endpoint(self, service: str) -> InterfaceVpcEndpoint:
        """A service inside the network; who may reach it is decided by who owns the security groups."""
        group = SecurityGroup(self, f"{service.title()}Group", vpc=self, description=service, allow_all_outbound=False)
        return self.add_interface_endpoint(
            service.title(),
            service=InterfaceVpcEndpointAwsService(service),
            subnets=FUNCTIONS,
            security_groups=[group],
            open=False,
        )

    def _log_flows(self, settings: StageSettings, log_key: IKey) -> None:
        logs = LogGroup(
            self,
            "Flows",
            retention=settings.log_retention,
            removal_policy=settings.removal,
            encryption_key=log_key,
        )
        self.add_flow_log(
            "FlowLog", destination=FlowLogDestination.to_cloud_watch_logs(logs), traffic_type=FlowLogTrafficType.REJECT
        )


def _subnets(network: NetworkSettings) -> list[SubnetConfiguration]:
    database = SubnetConfiguration(name="database", subnet_type=SubnetType.PRIVATE_ISOLATED, cidr_mask=24)
    if not network.nat_gateways:
        functions = SubnetConfiguration(name="functions", subnet_type=SubnetType.PRIVATE_ISOLATED, cidr_mask=20)
        return [functions, database]
    public = SubnetConfiguration(name="public", subnet_type=SubnetType.PUBLIC, cidr_mask=24)
    functions = SubnetConfiguration(name="functions", subnet_type=SubnetType.PRIVATE_WITH_EGRESS, cidr_mask=20)
    return [functions, public, database]
