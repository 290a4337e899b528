from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.emulator.cloud import Cloud, function_resource, unique

pytestmark = pytest.mark.emulator


def test_missing_resource_types_deploy_and_the_archive_is_real(cloud: Cloud) -> None:
    bus = unique("bus")
    archive = {"SourceArn": {"Fn::GetAtt": ["Bus", "Arn"]}, "EventPattern": {"source": ["test"]}, "RetentionDays": 1}
    out = cloud.deploy(
        {
            "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": bus}},
            "Archive": {"Type": "AWS::Events::Archive", "Properties": archive},
            "Address": {"Type": "AWS::EC2::EIP", "Properties": {}},
            "Proxy": {"Type": "AWS::RDS::DBProxy", "Properties": {"DBProxyName": "p"}},
        },
        {"Archive": {"Ref": "Archive"}, "Proxy": {"Fn::GetAtt": ["Proxy", "Endpoint"]}},
    )
    cloud.announce(bus, "test", {})
    assert cloud("events").describe_archive(ArchiveName=out["Archive"])["EventCount"] == 1
    assert out["Proxy"] == "127.0.0.1"


def test_vpc_attributes_include_the_cidr_block(cloud: Cloud) -> None:
    out = cloud.deploy(
        {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16"}}},
        {"Cidr": {"Fn::GetAtt": ["Vpc", "CidrBlock"]}},
    )
    assert out["Cidr"] == "10.9.0.0/16"


def test_http_api_cors_answers_a_preflight_and_refuses_a_foreign_origin(cloud: Cloud) -> None:
    cors = {"AllowOrigins": ["https://app.example.com"], "AllowMethods": ["GET"], "AllowHeaders": ["authorization"]}
    api = {"Name": "a", "ProtocolType": "HTTP", "CorsConfiguration": cors}
    stage = {"ApiId": {"Ref": "Api"}, "StageName": "$default", "AutoDeploy": True}
    out = cloud.deploy(
        {
            "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": api},
            "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": stage},
        },
        {"Api": {"Ref": "Api"}},
    )
    path = f"/_aws/execute-api/{out['Api']}/$default/x"
    ask = {"Access-Control-Request-Method": "GET"}
    answer = cloud.http("OPTIONS", path, headers={**ask, "Origin": "https://app.example.com"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "https://app.example.com")
    answer = cloud.http("OPTIONS", path, headers={**ask, "Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_dynamodb_ttl_is_enabled(cloud: Cloud) -> None:
    table = {
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True},
    }
    out = cloud.deploy({"Table": {"Type": "AWS::DynamoDB::Table", "Properties": table}}, {"Table": {"Ref": "Table"}})
    found = cloud("dynamodb").describe_time_to_live(TableName=out["Table"])["TimeToLiveDescription"]
    assert found == {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}


def test_reserved_concurrency_throttles(cloud: Cloud) -> None:
    function = function_resource(cloud.bucket(), "slow", ReservedConcurrentExecutions=1)
    name = cloud.deploy({"F": function}, {"F": {"Ref": "F"}})["F"]

    def call(_: int) -> Any:
        try:
            return cloud.invoke(name, {"seconds": 1})
        except ClientError as error:
            return error.response["Error"]["Code"]

    with ThreadPoolExecutor(3) as pool:
        answers = set(pool.map(call, range(3)))
    assert answers == {"slept", "TooManyRequestsException"}
