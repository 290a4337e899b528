import json
from pathlib import Path

import pytest

from tests.local.emulator.cloud import ROLE, Cloud, eventually, unique

pytestmark = pytest.mark.emulator


def test_asynchronous_rule_targets_are_retried(cloud: Cloud, tmp_path: Path) -> None:
    bus, _ = cloud.bus()
    cloud.rule(bus, {"source": ["crm"]}, {"Arn": cloud.function_arn(cloud.function("fail_once"))})
    marker = tmp_path / "marker"
    cloud.announce(bus, "crm", {"marker": str(marker)})
    eventually(lambda: marker.exists() and marker.read_text() == "done")


def test_asynchronous_rule_targets_end_at_their_failure_destination(cloud: Cloud) -> None:
    bus, _ = cloud.bus()
    url, arn = cloud.queue()
    bad = cloud.function("fail")
    cloud("lambda").put_function_event_invoke_config(
        FunctionName=bad, MaximumRetryAttempts=0, DestinationConfig={"OnFailure": {"Destination": arn}}
    )
    cloud.rule(bus, {"source": ["crm"]}, {"Arn": cloud.function_arn(bad)})
    cloud.announce(bus, "crm", {"lead": 7})
    assert cloud.received(url)["requestPayload"]["detail"] == {"lead": 7}


@pytest.mark.parametrize(
    "target", ["lambda:us-east-1:000000000000:function", "states:us-east-1:000000000000:stateMachine"]
)
def test_rule_dead_letters_keep_the_event_of_a_missing_target(cloud: Cloud, target: str) -> None:
    bus, _ = cloud.bus()
    url, arn = cloud.queue()
    missing = f"arn:aws:{target}:{unique('missing')}"
    cloud.rule(bus, {"source": ["crm"]}, {"Arn": missing, "RoleArn": ROLE, "DeadLetterConfig": {"Arn": arn}})
    cloud.announce(bus, "crm", {"lead": 7})
    sqs = cloud("sqs")
    ask = {"QueueUrl": url, "MessageAttributeNames": ["All"], "WaitTimeSeconds": 1}
    message = eventually(lambda: sqs.receive_message(**ask).get("Messages"))[0]
    assert json.loads(message["Body"])["detail"] == {"lead": 7}
    attributes = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
    assert (attributes["TARGET_ARN"], attributes["ERROR_CODE"]) == (missing, "RESOURCE_NOT_FOUND")
