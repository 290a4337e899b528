"""An emulator as its tests speak to it: clients, and one call for what each test needs first."""

import io
import json
import time
import uuid
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import boto3
import httpx
from botocore.config import Config

ROLE = "arn:aws:iam::000000000000:role/any"
CODE = Path(__file__).with_name("handlers.py").read_text()
Files = Mapping[str, tuple[str, int]]


class Cloud:
    """Clients of one emulator and what its tests build in it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._clients: dict[str, Any] = {}

    def __call__(self, service: str) -> Any:
        """The client of a service: it does not retry, so throttling is seen."""
        if service not in self._clients:
            make: Any = boto3.client
            self._clients[service] = make(service, config=Config(retries={"max_attempts": 0}), **self.settings)
        return self._clients[service]

    @property
    def settings(self) -> dict[str, str]:
        return {
            "endpoint_url": self.url,
            "region_name": "us-east-1",
            "aws_access_key_id": "test",
            "aws_secret_access_key": "test",
        }

    def close(self) -> None:
        for client in self._clients.values():
            client.close()

    def deploy(self, resources: Mapping[str, Any], outputs: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Create a stack and return its outputs."""
        name, formation = unique("stack"), self("cloudformation")
        template = {
            "Resources": resources,
            "Outputs": {key: {"Value": value} for key, value in (outputs or {}).items()},
        }
        formation.create_stack(StackName=name, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"])

        def finished() -> Any:
            stack = formation.describe_stacks(StackName=name)["Stacks"][0]
            return None if stack["StackStatus"].endswith("IN_PROGRESS") else stack

        stack = eventually(finished)
        assert stack["StackStatus"] == "CREATE_COMPLETE", stack.get("StackStatusReason")
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def function(self, handler: str, layers: Sequence[str] = (), files: Files | None = None, **settings: Any) -> str:
        """A function that runs a handler of handlers.py; its name."""
        name = unique(handler)
        self("lambda").create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=ROLE,
            Handler=f"handlers.{handler}",
            Code={"ZipFile": zipped({"handlers.py": (CODE, 0o644), **(files or {})})},
            Timeout=10,
            Layers=list(layers),
            **settings,
        )
        return name

    def function_arn(self, name: str) -> str:
        return str(self("lambda").get_function_configuration(FunctionName=name)["FunctionArn"])

    def invoke(self, name: str, event: Any = None, **arguments: Any) -> Any:
        answer = self("lambda").invoke(FunctionName=name, Payload=json.dumps(event or {}), **arguments)
        return json.loads(answer["Payload"].read() or "null")

    def layer(self, files: Files) -> str:
        """A layer version's arn."""
        content = {"ZipFile": zipped(files)}
        return str(self("lambda").publish_layer_version(LayerName=unique("l"), Content=content)["LayerVersionArn"])

    def machine(self, definition: Mapping[str, Any], **settings: Any) -> str:
        """A state machine's arn."""
        created = self("stepfunctions").create_state_machine(
            name=unique("machine"), roleArn=ROLE, definition=json.dumps(definition), **settings
        )
        return str(created["stateMachineArn"])

    def execute(self, definition: Mapping[str, Any], event: Any = None) -> dict[str, Any]:
        """Run a state machine to its end; its description, the output parsed."""
        states = self("stepfunctions")
        machine = self.machine(definition)
        started = states.start_execution(stateMachineArn=machine, input=json.dumps(event or {}))
        found = self.ended(started["executionArn"])
        return {**found, "output": json.loads(found.get("output") or "null")}

    def ended(self, execution: str) -> dict[str, Any]:
        def finished() -> Any:
            found = self("stepfunctions").describe_execution(executionArn=execution)
            return None if found["status"] == "RUNNING" else found

        return dict(eventually(finished))

    def http(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return httpx.request(method, self.url + path, content=body, headers=headers, trust_env=False)

    def queue(self) -> tuple[str, str]:
        """A queue's url and arn."""
        url = self("sqs").create_queue(QueueName=unique("queue"))["QueueUrl"]
        attributes = self("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
        return url, attributes["QueueArn"]

    def received(self, queue_url: str) -> Any:
        """The next message's parsed body; the message is deleted."""

        def message() -> Any:
            return self("sqs").receive_message(QueueUrl=queue_url, WaitTimeSeconds=1).get("Messages")

        found = eventually(message)[0]
        self("sqs").delete_message(QueueUrl=queue_url, ReceiptHandle=found["ReceiptHandle"])
        return json.loads(found["Body"])

    def bus(self) -> tuple[str, str]:
        """An event bus's name and arn."""
        name = unique("bus")
        return name, self("events").create_event_bus(Name=name)["EventBusArn"]

    def rule(self, bus: str, pattern: Mapping[str, Any], target: Mapping[str, Any]) -> None:
        name = unique("rule")
        self("events").put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern))
        answer = self("events").put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "target", **target}])
        assert answer["FailedEntryCount"] == 0, answer

    def announce(self, bus: str, source: str, detail: Any) -> None:
        entry = {"Source": source, "DetailType": "test", "Detail": json.dumps(detail), "EventBusName": bus}
        answer = self("events").put_events(Entries=[entry])
        assert answer["FailedEntryCount"] == 0, answer

    def bucket(self) -> str:
        """A bucket with the handlers as code.zip."""
        name = unique("bucket")
        self("s3").create_bucket(Bucket=name)
        self("s3").put_object(Bucket=name, Key="code.zip", Body=zipped({"handlers.py": (CODE, 0o644)}))
        return name


def jsonata(states: dict[str, Any], **settings: Any) -> dict[str, Any]:
    """A state machine in JSONata that starts at its first state."""
    return {"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states, **settings}


def function_resource(bucket: str, handler: str, **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "python3.13",
            "Role": ROLE,
            "Handler": f"handlers.{handler}",
            "Timeout": 10,
            "Code": {"S3Bucket": bucket, "S3Key": "code.zip"},
            **properties,
        },
    }


def zipped(files: Files) -> bytes:
    """A zip of names with their texts and modes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, (text, mode) in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, text)
    return buffer.getvalue()


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:8]}"


def eventually(look: Callable[[], Any], seconds: float = 15) -> Any:
    """What `look` finds, looked for until it is not empty or the deadline passes."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)
    return found
