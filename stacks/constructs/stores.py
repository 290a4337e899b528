"""What keeps data beside the database: buckets, the table, secrets and the public keys."""

from collections.abc import Iterable

from aws_cdk import Duration, RemovalPolicy, SecretValue
from aws_cdk.aws_dynamodb import (
    Attribute,
    AttributeType,
    BillingMode,
    PointInTimeRecoverySpecification,
    Table,
    TableEncryption,
)
from aws_cdk.aws_kms import IKey
from aws_cdk.aws_s3 import (
    BlockPublicAccess,
    Bucket,
    BucketEncryption,
    CfnBucket,
    LifecycleRule,
    ObjectOwnership,
    StorageClass,
    Transition,
)
from aws_cdk.aws_secretsmanager import Secret
from aws_cdk.aws_ssm import StringParameter
from constructs import Construct

from shared.core.resources import Resource
from stacks.constructs.review import acknowledge
from stacks.names import Names
from stacks.settings import StageSettings

BUCKETS = ("uploads", "documents")
"""What people hand in, and what agents produce."""


class Buckets(Construct):
    """Encrypted, versioned buckets that announce every object on the account's bus, and one for their access logs."""

    def __init__(self, scope: Construct, names: Names, settings: StageSettings, data_key: IKey) -> None:
        super().__init__(scope, "Buckets")
        self.names = names
        self.settings = settings
        self.logs = self._logs()
        self.by_name = {name: self._bucket(name, data_key) for name in BUCKETS}

    def _bucket(self, name: str, data_key: IKey) -> Bucket:
        bucket = Bucket(
            self,
            name.title(),
            bucket_name=self.names.bucket(name),
            encryption=BucketEncryption.KMS,
            encryption_key=data_key,
            bucket_key_enabled=True,
            versioned=True,
            enforce_ssl=True,
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            object_ownership=ObjectOwnership.BUCKET_OWNER_ENFORCED,
            server_access_logs_bucket=self.logs,
            server_access_logs_prefix=f"{name}/",
            lifecycle_rules=[
                LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                    noncurrent_version_expiration=Duration.days(30),
                    transitions=[
                        Transition(storage_class=StorageClass.INTELLIGENT_TIERING, transition_after=Duration.days(30))
                    ],
                )
            ],
            removal_policy=self.settings.removal,
        )
        # As a property of the construct this would cost a function of CDK's own.
        resource: CfnBucket = bucket.node.default_child  # type: ignore[assignment]
        resource.add_property_override("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", True)
        return bucket

    def _logs(self) -> Bucket:
        return Bucket(
            self,
            "Logs",
            bucket_name=self.names.bucket("access-logs"),
            encryption=BucketEncryption.S3_MANAGED,  # S3 writes access logs with no other key
            enforce_ssl=True,
            block_public_access=BlockPublicAccess.BLOCK_ALL,
            lifecycle_rules=[LifecycleRule(expiration=Duration.days(365))],
            removal_policy=self.settings.removal,
        )


class SharedTable(Table):
    """The table of everything that has a time to live."""

    def __init__(self, scope: Construct, names: Names, settings: StageSettings, data_key: IKey) -> None:
        super().__init__(
            scope,
            "Table",
            table_name=names.table,
            partition_key=Attribute(name="pk", type=AttributeType.STRING),
            sort_key=Attribute(name="sk", type=AttributeType.STRING),
            time_to_live_attribute="expires_at",
            billing_mode=BillingMode.PAY_PER_REQUEST,
            encryption=TableEncryption.CUSTOMER_MANAGED,
            encryption_key=data_key,
            point_in_time_recovery_specification=PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=settings.protected
            ),
            deletion_protection=settings.protected,
            removal_policy=settings.removal,
        )
        if not settings.protected:
            acknowledge(self, "AwsSolutions-DDB3", "This stage and its data may be deleted.")


class SigningKeys(Construct):
    """The keys of access tokens: private ones in a secret, public ones in a parameter; a job makes the first."""

    def __init__(self, scope: Construct, names: Names, settings: StageSettings, data_key: IKey) -> None:
        super().__init__(scope, "SigningKeys")
        self.secret = _empty_secret(self, "Secret", names.signing_keys, settings, data_key)
        acknowledge(self.secret, "AwsSolutions-SMG4", "The job rotate_signing_keys of identity rotates it.")
        self.published = StringParameter(
            self,
            "Published",
            parameter_name=names.jwks,
            string_value='{"keys":[]}',
            description="Public keys of access tokens",
        )
        self.published.apply_removal_policy(RemovalPolicy.DESTROY)


class VendorSecrets(Construct):
    """A secret for each vendor that some function or container asks for."""

    def __init__(
        self,
        scope: Construct,
        names: Names,
        settings: StageSettings,
        data_key: IKey,
        asked: Iterable[Resource],
    ) -> None:
        super().__init__(scope, "Vendors")
        for vendor in sorted({resource.name for resource in asked if resource.kind == "secret"}):
            secret = _empty_secret(self, vendor, names.secret(vendor), settings, data_key)
            acknowledge(secret, "AwsSolutions-SMG4", "The vendor gives it out, and a person puts it here.")


def _empty_secret(scope: Construct, identifier: str, name: str, settings: StageSettings, data_key: IKey) -> Secret:
    """A secret that somebody else fills: what is put into it later stays when the stack is deployed again."""
    return Secret(
        scope,
        identifier,
        secret_name=name,
        encryption_key=data_key,
        secret_string_value=SecretValue.unsafe_plain_text("{}"),
        removal_policy=settings.removal,
    )
