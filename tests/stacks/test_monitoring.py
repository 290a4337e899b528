"""Somebody is told when something is wrong, whatever it is that was deployed."""

from collections import defaultdict

from shared.core.function import HTTP_TIMEOUT, Authorizer, Every, On, OnObject
from stacks.application import home_of
from stacks.stages import stage_settings
from tests.stacks.assembly import STATEMACHINES, Assembly, text


def test_every_function_has_an_alarm_for_errors(assembly: Assembly) -> None:
    watched = _watched(assembly, "FunctionName")
    assert all("Errors" in watched[assembly.names.function(function)] for function in assembly.functions)


def test_what_is_slow_is_noticed_doors_together_and_all_else_by_itself(assembly: Assembly) -> None:
    watched = _watched(assembly, "FunctionName")
    for function in assembly.functions:
        slow = watched[assembly.names.function(function)].get("Duration")
        assert (slow is None) == function.is_door
        if slow:
            assert slow["Threshold"] == function.timeout * 800
            assert slow["ExtendedStatistic"] == "p95"
    (api,) = _watched(assembly, "ApiId").values()
    assert api["Latency"]["Threshold"] == HTTP_TIMEOUT * 800
    assert api["Latency"]["ExtendedStatistic"] == "p95"


def test_every_queue_of_dead_letters_has_an_alarm_for_its_first_message(assembly: Assembly) -> None:
    queues = {queue.properties["QueueName"] for queue in assembly.resources("AWS::SQS::Queue")}
    watched = _watched(assembly, "QueueName")
    assert watched.keys() == queues
    assert {alarm["Threshold"] for alarms in watched.values() for alarm in alarms.values()} == {1}
    assert len(queues) >= sum(isinstance(function.trigger, On | OnObject | Every) for function in assembly.functions)


def test_every_flow_has_alarms_for_failing_and_for_taking_too_long(assembly: Assembly) -> None:
    watched = _watched(assembly, "StateMachineArn")
    assert len(watched) == len(list(STATEMACHINES.glob("*.asl.json")))
    assert {frozenset(alarms) for alarms in watched.values()} == {frozenset({"ExecutionsFailed", "ExecutionsTimedOut"})}


def test_the_api_the_outbox_and_throttling_are_watched(assembly: Assembly) -> None:
    names = {alarm.properties["MetricName"] for alarm in assembly.resources("AWS::CloudWatch::Alarm")}
    assert {"5xx", "Throttles", "OutboxBacklogAge"} <= names


def test_the_database_is_watched_where_it_is_ours(cloud: Assembly) -> None:
    assert "ACUUtilization" in {alarm.properties["MetricName"] for alarm in cloud.resources("AWS::CloudWatch::Alarm")}


def test_every_alarm_tells_of_its_beginning_and_its_end(assembly: Assembly) -> None:
    topic = {"Ref": assembly.one("AWS::SNS::Topic").name}
    for alarm in assembly.resources("AWS::CloudWatch::Alarm"):
        assert alarm.properties["AlarmActions"] == [topic]
        assert alarm.properties["OKActions"] == [topic]
        assert alarm.properties["TreatMissingData"] == "notBreaching"


def test_alarms_may_be_told_of_and_only_by_our_own_account_and_over_tls(assembly: Assembly) -> None:
    statements = assembly.one("AWS::SNS::TopicPolicy").properties["PolicyDocument"]["Statement"]
    (allowed,) = [one for one in statements if one["Effect"] == "Allow"]
    (denied,) = [one for one in statements if one["Effect"] == "Deny"]
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert "KmsMasterKeyId" in assembly.one("AWS::SNS::Topic").properties


def test_who_is_told_is_an_input(assembly: Assembly) -> None:
    told = [subscription.properties["Endpoint"] for subscription in assembly.resources("AWS::SNS::Subscription")]
    assert told == ["oncall@example.com"]
    assert stage_settings("prod", {"alarm_emails": "a@example.com, b@example.com"}).alarm_emails == (
        "a@example.com",
        "b@example.com",
    )


def test_the_dashboard_shows_every_agent(assembly: Assembly) -> None:
    body = text(assembly.one("AWS::CloudWatch::Dashboard").properties["DashboardBody"])
    homes = {home_of(function) for function in assembly.functions if not isinstance(function.trigger, Authorizer)}
    assert all(f'"title":"{home}"' in body for home in homes)


def _watched(assembly: Assembly, dimension: str) -> dict[str, dict[str, dict[str, object]]]:
    """Alarms by the value of a dimension and by what they measure."""
    found: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    for alarm in assembly.resources("AWS::CloudWatch::Alarm"):
        for one in alarm.properties.get("Dimensions", []):
            if one["Name"] == dimension:
                found[text(one["Value"])][alarm.properties["MetricName"]] = alarm.properties
    return found
