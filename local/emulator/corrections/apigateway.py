# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""HTTP API routes that call a service without a Lambda."""

import asyncio
import json
from typing import Any

from local.emulator.corrections.inside import apigateway, client, provisioners
from local.emulator.corrections.pin import known

PROXY_PARAMETERS = (
    "integration api_id stage path method headers body query_params route_key path_params authorizer_claims"
    " authorizer_scopes authorizer_lambda_context authorizer_iam owner_account_id owner_region raw_query_string"
)


def http_api_service_integrations() -> None:
    """MiniStack treats every AWS_PROXY integration as a Lambda, so routes with IntegrationSubtype fail."""
    properties_of = known(provisioners, "_apigw_v2_integration_props", "props")
    invoke_lambda = known(apigateway, "_invoke_lambda_proxy", PROXY_PARAMETERS)

    async def proxy(integration: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        subtype = integration.get("integrationSubtype")
        if not subtype:
            return await invoke_lambda(integration, *args, **kwargs)
        headers, body = args[4:6]
        text = body.decode() if isinstance(body, (bytes, bytearray)) else (body or "")
        kind = {"Content-Type": "application/json"}
        try:
            given = integration.get("requestParameters") or {}
            parameters = {name: _resolve(value, text, headers) for name, value in given.items()}
            answer = await asyncio.get_running_loop().run_in_executor(None, _call, subtype, parameters, text)
        except Exception as error:  # noqa: BLE001  (whatever the service says is the caller's answer)
            return 400, kind, json.dumps({"message": str(error)}).encode()
        answer.pop("ResponseMetadata", None)
        return 200, kind, json.dumps(answer, default=str).encode()

    provisioners._apigw_v2_integration_props = lambda props: {
        **properties_of(props),
        "integrationSubtype": props.get("IntegrationSubtype"),
    }
    apigateway._invoke_lambda_proxy = proxy


def _resolve(value: str, body: str, headers: dict[str, str]) -> str:
    """A request parameter with its mapping expression evaluated."""
    if value == "$request.body":
        return body
    if value.startswith("$request.body."):
        node = json.loads(body or "{}")
        for part in value.removeprefix("$request.body.").split("."):
            node = node[part]
        return node if isinstance(node, str) else json.dumps(node)
    if value.startswith("$request.header."):
        return headers.get(value.removeprefix("$request.header.").lower(), "")
    return value


def _call(subtype: str, parameters: dict[str, str], body: str) -> dict[str, Any]:
    if subtype.startswith("StepFunctions-"):
        states = client("stepfunctions")
        start = states.start_sync_execution if subtype.endswith("-StartSyncExecution") else states.start_execution
        started = start(stateMachineArn=parameters["StateMachineArn"], input=parameters.get("Input", body) or "{}")
        return dict(started)
    if subtype == "SQS-SendMessage":
        sent = client("sqs").send_message(QueueUrl=parameters["QueueUrl"], MessageBody=parameters["MessageBody"])
        return dict(sent)
    if subtype == "EventBridge-PutEvents":
        entry = {name: parameters[name] for name in ("Source", "DetailType", "Detail")}
        entry["EventBusName"] = parameters.get("EventBusName", "default")
        return dict(client("events").put_events(Entries=[entry]))
    raise ValueError(f"unsupported integration subtype {subtype}")
