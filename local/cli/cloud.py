"""AWS, or what answers in its place: clients, calls of functions, what stacks there are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.cli.errors import NotRunning, Refused

REGION = "us-east-1"
PATIENCE = 90.0  # seconds for one answer: a migration's
EMULATED = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}


@dataclass
class Cloud:
    """One account and region.

    Args:
        endpoint: where it answers, if it is not AWS itself; then any credentials do.
    """

    endpoint: str | None
    _clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        if service not in self._clients:
            import boto3  # noqa: PLC0415 - half a second, which commands without AWS need not wait
            from botocore.config import Config  # noqa: PLC0415

            config = Config(connect_timeout=5, read_timeout=PATIENCE, retries={"max_attempts": 2})
            settings = {"endpoint_url": self.endpoint, **EMULATED} if self.endpoint else {}
            make: Any = boto3.client
            self._clients[service] = make(service, config=config, **settings)
        return self._clients[service]

    def close(self) -> None:
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def answers(self) -> bool:
        """Whether anybody is there and lets us in."""
        try:
            self.client("sts").get_caller_identity()
        except (BotoCoreError, ClientError):
            return False
        return True

    def invoke(self, function: str, payload: Mapping[str, Any] | None = None) -> Any:
        """Call a Lambda and wait for what it returns.

        Raises:
            Refused: it does not exist, or it failed; the message is its own.
            NotRunning: nobody answers.
        """
        try:
            answer = self.client("lambda").invoke(FunctionName=function, Payload=json.dumps(payload or {}))
        except ClientError as error:
            raise Refused(f"{function} cannot be called: {error}") from None
        except BotoCoreError as error:
            raise unreachable(self.endpoint, error) from None
        returned = json.loads(answer["Payload"].read() or "null")
        if "FunctionError" in answer:
            raise Refused(
                f"{function} failed: {returned.get('errorType', 'error')}: {returned.get('errorMessage', returned)}",
                advice=f"Its log: astramech logs {function.partition('-')[2]}",
            )
        return returned

    def stacks(self, prefix: str) -> dict[str, str]:
        """Status of every stack whose name begins with `prefix`, by name.

        Raises:
            NotRunning: nobody answers.
        """
        return {stack["StackName"]: stack["StackStatus"] for stack in self._described(prefix)}

    def outputs(self, prefix: str) -> dict[str, dict[str, str]]:
        """Outputs of every such stack, by name of the stack."""
        return {
            stack["StackName"]: {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
            for stack in self._described(prefix)
        }

    def failures(self, stack: str) -> list[str]:
        """Why a stack failed: resource and reason, the first failure first."""
        try:
            events = self.client("cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
        except (BotoCoreError, ClientError):
            return []
        return [
            f"{event['LogicalResourceId']} ({event.get('ResourceType', '')}): {event['ResourceStatusReason']}"
            for event in reversed(events)
            if event["ResourceStatus"].endswith("_FAILED") and event.get("ResourceStatusReason")
        ]

    def parameter(self, name: str) -> str:
        """A parameter of Systems Manager; empty when there is none."""
        try:
            return str(self.client("ssm").get_parameter(Name=name)["Parameter"]["Value"])
        except ClientError:
            return ""

    def _described(self, prefix: str) -> list[dict[str, Any]]:
        try:
            pages = self.client("cloudformation").get_paginator("describe_stacks").paginate()
            found = [stack for page in pages for stack in page["Stacks"]]
        except (BotoCoreError, ClientError) as error:
            raise unreachable(self.endpoint, error) from None
        gone = ("DELETE_COMPLETE", "REVIEW_IN_PROGRESS")
        return [one for one in found if one["StackName"].startswith(prefix) and one["StackStatus"] not in gone]


def unreachable(endpoint: str | None, error: Exception) -> NotRunning:
    where = f"The cloud at {endpoint}" if endpoint else "AWS"
    return NotRunning(f"{where} does not answer: {error}", advice="Start it with `astramech up`." if endpoint else "")
