"""Nothing is lost on its way: what cannot be delivered or handled waits in a queue."""

from collections.abc import Iterator
from typing import Any

from shared.core.function import Every, On, OnObject
from shared.schemas.envelope import AnyEvent
from tests.stacks.assembly import Assembly, Resource, text


def test_every_function_that_nobody_waits_for_has_a_place_for_failures(assembly: Assembly) -> None:
    lambdas = assembly.lambdas()
    alone = {function.name for function in assembly.functions if isinstance(function.trigger, On | OnObject | Every)}
    configured = {
        config.properties["FunctionName"]["Ref"]: config
        for config in assembly.resources("AWS::Lambda::EventInvokeConfig")
    }
    assert alone == {name for name, lambda_ in lambdas.items() if lambda_.name in configured}
    for name in alone:
        config = configured[lambdas[name].name].properties
        queue = _resource(assembly, lambdas[name].stack, config["DestinationConfig"]["OnFailure"]["Destination"])
        assert queue.properties["QueueName"] == f"{assembly.names.dead_letters}{name}"
        assert config["MaximumRetryAttempts"] == 2
        assert ("Aliaslive" if assembly.settings.snap_start else "$LATEST") in text(config["Qualifier"])


def test_every_target_of_a_rule_or_schedule_is_tried_again_and_then_kept(assembly: Assembly) -> None:
    targets = list(_targets(assembly))
    assert targets
    for stack, target in targets:
        assert target["RetryPolicy"]["MaximumRetryAttempts"] > 0
        assert 60 <= target["RetryPolicy"]["MaximumEventAgeInSeconds"] <= 86_400
        queue = _resource(assembly, stack, target["DeadLetterConfig"]["Arn"])
        assert queue.type == "AWS::SQS::Queue"


def test_dead_letters_are_encrypted_refuse_plain_http_and_wait_two_weeks(assembly: Assembly) -> None:
    queues = list(assembly.resources("AWS::SQS::Queue"))
    assert queues
    closed = {
        policy.properties["Queues"][0]["Ref"]
        for policy in assembly.resources("AWS::SQS::QueuePolicy")
        if _refuses_plain_http(policy)
    }
    for queue in queues:
        assert queue.properties["SqsManagedSseEnabled"] is True
        assert queue.properties["MessageRetentionPeriod"] == 14 * 24 * 3600
        assert queue.properties["QueueName"].startswith(assembly.names.dead_letters)
        assert queue.name in closed


def test_a_consumer_hears_its_event_from_whoever_emits_it(assembly: Assembly) -> None:
    ours = [rule for rule in assembly.resources("AWS::Events::Rule") if "EventBusName" in rule.properties]
    heard = sorted(
        rule.properties["EventPattern"].get("detail-type", ["*"])[0]
        for rule in ours
        if not rule.stack.endswith("-workflows")
    )
    consumers = [function.trigger.event for function in assembly.functions if isinstance(function.trigger, On)]
    assert heard == sorted(event.type for event in consumers)
    for rule in ours:
        assert rule.properties["EventPattern"]["source"] == [{"prefix": "astramech."}]
    assert AnyEvent in consumers  # else the case above is not tried


def test_a_consumer_of_objects_hears_of_its_folder_in_the_uploads_bucket_only(assembly: Assembly) -> None:
    rules = [rule for rule in assembly.resources("AWS::Events::Rule") if "EventBusName" not in rule.properties]
    folders = [one.trigger.folder for one in assembly.functions if isinstance(one.trigger, OnObject)]
    patterns = [rule.properties["EventPattern"] for rule in rules]
    assert sorted(pattern["detail"]["object"]["key"][0]["wildcard"] for pattern in patterns) == sorted(
        f"*/{folder}/*" for folder in folders
    )
    for pattern in patterns:
        assert (pattern["source"], pattern["detail-type"]) == (["aws.s3"], ["Object Created"])
        assert text(pattern["detail"]["bucket"]["name"][0]).startswith(assembly.names.bucket("uploads").split("$")[0])


def test_every_event_is_archived_for_replay(assembly: Assembly) -> None:
    archive = assembly.one("AWS::Events::Archive").properties
    assert archive["EventPattern"] == {"source": [{"prefix": "astramech."}]}
    assert archive["RetentionDays"] == assembly.settings.archive_days


def _targets(assembly: Assembly) -> Iterator[tuple[str, dict[str, Any]]]:
    for rule in assembly.resources("AWS::Events::Rule"):
        yield from ((rule.stack, target) for target in rule.properties["Targets"])
    for schedule in assembly.resources("AWS::Scheduler::Schedule"):
        yield schedule.stack, schedule.properties["Target"]


def _resource(assembly: Assembly, stack: str, reference: dict[str, Any]) -> Resource:
    identifier = reference["Fn::GetAtt"][0]
    whole = assembly.templates[stack]["Resources"][identifier]
    return Resource(stack, identifier, whole["Type"], whole["Properties"], whole)


def _refuses_plain_http(policy: Resource) -> bool:
    statements = policy.properties["PolicyDocument"]["Statement"]
    return any(
        statement["Effect"] == "Deny" and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        for statement in statements
    )
