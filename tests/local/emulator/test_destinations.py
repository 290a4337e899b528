import pytest

from tests.local.emulator.cloud import Cloud

pytestmark = pytest.mark.emulator


def test_asynchronous_destinations_on_success_and_to_eventbridge(cloud: Cloud) -> None:
    api = cloud("lambda")
    url, arn = cloud.queue()
    good = cloud.function("echo")
    api.put_function_event_invoke_config(FunctionName=good, DestinationConfig={"OnSuccess": {"Destination": arn}})
    api.invoke(FunctionName=good, InvocationType="Event", Payload=b'{"k": 1}')
    message = cloud.received(url)
    assert (message["requestContext"]["condition"], message["requestPayload"]) == ("Success", {"k": 1})

    bus, bus_arn = cloud.bus()
    cloud.rule(bus, {"source": ["lambda"]}, {"Arn": arn})
    bad = cloud.function("fail")
    failure = {"OnFailure": {"Destination": bus_arn}}
    api.put_function_event_invoke_config(FunctionName=bad, MaximumRetryAttempts=0, DestinationConfig=failure)
    api.invoke(FunctionName=bad, InvocationType="Event", Payload=b"{}")
    message = cloud.received(url)
    assert message["detail-type"] == "Lambda Function Invocation Result - Failure"
    assert message["detail"]["responsePayload"]["errorType"] == "RejectedError"


def test_destinations_of_an_alias_belong_to_it_alone(cloud: Cloud) -> None:
    api = cloud("lambda")
    url, arn = cloud.queue()
    bad = cloud.function("fail")
    version = api.publish_version(FunctionName=bad)["Version"]
    alias = api.create_alias(FunctionName=bad, Name="live", FunctionVersion=version)["AliasArn"]
    api.put_function_event_invoke_config(
        FunctionName=bad,
        Qualifier="live",
        MaximumRetryAttempts=0,
        DestinationConfig={"OnFailure": {"Destination": arn}},
    )
    api.invoke(FunctionName=bad, InvocationType="Event", Payload=b'{"to": "latest"}')
    api.invoke(FunctionName=alias, InvocationType="Event", Payload=b'{"to": "alias"}')
    message = cloud.received(url)
    assert message["requestPayload"] == {"to": "alias"}
    assert message["requestContext"]["functionArn"] == alias
    assert message["requestContext"]["approximateInvokeCount"] == 1
    assert message["responseContext"]["executedVersion"] == version
