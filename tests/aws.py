"""AWS for tests: moto's server on a free loopback port, and per test a stage of its own on it.

Registered in ``tests/conftest.py``. Our code reaches it through ``AWS_ENDPOINT_URL``, as it reaches any endpoint.
"""

import json
import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared.core.aws import call, exchange
from tests.loopback import hang_up

ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "auth-token-of-tests"


@dataclass(frozen=True)
class Cloud:
    """What the platform stack gives a stage, under names that no other test uses.

    Args:
        endpoint: address of the server, for every service.
        keys: ids of the two keys that its aliases stand for; other stages have the same ones.
        stage: short and unique; every name contains it.
    """

    endpoint: str
    keys: tuple[str, str]
    stage: str = field(default_factory=lambda: f"t{uuid.uuid4().hex[:8]}")

    @property
    def environment(self) -> dict[str, str]:
        """The variables that CDK sets, and those that Lambda does."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "STAGE": self.stage,
            "BUS_NAME": f"{self.stage}-bus",
            "TABLE_NAME": f"{self.stage}-table",
            "UPLOADS_BUCKET": f"{self.stage}-uploads",
            "SIGNING_KEYS_SECRET": f"astramech/{self.stage}/signing-keys",
            "JWKS_PARAMETER": f"/astramech/{self.stage}/jwks",
            "DEAD_LETTER_PREFIX": f"{self.stage}-dead-",
            "VENDOR_KEY": f"alias/{self.stage}-vendors",
            "API_URL": "https://api.example.com/api/v1",
            "VOICE_URL": "ws://127.0.0.1:9",
            "PERSON_KEY": f"alias/{self.stage}-persons",
        }

    @property
    def queue(self) -> str:
        """Address of the queue that sees every event on the bus."""
        return f"{self.endpoint}/123456789012/{self.stage}-seen"

    def build(self) -> None:
        """Create everything, empty: the secret has no value, the parameter no keys; a queue sees every event."""
        names = self.environment
        call("events", "CreateEventBus", {"Name": names["BUS_NAME"]})
        call("dynamodb", "CreateTable", _table(names["TABLE_NAME"]))
        call("secretsmanager", "CreateSecret", {"Name": names["SIGNING_KEYS_SECRET"]})
        twilio = json.dumps({"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN})
        call("secretsmanager", "CreateSecret", {"Name": f"astramech/{self.stage}/twilio", "SecretString": twilio})
        empty = {"Name": names["JWKS_PARAMETER"], "Type": "String", "Value": '{"keys":[]}'}
        call("ssm", "PutParameter", empty)
        for alias, key in zip((names["VENDOR_KEY"], names["PERSON_KEY"]), self.keys, strict=True):
            call("kms", "CreateAlias", {"AliasName": alias, "TargetKeyId": key})
        self._watch(names["BUS_NAME"])
        self._make_bucket(names["UPLOADS_BUCKET"])

    def seen(self) -> list[dict[str, Any]]:
        """The events that reached the bus since the last look, in order, as EventBridge delivers them."""
        found: list[dict[str, Any]] = []
        while messages := self._receive():
            found.extend(json.loads(message["Body"]) for message in messages)
            for message in messages:
                call("sqs", "DeleteMessage", {"QueueUrl": self.queue, "ReceiptHandle": message["ReceiptHandle"]})
        return found

    def _watch(self, bus: str) -> None:
        call("sqs", "CreateQueue", {"QueueName": f"{self.stage}-seen"})
        arn = f"arn:aws:sqs:us-east-1:123456789012:{self.stage}-seen"
        pattern = json.dumps({"source": [{"prefix": ""}]})
        call("events", "PutRule", {"Name": "seen", "EventBusName": bus, "EventPattern": pattern})
        call("events", "PutTargets", {"Rule": "seen", "EventBusName": bus, "Targets": [{"Id": "seen", "Arn": arn}]})

    def _make_bucket(self, bucket: str) -> None:
        """With versions."""
        enabled = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
        for query, body in (("", b""), ("?versioning=", enabled)):
            url = f"{self.endpoint}/{bucket}{query}"
            assert exchange("PUT", url, headers={}, body=body, signing_name="s3").status == 200

    def _receive(self) -> list[dict[str, Any]]:
        request = {"QueueUrl": self.queue, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 0}
        return list(call("sqs", "ReceiveMessage", request).get("Messages", []))


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    """Address of the worker's moto server."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - heavy, only for suites that need it

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    hang_up(f"http://{host}:{port}")
    server.stop()


@pytest.fixture(scope="session")
def kms_keys(moto_endpoint: str) -> tuple[str, str]:
    """Two keys of the worker's server, made once: each costs moto a pair of RSA keys, a tenth of a second."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in Cloud(moto_endpoint, ("", "")).environment.items():
            patch.setenv(name, value)
        first, second = (call("kms", "CreateKey", {})["KeyMetadata"]["KeyId"] for _ in range(2))
    return first, second


@pytest.fixture
def cloud(moto_endpoint: str, kms_keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """A stage of this test's own; the environment names it."""
    cloud = Cloud(moto_endpoint, kms_keys)
    for name, value in cloud.environment.items():
        monkeypatch.setenv(name, value)
    cloud.build()
    return cloud


def _table(name: str) -> dict[str, Any]:
    keys = {"pk": "HASH", "sk": "RANGE"}
    return {
        "TableName": name,
        "KeySchema": [{"AttributeName": key, "KeyType": kind} for key, kind in keys.items()],
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in keys],
        "BillingMode": "PAY_PER_REQUEST",
    }
