"""Starts functions and state machines by their ARN."""

import json
import urllib.parse

from functions.platform.domain.dead_letters import Target
from shared.core.aws import AwsError, call, endpoint, send
from shared.core.log import log


class AwsTargets:
    """Lambda and Step Functions."""

    def give(self, target: Target, payload: object, *, once: str) -> None:
        start = _invoke if target.kind == "function" else _execute
        try:
            start(target, json.dumps(payload), once)
        except AwsError as error:
            log().warning("target refuses a dead letter", target=target.name, code=error.code)
            raise


def _invoke(target: Target, payload: str, _once: str) -> None:
    """Asynchronously, so that a second failure is retried and comes back as a dead letter."""
    name = urllib.parse.quote(target.name)
    query = f"?Qualifier={urllib.parse.quote(target.qualifier)}" if target.qualifier else ""
    url = f"{endpoint('lambda', 'LAMBDA')}/2015-03-31/functions/{name}/invocations{query}"
    headers = {"content-type": "application/json", "x-amz-invocation-type": "Event"}
    status, _ = send("POST", url, headers=headers, body=payload.encode(), signing_name="lambda")
    if status >= 300:  # noqa: PLR2004
        raise AwsError("lambda", str(status), "")


def _execute(target: Target, payload: str, once: str) -> None:
    try:
        call("states", "StartExecution", {"stateMachineArn": target.arn, "name": f"redrive-{once}", "input": payload})
    except AwsError as error:
        if error.code != "ExecutionAlreadyExists":
            raise
