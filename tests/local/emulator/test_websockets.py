import json
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.local.emulator.cloud import Cloud, eventually, function_resource

pytestmark = pytest.mark.emulator


@pytest.fixture
def api(cloud: Cloud) -> dict[str, str]:
    """A WebSocket API whose route `answered` alone has a response; its address and its function."""
    invocations = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${F.Arn}/invocations"
    own = {"ApiId": {"Ref": "Api"}}
    socket = {"Name": "live", "ProtocolType": "WEBSOCKET", "RouteSelectionExpression": "$request.body.action"}
    integration = {**own, "IntegrationType": "AWS_PROXY", "IntegrationUri": {"Fn::Sub": invocations}}
    resources: dict[str, Any] = {
        "F": function_resource(cloud.bucket(), "socket"),
        "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": socket},
        "Integration": {"Type": "AWS::ApiGatewayV2::Integration", "Properties": integration},
        "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {**own, "StageName": "live", "AutoDeploy": True}},
    }
    for name, key in (("Connect", "$connect"), ("Default", "$default"), ("Answered", "answered")):
        goal = {"Fn::Join": ["/", ["integrations", {"Ref": "Integration"}]]}
        resources[name] = {"Type": "AWS::ApiGatewayV2::Route", "Properties": {**own, "RouteKey": key, "Target": goal}}
    response = {**own, "RouteId": {"Ref": "Answered"}, "RouteResponseKey": "$default"}
    resources["Response"] = {"Type": "AWS::ApiGatewayV2::RouteResponse", "Properties": response}
    out = cloud.deploy(resources, {"Api": {"Ref": "Api"}, "Function": {"Ref": "F"}})
    address = cloud.url.replace("http", "ws", 1)
    return {**out, "url": f"{address}/_aws/execute-api/{out['Api']}/live"}


def test_websocket_functions_are_logged_and_their_errors_reach_the_client(cloud: Cloud, api: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus), connect(api["url"] + "?fail=1"):
        pass
    with connect(api["url"]) as connection:
        connection.send("fail")
        answer = json.loads(connection.recv(timeout=5))
    assert answer["message"] == "Internal server error"
    assert answer["connectionId"]

    def logged() -> bool:
        events = cloud("logs").filter_log_events(logGroupName=f"/aws/lambda/{api['Function']}")["events"]
        return any("RejectedError" in event["message"] for event in events)

    eventually(logged)


def test_websocket_replies_need_a_route_response(api: dict[str, str]) -> None:
    with connect(api["url"]) as connection:
        connection.send("silent")
        connection.send(json.dumps({"action": "answered"}))
        assert connection.recv(timeout=5) == 'heard {"action": "answered"}'
