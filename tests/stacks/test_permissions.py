"""A function may do what its signature asks for, and nothing else."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from shared.core.function import Function
from shared.core.resources import (
    BUS,
    DATABASE,
    DEAD_LETTERS,
    JWKS,
    JWKS_PUBLICATION,
    OBJECTS,
    OWNER_DATABASE,
    PERSON_KEY,
    SIGNING_KEYS,
    SIGNING_KEYS_ROTATION,
    SOCKETS,
    SYSTEM_DATABASE,
    TABLE,
    VENDOR_KEY,
    VOICE,
    Resource,
    secret,
    task_tokens,
    vendor,
    workflow,
)
from tests.stacks.assembly import Assembly, text

EVERYBODY = {"logs:CreateLogStream", "logs:PutLogEvents", "xray:PutTraceSegments", "xray:PutTelemetryRecords"}
IN_NETWORK = {
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
    "ec2:DescribeSubnets",
}
BRINGS = {
    DATABASE: {"rds-db:connect", *IN_NETWORK},
    SYSTEM_DATABASE: {"rds-db:connect", *IN_NETWORK},
    OWNER_DATABASE: {"secretsmanager:GetSecretValue", *IN_NETWORK},
    BUS: {"events:PutEvents", "events:DescribeEventBus"},
    TABLE: {f"dynamodb:{verb}" for verb in ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query")},
    OBJECTS: {
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:ListBucket",
        "s3:ListBucketVersions",
    },
    SOCKETS: {"execute-api:ManageConnections"},
    SIGNING_KEYS: {"secretsmanager:GetSecretValue"},
    SIGNING_KEYS_ROTATION: {"secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"},
    JWKS: {"ssm:GetParameter"},
    JWKS_PUBLICATION: {"ssm:GetParameter", "ssm:PutParameter"},
    VENDOR_KEY: {"kms:Encrypt", "kms:Decrypt"},
    VOICE: set(),
    PERSON_KEY: {"kms:GenerateDataKey", "kms:Decrypt"},
    DEAD_LETTERS: {
        "sqs:GetQueueUrl",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:ListQueues",
        "lambda:InvokeFunction",
        "states:StartExecution",
    },
}

# What AWS gives no narrower resource for.
WITHOUT_RESOURCE = {
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "sqs:ListQueues",
    "ecr:GetAuthorizationToken",
    *IN_NETWORK,
    *(
        f"logs:{verb}"
        for verb in (
            "CreateLogDelivery",
            "GetLogDelivery",
            "UpdateLogDelivery",
            "DeleteLogDelivery",
            "ListLogDeliveries",
            "PutResourcePolicy",
            "DescribeResourcePolicies",
            "DescribeLogGroups",
        )
    ),
}

# ARNs of more than one thing that a role may name, and whose they are.
OPEN_ENDED = (
    re.compile(r"arn:<AWS::Partition>:sqs:.*:\w+-dead-\*"),
    re.compile(r"arn:<AWS::Partition>:(lambda|states):.*:(function|stateMachine):\w+-\*"),
    re.compile(r"arn:<AWS::Partition>:execute-api:.*/live/POST/@connections/\*"),
    re.compile(r"arn:<AWS::Partition>:s3:::astramech-.*/\*"),
    re.compile(r"arn:<AWS::Partition>:states:.*:execution:\w+-[\w-]+/\*"),
    re.compile(r"arn:<AWS::Partition>:ecs:.*:task/\*/\*"),  # a task protects itself by an id that it is given
    re.compile(r"<\w+Function\w+\.Arn>:\*"),  # every version of one function, for its schedule
)


def test_a_role_holds_exactly_what_the_signature_asks_for(cloud: Assembly) -> None:
    lambdas = cloud.lambdas()
    for function in cloud.functions:
        role = cloud.role_of(lambdas[function.name]).properties
        assert "ManagedPolicyArns" not in role
        allowed = {action for statement in _inline(role) for action in _listed(statement["Action"])}
        assert allowed == _expected(function), function.name


def test_nothing_is_added_to_the_role_of_a_function_elsewhere(cloud: Assembly) -> None:
    roles = {(lambda_.stack, cloud.role_of(lambda_).name) for lambda_ in cloud.lambdas().values()}
    for policy in cloud.resources("AWS::IAM::Policy"):
        assert not {(policy.stack, role["Ref"]) for role in policy.properties["Roles"] if "Ref" in role} & roles


def test_the_environment_names_what_the_signature_asks_for(cloud: Assembly) -> None:
    lambdas = cloud.lambdas()
    always = {"STAGE", "API_URL", "POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL"}
    named = {
        BUS: {"BUS_NAME"},
        TABLE: {"TABLE_NAME"},
        OBJECTS: {"UPLOADS_BUCKET"},
        SOCKETS: {"SOCKETS_URL"},
        SIGNING_KEYS: {"SIGNING_KEYS_SECRET"},
        SIGNING_KEYS_ROTATION: {"SIGNING_KEYS_SECRET"},
        JWKS: {"JWKS_PARAMETER"},
        JWKS_PUBLICATION: {"JWKS_PARAMETER"},
        DEAD_LETTERS: {"DEAD_LETTER_PREFIX"},
        VENDOR_KEY: {"VENDOR_KEY"},
        PERSON_KEY: {"PERSON_KEY"},
    }
    for function in cloud.functions:
        found = set(lambdas[function.name].properties["Environment"]["Variables"])
        wanted = always.union(*(named.get(resource, set()) for resource in function.resources))
        assert {name for name in found - {"VOICE_URL"} if not name.startswith("DB_")} == wanted, function.name
        assert VOICE in function.resources or "VOICE_URL" not in found
        assert ("DB_HOST" in found) == ("VpcConfig" in lambdas[function.name].properties)
        assert ("DB_OWNER_SECRET" in found) == (OWNER_DATABASE in function.resources)


def test_a_function_connects_only_as_the_role_it_asked_for(cloud: Assembly) -> None:
    lambdas = cloud.lambdas()
    users = {DATABASE: "astramech_app", SYSTEM_DATABASE: "astramech_system"}
    for function in cloud.functions:
        statements = _inline(cloud.role_of(lambdas[function.name]).properties)
        arns = [arn for one in statements if one["Action"] == "rds-db:connect" for arn in _listed(one["Resource"])]
        asked = {user for resource, user in users.items() if resource in function.resources}
        assert {text(arn).rpartition("/")[2] for arn in arns} == asked, function.name


@pytest.mark.parametrize(("key", "bound"), [(VENDOR_KEY, ["company_id"]), (PERSON_KEY, ["company_id", "user_id"])])
def test_a_key_is_used_only_for_whom_it_is(cloud: Assembly, key: Resource, bound: list[str]) -> None:
    lambdas = cloud.lambdas()
    asking = [function for function in cloud.functions if key in function.resources]
    assert asking
    for function in asking:
        statements = _inline(cloud.role_of(lambdas[function.name]).properties)
        (kms,) = [one for one in statements if "kms:Decrypt" in _listed(one["Action"])]
        assert kms["Condition"] == {
            "Null": {f"kms:EncryptionContext:{name}": "false" for name in bound},
            "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": bound},
        }
        assert "*" not in text(kms["Resource"])


def test_no_role_may_do_everything_of_a_kind(assembly: Assembly) -> None:
    for where, statement in _statements(assembly):
        assert not [action for action in _listed(statement["Action"]) if "*" in action], where


def test_no_role_may_do_something_to_everything_unless_aws_knows_nothing_narrower(assembly: Assembly) -> None:
    for where, statement in _statements(assembly):
        if "*" in _listed(statement["Resource"]):
            assert set(_listed(statement["Action"])) <= WITHOUT_RESOURCE, where


def test_every_open_end_of_a_right_is_one_we_know(assembly: Assembly) -> None:
    for where, statement in _statements(assembly):
        wide = [text(arn) for arn in _listed(statement["Resource"]) if "*" in text(arn) and arn != "*"]
        assert not [arn for arn in wide if not any(known.fullmatch(arn) for known in OPEN_ENDED)], where


@pytest.mark.parametrize(
    "resource",
    [*BRINGS, secret("twilio"), vendor("alegra"), workflow("lead_flow"), task_tokens("lead_flow")],
    ids=str,
)
def test_every_resource_that_can_be_asked_for_is_worth_something(resource: Resource) -> None:
    from shared.core.resources import IN_VPC  # noqa: PLC0415
    from stacks.constructs.grants import _GRANTS  # noqa: PLC0415

    assert resource in IN_VPC or resource.kind in _GRANTS


def _expected(function: Function) -> set[str]:
    queue = {"sqs:SendMessage"} if type(function.trigger).__name__ in {"On", "OnObject", "Every"} else set()
    return EVERYBODY.union(queue, *(_brought(resource) for resource in function.resources))


def _brought(resource: Resource) -> set[str]:
    by_kind: dict[str, set[str]] = {
        "secret": {"secretsmanager:GetSecretValue"},
        "task-tokens": {"states:SendTaskSuccess", "states:SendTaskFailure"},
        "vendor": set(),
        "workflow": {"states:StartExecution"},
    }
    return by_kind[resource.kind] if resource.kind in by_kind else BRINGS[resource]


def _inline(role: dict[str, Any]) -> list[dict[str, Any]]:
    return [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]


def _statements(assembly: Assembly) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every statement that gives a role a right, and where it is."""
    for role in assembly.resources("AWS::IAM::Role"):
        if "Policies" in role.properties:
            yield from ((f"{role.stack}/{role.name}", statement) for statement in _inline(role.properties))
    for policy in assembly.resources("AWS::IAM::Policy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            yield f"{policy.stack}/{policy.name}: {json.dumps(statement)}", statement


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
