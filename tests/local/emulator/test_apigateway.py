import json

import pytest

from tests.local.emulator.cloud import ROLE, Cloud

pytestmark = pytest.mark.emulator


def test_http_api_service_integrations_start_executions_and_send_messages(cloud: Cloud) -> None:
    url, _ = cloud.queue()
    target, target_arn = cloud.queue()
    bus, _ = cloud.bus()
    cloud.rule(bus, {"source": ["web"]}, {"Arn": target_arn})
    machine = cloud.machine({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}, type="EXPRESS")
    event = {"Source": "web", "DetailType": "asked", "Detail": "$request.body", "EventBusName": bus}
    routes = {
        "run": ("StepFunctions-StartSyncExecution", {"StateMachineArn": machine, "Input": "$request.body"}),
        "send": ("SQS-SendMessage", {"QueueUrl": url, "MessageBody": "$request.body.text"}),
        "put": ("EventBridge-PutEvents", event),
    }
    stage = {"ApiId": {"Ref": "Api"}, "StageName": "$default", "AutoDeploy": True}
    resources = {
        "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": "s", "ProtocolType": "HTTP"}},
        "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": stage},
    }
    for name, (subtype, parameters) in routes.items():
        integration = {
            "ApiId": {"Ref": "Api"},
            "IntegrationType": "AWS_PROXY",
            "IntegrationSubtype": subtype,
            "PayloadFormatVersion": "1.0",
            "CredentialsArn": ROLE,
            "RequestParameters": parameters,
        }
        goal = {"Fn::Join": ["/", ["integrations", {"Ref": f"I{name}"}]]}
        route = {"ApiId": {"Ref": "Api"}, "RouteKey": f"POST /{name}", "Target": goal}
        resources[f"I{name}"] = {"Type": "AWS::ApiGatewayV2::Integration", "Properties": integration}
        resources[f"R{name}"] = {"Type": "AWS::ApiGatewayV2::Route", "Properties": route}
    base = f"/_aws/execute-api/{cloud.deploy(resources, {'Api': {'Ref': 'Api'}})['Api']}/$default"
    json_type = {"Content-Type": "application/json"}

    answer = cloud.http("POST", f"{base}/run", b'{"a": 1}', json_type)
    assert answer.status_code == 200, answer.text
    assert json.loads(answer.json()["output"]) == {"a": 1}
    answer = cloud.http("POST", f"{base}/send", b'{"text": "\\"hello\\""}', json_type)
    assert answer.status_code == 200, answer.text
    assert cloud.received(url) == "hello"
    answer = cloud.http("POST", f"{base}/put", b'{"q": 2}', json_type)
    assert answer.status_code == 200, answer.text
    assert cloud.received(target)["detail"] == {"q": 2}
