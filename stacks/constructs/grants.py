"""What asking for a resource is worth: the rights and the environment it brings, and nothing more.

The resources of the database are `stacks.constructs.database`'s, because they also decide on the network.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from aws_cdk import Fn
from aws_cdk.aws_iam import PolicyStatement

from shared.core.resources import Resource
from stacks.constructs.apis import SOCKETS_STAGE
from stacks.names import arn, bucket_arn, secret_arn
from stacks.surroundings import Surroundings


@dataclass(frozen=True)
class Grant:
    """What one resource brings a function.

    Attributes:
        wide: ARNs that stand for more than one thing, and why.
    """

    environment: dict[str, str] = field(default_factory=dict)
    statements: list[PolicyStatement] = field(default_factory=list)
    wide: dict[str, str] = field(default_factory=dict)


def grant(resource: Resource, around: Surroundings) -> Grant:
    """The grant for a resource.

    Raises:
        KeyError: nobody has said yet what this kind of resource is worth.
    """
    return _GRANTS[resource.kind](resource, around)


def allow(*actions: str, on: str | list[str]) -> PolicyStatement:
    """A statement that allows actions on ARNs."""
    return PolicyStatement(actions=list(actions), resources=[on] if isinstance(on, str) else on)


def _bus(_resource: Resource, around: Surroundings) -> Grant:
    name = around.names.bus
    statement = allow("events:PutEvents", "events:DescribeEventBus", on=arn("events", f"event-bus/{name}"))
    return Grant({"BUS_NAME": name}, [statement])


def _table(_resource: Resource, around: Surroundings) -> Grant:
    name = around.names.table
    actions = [f"dynamodb:{verb}" for verb in ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query")]
    return Grant({"TABLE_NAME": name}, [allow(*actions, on=arn("dynamodb", f"table/{name}"))])


def _objects(_resource: Resource, around: Surroundings) -> Grant:
    name = around.names.bucket("uploads")
    objects = f"{bucket_arn(name)}/*"
    return Grant(
        {"UPLOADS_BUCKET": name},
        [
            allow(
                "s3:GetObject",
                "s3:GetObjectVersion",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
                on=objects,
            ),
            allow("s3:ListBucket", "s3:ListBucketVersions", on=bucket_arn(name)),  # else a missing object answers 403
        ],
        {objects: "Objects are named while it runs."},
    )


def _sockets(_resource: Resource, around: Surroundings) -> Grant:
    api = Fn.import_value(around.names.sockets)
    connections = arn("execute-api", f"{api}/{SOCKETS_STAGE}/POST/@connections/*")
    return Grant(
        {"SOCKETS_URL": around.sockets_url},
        [allow("execute-api:ManageConnections", on=connections)],
        {connections: "Connections are named while it runs."},
    )


def _signing_keys(_resource: Resource, around: Surroundings) -> Grant:
    name = around.names.signing_keys
    return Grant({"SIGNING_KEYS_SECRET": name}, [allow("secretsmanager:GetSecretValue", on=secret_arn(name))])


def _signing_keys_rotation(_resource: Resource, around: Surroundings) -> Grant:
    name = around.names.signing_keys
    actions = ("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue")
    return Grant({"SIGNING_KEYS_SECRET": name}, [allow(*actions, on=secret_arn(name))])


def _jwks(_resource: Resource, around: Surroundings) -> Grant:
    return _parameter(around, "ssm:GetParameter")


def _jwks_publication(_resource: Resource, around: Surroundings) -> Grant:
    return _parameter(around, "ssm:GetParameter", "ssm:PutParameter")


def _parameter(around: Surroundings, *actions: str) -> Grant:
    name = around.names.jwks
    return Grant({"JWKS_PARAMETER": name}, [allow(*actions, on=arn("ssm", f"parameter{name}"))])


def _dead_letters(_resource: Resource, around: Surroundings) -> Grant:
    """To look into every queue of the stage, and to give a letter again to whom it was for."""
    prefix = around.names.dead_letters
    actions = [
        f"sqs:{verb}"
        for verb in ("GetQueueUrl", "GetQueueAttributes", "ReceiveMessage", "ChangeMessageVisibility", "DeleteMessage")
    ]
    queues = arn("sqs", f"{prefix}*")
    functions = arn("lambda", f"function:{around.settings.stage}-*")
    flows = arn("states", f"stateMachine:{around.settings.stage}-*")
    return Grant(
        {"DEAD_LETTER_PREFIX": prefix},
        [
            allow(*actions, on=queues),
            allow("sqs:ListQueues", on="*"),
            allow("lambda:InvokeFunction", on=functions),
            allow("states:StartExecution", on=flows),
        ],
        {
            queues: "It looks into every dead-letter queue of the stage.",
            "*": "X-Ray and listing queues take no narrower resource.",
            functions: "A dead letter goes back to whichever function it was for.",
            flows: "A dead letter goes back to whichever flow it was for.",
        },
    )


def _secret(resource: Resource, around: Surroundings) -> Grant:
    name = around.names.secret(resource.name)
    return Grant(statements=[allow("secretsmanager:GetSecretValue", on=secret_arn(name))])


def _vendor(resource: Resource, around: Surroundings) -> Grant:
    """Vendors know us by keys, not by roles; a stage may only say that one stands elsewhere."""
    elsewhere = around.settings.vendors.get(resource.name)
    return Grant({f"{resource.name.upper()}_BASE_URL": elsewhere} if elsewhere else {})


def _voice(_resource: Resource, around: Surroundings) -> Grant:
    """The carrier is told where to connect; nobody needs a right for that."""
    voice = around.settings.containers.get("media-stream")
    return Grant({"VOICE_URL": voice.url} if voice else {})


def _vendor_key(_resource: Resource, around: Surroundings) -> Grant:
    """Only with the company in the encryption context, so that a token of one never opens as another's."""
    key = Fn.import_value(around.names.vendor_key)
    return Grant({"VENDOR_KEY": key}, [_bound(key, ["kms:Encrypt", "kms:Decrypt"], to=["company_id"])])


def _person_key(_resource: Resource, around: Surroundings) -> Grant:
    """Only with the company and the person in the encryption context, so that no key opens as another person's."""
    key = Fn.import_value(around.names.person_key)
    actions = ["kms:GenerateDataKey", "kms:Decrypt"]
    return Grant({"PERSON_KEY": key}, [_bound(key, actions, to=["company_id", "user_id"])])


def _bound(key: str, actions: list[str], *, to: list[str]) -> PolicyStatement:
    """The right to use a key with exactly these names in the encryption context."""
    return PolicyStatement(
        actions=actions,
        resources=[key],
        conditions={
            "Null": {f"kms:EncryptionContext:{name}": "false" for name in to},
            "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": to},
        },
    )


def _workflow(resource: Resource, around: Surroundings) -> Grant:
    machine = arn("states", f"stateMachine:{around.names.workflow(resource.name)}")
    return Grant(statements=[allow("states:StartExecution", on=machine)])


def _task_tokens(resource: Resource, around: Surroundings) -> Grant:
    machine = arn("states", f"stateMachine:{around.names.workflow(resource.name)}")
    return Grant(statements=[allow("states:SendTaskSuccess", "states:SendTaskFailure", on=machine)])


_GRANTS: dict[str, Callable[[Resource, Surroundings], Grant]] = {
    "bus": _bus,
    "table": _table,
    "objects": _objects,
    "sockets": _sockets,
    "signing-keys": _signing_keys,
    "signing-keys-rotation": _signing_keys_rotation,
    "jwks": _jwks,
    "jwks-publication": _jwks_publication,
    "dead-letters": _dead_letters,
    "secret": _secret,
    "vendor": _vendor,
    "voice": _voice,
    "vendor-key": _vendor_key,
    "person-key": _person_key,
    "workflow": _workflow,
    "task-tokens": _task_tokens,
}
