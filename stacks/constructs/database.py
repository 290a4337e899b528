"""PostgreSQL: a cluster of ours, or one that exists already."""

from typing import Any

from aws_cdk import Duration, Fn
from aws_cdk.aws_ec2 import Peer, Port, SecurityGroup
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_rds import (
    AuroraPostgresEngineVersion,
    BackupProps,
    CaCertificate,
    ClusterInstance,
    Credentials,
    DatabaseCluster,
    DatabaseClusterEngine,
    DatabaseProxy,
    DefaultAuthScheme,
    ProxyTarget,
)
from aws_cdk.aws_secretsmanager import ISecret
from constructs import Construct

from shared.core.resources import APP_ROLE, DATABASE, OWNER_DATABASE, SYSTEM_DATABASE, SYSTEM_ROLE
from stacks.constructs import network
from stacks.constructs.grants import allow
from stacks.constructs.review import acknowledge
from stacks.names import arn
from stacks.settings import ClusterSettings, GivenDatabase, StageSettings
from stacks.surroundings import Roles

NAME = "astramech"
OWNER = "astramech"
POSTGRES = Port.tcp(5432)
VERSION = AuroraPostgresEngineVersion.VER_17_9
AUTHORITY = CaCertificate.RDS_CA_RSA2048_G1

USERS = {DATABASE: APP_ROLE, SYSTEM_DATABASE: SYSTEM_ROLE}

AUTHORITIES = "/var/task/shared/db/authorities"
"""Where the code carries the certificates that vouch for the database: the driver's own OpenSSL knows none."""


class Given:
    """A PostgreSQL that exists already and trusts who reaches it."""

    def __init__(self, database: GivenDatabase) -> None:
        self.database = database

    def environment(self, _roles: Roles) -> dict[str, str]:
        return {
            "DB_HOST": self.database.host,
            "DB_PORT": self.database.port,
            "DB_NAME": self.database.name,
            "DB_OWNER_USER": self.database.owner,
            "DB_AUTH": "trust",
            "DB_SSLMODE": "disable",
        }

    def statements(self, _roles: Roles) -> list[PolicyStatement]:
        return []

    def placement(self, _roles: Roles) -> dict[str, Any]:
        return {}


class Cluster(Construct):
    """Aurora PostgreSQL in a network of its own; functions sign in with IAM, through RDS Proxy where there is one.

    Migrations connect to the cluster itself, as its owner, with a password that RDS keeps in a secret.
    """

    def __init__(
        self, scope: Construct, cluster: ClusterSettings, settings: StageSettings, *, data_key: IKey, log_key: IKey
    ) -> None:
        super().__init__(scope, "Database")
        self.network = network.Network(self, cluster.network, settings, log_key)
        self.functions = self._group("Functions", "Functions that open the database")
        self.migrations = self._group("Migrations", "Migrations, which open the cluster itself")
        self.cluster = self._cluster(cluster, settings, data_key)
        self.proxy = self._proxy() if cluster.proxied else None
        self._open_doors()

    def environment(self, roles: Roles) -> dict[str, str]:
        proxy = self._proxy_for(roles)
        environment = {
            "DB_HOST": proxy.endpoint if proxy else self.cluster.cluster_endpoint.hostname,
            "DB_PORT": "5432",
            "DB_NAME": NAME,
            "DB_AUTH": "iam",
            "DB_SSLMODE": "verify-full",
            "DB_SSLROOTCERT": f"{AUTHORITIES}/{'proxy' if proxy else 'cluster'}.pem",
        }
        if OWNER_DATABASE in roles:
            environment["DB_OWNER_SECRET"] = self._owner_secret().secret_arn
        return environment

    def statements(self, roles: Roles) -> list[PolicyStatement]:
        return [*self.connecting(roles), _enter_network()]

    def connecting(self, roles: Roles) -> list[PolicyStatement]:
        """The right to connect, for what stands in the network by itself."""
        users = sorted(USERS[role] for role in roles if role in USERS)
        door = self._door(self._proxy_for(roles))
        connect = [allow("rds-db:connect", on=[_user_arn(door, user) for user in users])] if users else []
        if OWNER_DATABASE in roles:
            connect.append(allow("secretsmanager:GetSecretValue", on=self._owner_secret().secret_arn))
        return connect

    def placement(self, roles: Roles) -> dict[str, Any]:
        groups = [self.functions] if roles & USERS.keys() else []
        if OWNER_DATABASE in roles:
            groups.append(self.migrations)
        return {"vpc": self.network, "vpc_subnets": network.FUNCTIONS, "security_groups": groups}

    def _group(self, name: str, description: str) -> SecurityGroup:
        group = SecurityGroup(self, name, vpc=self.network, description=description, allow_all_outbound=False)
        group.add_egress_rule(Peer.any_ipv4(), Port.tcp(443), "AWS and vendors")
        return group

    def _cluster(self, cluster: ClusterSettings, settings: StageSettings, data_key: IKey) -> DatabaseCluster:
        created = DatabaseCluster(
            self,
            "Cluster",
            engine=DatabaseClusterEngine.aurora_postgres(version=VERSION),
            writer=ClusterInstance.serverless_v2("Writer", ca_certificate=AUTHORITY),
            readers=[
                ClusterInstance.serverless_v2(
                    f"Reader{number}", ca_certificate=AUTHORITY, scale_with_writer=number == 0
                )
                for number in range(cluster.readers)
            ],
            serverless_v2_min_capacity=cluster.min_capacity,
            serverless_v2_max_capacity=cluster.max_capacity,
            vpc=self.network,
            vpc_subnets=network.DATABASE,
            default_database_name=NAME,
            credentials=Credentials.from_username(OWNER, encryption_key=data_key),
            manage_master_user_password=True,
            iam_authentication=True,
            storage_encrypted=True,
            storage_encryption_key=data_key,
            parameters={"rds.force_ssl": "1"},
            backup=BackupProps(retention=Duration.days(cluster.backup_days)),
            copy_tags_to_snapshot=True,
            cloudwatch_logs_exports=["postgresql"],
            deletion_protection=settings.protected,
            removal_policy=settings.removal,
        )
        if not settings.protected:
            acknowledge(created, "AwsSolutions-RDS10", "This stage and its data may be deleted.")
        return created

    def _proxy(self) -> DatabaseProxy:
        return DatabaseProxy(
            self,
            "Proxy",
            proxy_target=ProxyTarget.from_cluster(self.cluster),
            vpc=self.network,
            vpc_subnets=network.DATABASE,
            security_groups=[SecurityGroup(self, "ProxyGroup", vpc=self.network, description="RDS Proxy")],
            default_auth_scheme=DefaultAuthScheme.IAM_AUTH,
            require_tls=True,
            role=self._proxy_role(),
        )

    def _proxy_role(self) -> Role:
        users = [_user_arn(self.cluster.cluster_resource_identifier, user) for user in USERS.values()]
        return Role(
            self,
            "ProxyRole",
            assumed_by=ServicePrincipal("rds.amazonaws.com"),
            description="RDS Proxy signs in as the functions' roles",
            inline_policies={"Connect": PolicyDocument(statements=[allow("rds-db:connect", on=users)])},
        )

    def _open_doors(self) -> None:
        door = self.proxy or self.cluster
        self.functions.connections.allow_to(door, POSTGRES, "Functions")
        self.migrations.connections.allow_to(self.cluster, POSTGRES, "Migrations")
        for endpoint in self.network.endpoints:
            endpoint.connections.allow_default_port_from(self.functions)
            endpoint.connections.allow_default_port_from(self.migrations)

    def _owner_secret(self) -> ISecret:
        """The owner's password, which RDS makes and changes every week."""
        secret = self.cluster.secret
        if not secret:
            raise ValueError("RDS manages the owner's password, so there is a secret")
        return secret

    def _proxy_for(self, roles: Roles) -> DatabaseProxy | None:
        """The proxy, or None where the function goes to the cluster itself: the owner has no place in the proxy."""
        return None if OWNER_DATABASE in roles else self.proxy

    def _door(self, proxy: DatabaseProxy | None) -> str:
        """The id that IAM knows what functions connect to by."""
        if not proxy:
            return self.cluster.cluster_resource_identifier
        return Fn.select(6, Fn.split(":", proxy.db_proxy_arn))


def _user_arn(door: str, user: str) -> str:
    return arn("rds-db", f"dbuser:{door}/{user}")


def _enter_network() -> PolicyStatement:
    """Lambda makes its network interfaces with the function's role."""
    return allow(
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
        "ec2:DescribeSubnets",
        on="*",
    )
