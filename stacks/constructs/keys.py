"""Keys: for data, for what runs the platform, for credentials at vendors, and for what persons alone may read."""

from aws_cdk import Aws
from aws_cdk.aws_iam import AnyPrincipal, PolicyStatement, ServicePrincipal
from aws_cdk.aws_kms import Key
from constructs import Construct

from stacks.names import arn
from stacks.settings import StageSettings

STORES = ("dynamodb", "s3", "secretsmanager")
"""Services that use the data key for whoever may read them."""


class DataKey(Key):
    """Encrypts what customers gave us. Who may use a store may use the key through that store, and only through it."""

    def __init__(self, scope: Construct, settings: StageSettings) -> None:
        super().__init__(
            scope,
            "DataKey",
            description=f"Data of {settings.stage}",
            enable_key_rotation=True,
            removal_policy=settings.removal,
        )
        through = [f"{store}.{Aws.REGION}.amazonaws.com" for store in STORES]
        self.add_to_resource_policy(
            PolicyStatement(
                principals=[AnyPrincipal()],
                actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
                resources=["*"],
                conditions={"StringEquals": {"kms:CallerAccount": Aws.ACCOUNT_ID, "kms:ViaService": through}},
            )
        )


class VendorKey(Key):
    """Encrypts credentials of companies at vendors. Functions use it themselves, by the grants of their roles."""

    def __init__(self, scope: Construct, settings: StageSettings) -> None:
        super().__init__(
            scope,
            "VendorKey",
            description=f"Credentials of companies at vendors, {settings.stage}",
            enable_key_rotation=True,
            removal_policy=settings.removal,
        )


class PersonKey(Key):
    """Wraps the data keys of persons. Functions use it themselves, by the grants of their roles."""

    def __init__(self, scope: Construct, settings: StageSettings) -> None:
        super().__init__(
            scope,
            "PersonKey",
            description=f"Data keys of persons, {settings.stage}",
            enable_key_rotation=True,
            removal_policy=settings.removal,
        )


class OperationsKey(Key):
    """Encrypts logs and alarms, which AWS's own services write."""

    def __init__(self, scope: Construct, settings: StageSettings) -> None:
        super().__init__(
            scope,
            "OperationsKey",
            description=f"Logs and alarms of {settings.stage}",
            enable_key_rotation=True,
            removal_policy=settings.removal,
        )
        self._admit(
            f"logs.{Aws.REGION}.amazonaws.com",
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": arn("logs", "log-group:*")}},
        )
        self._admit("cloudwatch.amazonaws.com", {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}})

    def _admit(self, service: str, conditions: dict[str, object]) -> None:
        self.add_to_resource_policy(
            PolicyStatement(
                principals=[ServicePrincipal(service)],
                actions=["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
                resources=["*"],
                conditions=conditions,
            )
        )
