"""What customers gave us is encrypted, reached by TLS only, and not lost with its stack in prod."""

from collections.abc import Mapping
from typing import Any

import pytest

from shared.core.function import Authorizer
from stacks.constructs.stores import BUCKETS
from tests.stacks.assembly import Assembly, Resource, text

KEEPS_DATA = ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::RDS::DBCluster", "AWS::KMS::Key", "AWS::Logs::LogGroup")


def test_buckets_are_encrypted_versioned_private_and_refuse_plain_http(assembly: Assembly) -> None:
    closed = [
        policy.properties["Bucket"]["Ref"]
        for policy in assembly.resources("AWS::S3::BucketPolicy")
        if _refuses_plain_http(policy)
    ]
    for bucket in assembly.resources("AWS::S3::Bucket"):
        assert bucket.name in closed
        assert all(bucket.properties["PublicAccessBlockConfiguration"].values())
        assert bucket.properties["LifecycleConfiguration"]["Rules"]


def test_what_people_hand_in_is_announced_and_kept_in_versions_under_our_key(assembly: Assembly) -> None:
    buckets = [bucket.properties for bucket in assembly.resources("AWS::S3::Bucket") if _holds_data(bucket)]
    assert len(buckets) == len(BUCKETS)
    for bucket in buckets:
        (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
        assert encryption["BucketKeyEnabled"] is True
        key = text(encryption["ServerSideEncryptionByDefault"]["KMSMasterKeyID"])
        assert "DataKey" in key
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert bucket["NotificationConfiguration"] == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
        assert "LoggingConfiguration" in bucket


def test_announcing_objects_costs_no_function_of_cdks_own(assembly: Assembly) -> None:
    kinds = {
        resource["Type"] for template in assembly.templates.values() for resource in template["Resources"].values()
    }
    assert not {kind for kind in kinds if kind.startswith("Custom::")}


def test_the_table_has_the_keys_that_the_cache_uses(assembly: Assembly) -> None:
    table = assembly.one("AWS::DynamoDB::Table").properties
    assert table["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSESpecification"]["SSEType"] == "KMS"


def test_keys_turn_by_themselves(assembly: Assembly) -> None:
    keys = list(assembly.resources("AWS::KMS::Key"))
    assert len(keys) == 4
    assert all(key.properties["EnableKeyRotation"] for key in keys)


def test_anybody_may_use_the_data_key_only_from_our_account_and_through_a_store(assembly: Assembly) -> None:
    for key in assembly.resources("AWS::KMS::Key"):
        for statement in key.properties["KeyPolicy"]["Statement"]:
            if statement["Principal"] == {"AWS": "*"}:
                limits = statement["Condition"]["StringEquals"]
                assert limits["kms:CallerAccount"] == {"Ref": "AWS::AccountId"}
                assert len(limits["kms:ViaService"]) == 3


def test_secrets_are_under_our_key(assembly: Assembly) -> None:
    secrets = list(assembly.resources("AWS::SecretsManager::Secret"))
    assert secrets
    assert all("KmsKeyId" in secret.properties for secret in secrets)


def test_nobody_has_keys_before_the_first_is_made(assembly: Assembly) -> None:
    platform = assembly.names.stack("platform")
    assert assembly.one("AWS::SSM::Parameter", platform).properties["Value"] == '{"keys":[]}'


def test_prod_keeps_its_data_when_a_stack_is_deleted(prod: Assembly) -> None:
    kept = [resource for kind in KEEPS_DATA for resource in prod.resources(kind)]
    assert {resource.whole["DeletionPolicy"] for resource in kept} == {"Retain"}
    assert prod.one("AWS::RDS::DBCluster").properties["DeletionProtection"] is True
    assert prod.one("AWS::DynamoDB::Table").properties["DeletionProtectionEnabled"] is True
    recovery = prod.one("AWS::DynamoDB::Table").properties["PointInTimeRecoverySpecification"]
    assert recovery == {"PointInTimeRecoveryEnabled": True}


def test_other_stages_leave_nothing_behind(assemblies: Mapping[str, Assembly]) -> None:
    others = [assembly for stage, assembly in assemblies.items() if stage != "prod"]
    left = [resource for one in others for kind in KEEPS_DATA for resource in one.resources(kind)]
    assert {resource.whole["DeletionPolicy"] for resource in left} == {"Delete"}


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_the_cluster_is_encrypted_takes_iam_and_no_plain_text(assemblies: Mapping[str, Assembly], stage: str) -> None:
    cluster = assemblies[stage].one("AWS::RDS::DBCluster").properties
    assert cluster["StorageEncrypted"] is True
    assert "KmsKeyId" in cluster
    assert cluster["EnableIAMDatabaseAuthentication"] is True
    assert cluster["EnableCloudwatchLogsExports"] == ["postgresql"]
    parameters = assemblies[stage].one("AWS::RDS::DBClusterParameterGroup").properties["Parameters"]
    assert parameters["rds.force_ssl"] == "1"
    for instance in assemblies[stage].resources("AWS::RDS::DBInstance"):
        assert instance.properties["PubliclyAccessible"] is False
        assert instance.properties["CACertificateIdentifier"] == "rds-ca-rsa2048-g1"


def test_the_authorizer_sees_requests_without_a_token_and_remembers_nothing(assembly: Assembly) -> None:
    authorizer = assembly.one("AWS::ApiGatewayV2::Authorizer").properties
    (function,) = [one for one in assembly.functions if isinstance(one.trigger, Authorizer)]
    assert authorizer["IdentitySource"] == []
    assert authorizer["AuthorizerResultTtlInSeconds"] == 0
    assert authorizer["EnableSimpleResponses"] is True
    assert authorizer["AuthorizerPayloadFormatVersion"] == "2.0"
    called = "AuthorizeFunctionAliaslive" if assembly.settings.snap_start else "AuthorizeFunction"
    assert function.body.__name__ == "authorize"
    assert f"/functions/<{called}" in text(authorizer["AuthorizerUri"])


def test_the_api_is_throttled_and_logged_without_addresses_or_tokens(assembly: Assembly) -> None:
    stages = list(assembly.resources("AWS::ApiGatewayV2::Stage"))
    assert len(stages) == 2
    for stage in stages:
        route = stage.properties["DefaultRouteSettings"]
        assert route["ThrottlingRateLimit"] == assembly.settings.api.requests_per_second
        assert route["ThrottlingBurstLimit"] == assembly.settings.api.burst
        logged = stage.properties["AccessLogSettings"]["Format"]
        assert "requestId" in logged
        assert not [word for word in ("sourceIp", "authorizer", "querystring", "userAgent") if word in logged]


def _holds_data(bucket: Resource) -> bool:
    return "access-logs" not in text(bucket.properties["BucketName"])


def _refuses_plain_http(policy: Resource) -> bool:
    statements: list[dict[str, Any]] = policy.properties["PolicyDocument"]["Statement"]
    return any(
        statement["Effect"] == "Deny" and statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}
        for statement in statements
    )
