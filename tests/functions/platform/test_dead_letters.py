"""Dead letters: what a company sees of them, and how they get to their target again."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from functions.platform.api.dead_letters import (
    list_dead_letter_queues,
    list_dead_letters,
    redrive_company_dead_letters,
)
from functions.platform.tasks import redrive_dead_letters
from shared.auth.caller import Caller
from shared.auth.scopes import Role, Scope
from shared.core.aws import call
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from tests.functions.platform.letters import (
    QUEUE,
    Letter,
    an_event,
    depth,
    function_arn,
    machine_arn,
    queue_of,
    undelivered,
    unhandled,
    unscheduled,
)
from tests.lambdas import LambdaContext, Reply, ask, caller_of
from tests.loopback import Heard, Loopback, hang_up, loopback
from tests.stage import Stage


@pytest.fixture
def admin(stage: Stage) -> Caller:
    assert stage
    return caller_of(new_id())


@pytest.fixture
def lambdas(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Lambda's API; it takes every invocation."""
    assert stage
    with loopback(lambda _: (202, {})) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", server.url)
        yield server


def queues(caller: Caller) -> list[Any]:
    return list(ask(list_dead_letter_queues, "GET", "/platform/dead-letters", caller=caller).json["items"])


def messages(caller: Caller, queue: str = QUEUE, query: str = "") -> Reply:
    return ask(list_dead_letters, "GET", f"/platform/dead-letters/{queue}/messages", caller=caller, query=query)


def redrive(caller: Caller, queue: str = QUEUE, query: str = "") -> Reply:
    path = f"/platform/dead-letters/{queue}/redrive"
    return ask(redrive_company_dead_letters, "POST", path, caller=caller, query=query)


def test_a_company_sees_what_failed_and_why_but_nothing_of_what_was_inside(stage: Stage, admin: Caller) -> None:
    bury = queue_of(stage)
    first, second = an_event(admin.company_id), an_event(admin.company_id)
    ids = [bury(unhandled(first, function_arn(stage))), bury(undelivered(second, function_arn(stage)))]
    reply = messages(admin)
    shown = {item["id"]: item for item in reply.json["items"]}
    assert sorted(shown) == sorted(ids)
    assert reply.json["complete"]
    common = {"target": QUEUE, "event_type": "buyer_signal.detected"}
    unhandled_view = {**common, "event_id": first["detail"]["id"], "error": "OperationalError", "attempts": 3}
    undelivered_view = {**common, "event_id": second["detail"]["id"], "error": "NO_PERMISSIONS", "attempts": 4}
    assert unhandled_view.items() <= shown[ids[0]].items()
    assert undelivered_view.items() <= shown[ids[1]].items()
    assert "ana@" not in reply.body
    assert "lead_id" not in reply.body


def test_looking_leaves_every_message_where_it_was(stage: Stage, admin: Caller) -> None:
    bury = queue_of(stage)
    for _ in range(12):
        bury(unhandled(an_event(admin.company_id), function_arn(stage)))
    assert len(messages(admin).json["items"]) == 12
    assert queues(admin) == [{"queue": QUEUE, "messages": 12, "complete": True}]
    assert depth(stage) == (12, 0)


def test_only_queues_with_letters_of_the_company_are_listed(stage: Stage, admin: Caller) -> None:
    queue_of(stage, "empty")
    queue_of(stage, "of-a-job")(unscheduled(function_arn(stage, "platform-relay-outbox")))
    queue_of(stage, "of-another")(unhandled(an_event(new_id()), function_arn(stage)))
    queue_of(stage, "lead-flow")(undelivered(an_event(admin.company_id), machine_arn(stage)))
    call("sqs", "CreateQueue", {"QueueName": f"other{stage.cloud.stage}-dead-x"})
    assert queues(admin) == [{"queue": "lead-flow", "messages": 1, "complete": True}]


def test_no_company_sees_or_redrives_anothers_letters(stage: Stage, admin: Caller, lambdas: Loopback) -> None:
    queue_of(stage)(unhandled(an_event(new_id()), function_arn(stage)))
    queue_of(stage)(unscheduled(function_arn(stage)))
    queue_of(stage)(Letter("not JSON", {}))
    assert queues(admin) == []
    assert messages(admin).json == {"items": [], "complete": True}
    assert redrive(admin).json == {"redriven": 0, "failed": 0}
    assert lambdas.heard == []
    assert depth(stage) == (3, 0)


def test_a_function_is_invoked_again_with_what_it_failed_on(stage: Stage, admin: Caller, lambdas: Loopback) -> None:
    bury = queue_of(stage)
    event = an_event(admin.company_id)
    bury(unhandled(event, function_arn(stage, qualifier="live")))
    bury(unhandled(an_event(new_id()), function_arn(stage)))
    assert redrive(admin).json == {"redriven": 1, "failed": 0}
    [invocation] = lambdas.heard
    name = f"{stage.cloud.stage}-{QUEUE}"
    assert invocation.path == f"/2015-03-31/functions/{name}/invocations?Qualifier=live"
    assert invocation.headers["x-amz-invocation-type"] == "Event"
    assert invocation.json == event
    assert depth(stage) == (1, 0)
    assert messages(admin).json["items"] == []


def test_a_version_that_is_latest_is_invoked_without_a_qualifier(
    stage: Stage, admin: Caller, lambdas: Loopback
) -> None:
    queue_of(stage)(unhandled(an_event(admin.company_id), function_arn(stage, qualifier="$LATEST")))
    redrive(admin)
    assert lambdas.heard[0].path.endswith("/invocations")


def machine(stage: Stage) -> str:
    definition = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})
    role = "arn:aws:iam::123456789012:role/any"
    name = f"{stage.cloud.stage}-lead-flow"
    request = {"name": name, "definition": definition, "roleArn": role}
    return str(call("states", "CreateStateMachine", request)["stateMachineArn"])


def executions(arn: str) -> list[dict[str, Any]]:
    return list(call("states", "ListExecutions", {"stateMachineArn": arn})["executions"])


def test_a_state_machine_is_started_with_the_event_that_did_not_reach_it(stage: Stage, admin: Caller) -> None:
    arn = machine(stage)
    event = an_event(admin.company_id)
    message = queue_of(stage, "lead-flow")(undelivered(event, arn))
    assert redrive(admin, "lead-flow").json == {"redriven": 1, "failed": 0}
    [execution] = executions(arn)
    started = call("states", "DescribeExecution", {"executionArn": execution["executionArn"]})
    assert json.loads(started["input"]) == event
    assert execution["name"] == f"redrive-{message}"


def test_a_letter_that_could_not_be_deleted_after_its_redrive_starts_no_second_execution(
    stage: Stage, admin: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_of(stage, "lead-flow")(undelivered(an_event(admin.company_id), machine_arn(stage)))

    def answer(_heard: Any) -> tuple[int, Any]:
        return 400, {"__type": "ExecutionAlreadyExists", "message": "Execution Already Exists"}

    with loopback(answer) as states:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SFN", states.url)
        assert redrive(admin, "lead-flow").json == {"redriven": 1, "failed": 0}
    assert depth(stage, "lead-flow") == (0, 0)


def test_what_the_target_does_not_take_stays_in_the_queue(
    stage: Stage, admin: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_of(stage)(unhandled(an_event(admin.company_id), function_arn(stage)))
    with loopback(lambda _: (404, {"Message": "Function not found"})) as lambdas:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", lambdas.url)
        assert redrive(admin).json == {"redriven": 0, "failed": 1}
        assert len(lambdas.heard) == 1
    assert depth(stage) == (1, 0)


@pytest.mark.parametrize(
    "target",
    [
        "arn:aws:lambda:us-east-1:123456789012:function:other-crm-create-lead",
        "arn:aws:sqs:us-east-1:123456789012:queue",
        "nonsense",
    ],
)
def test_nothing_outside_the_stage_is_ever_called(stage: Stage, admin: Caller, lambdas: Loopback, target: str) -> None:
    queue_of(stage)(undelivered(an_event(admin.company_id), target))
    assert redrive(admin).json == {"redriven": 0, "failed": 1}
    assert lambdas.heard == []
    assert depth(stage) == (1, 0)


def test_a_limit_leaves_the_rest_for_the_next_time(stage: Stage, admin: Caller, lambdas: Loopback) -> None:
    bury = queue_of(stage)
    for _ in range(5):
        bury(unhandled(an_event(admin.company_id), function_arn(stage)))
    assert len(messages(admin, query="limit=2").json["items"]) == 2
    assert not messages(admin, query="limit=2").json["complete"]
    assert redrive(admin, query="limit=2").json == {"redriven": 2, "failed": 0}
    assert redrive(admin).json == {"redriven": 3, "failed": 0}
    assert len(lambdas.heard) == 5


def test_an_operator_redrives_whatever_is_in_a_queue(stage: Stage, lambdas: Loopback) -> None:
    bury = queue_of(stage)
    bury(unscheduled(function_arn(stage, "platform-relay-outbox")))
    bury(unhandled(an_event(new_id()), function_arn(stage)))
    bury(unscheduled(function_arn(stage), truncated=True))
    bury(Letter("not JSON", {}))
    report = redrive_dead_letters({"queue": QUEUE}, LambdaContext())
    assert report == {"redriven": 2, "failed": 2}
    assert sorted(heard.path.rsplit("/", 2)[1] for heard in lambdas.heard) == sorted(
        [f"{stage.cloud.stage}-platform-relay-outbox", f"{stage.cloud.stage}-{QUEUE}"]
    )
    assert depth(stage) == (2, 0)


def test_what_fails_again_at_once_is_not_redriven_for_ever(
    stage: Stage, admin: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    bury = queue_of(stage)
    letter = unhandled(an_event(admin.company_id), function_arn(stage))
    bury(letter)

    def fails_again(_invocation: Heard) -> tuple[int, Any]:
        bury(letter)
        hang_up(stage.cloud.endpoint)  # this thread's connection ends with it
        return 202, {}

    with loopback(fails_again) as lambdas:
        monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", lambdas.url)
        assert redrive(admin).json == {"redriven": 1, "failed": 0}
        assert len(lambdas.heard) == 1
    assert depth(stage) == (1, 0)


def test_a_queue_that_does_not_exist_is_not_found(stage: Stage, admin: Caller) -> None:
    queue_of(stage)
    assert messages(admin, "nobodys").status == 404
    assert redrive(admin, "nobodys").status == 404
    with pytest.raises(NotFound):
        redrive_dead_letters({"queue": "nobodys"}, LambdaContext())


@pytest.mark.parametrize("queue", ["a b", "a" * 81, "x;y", "ünïcode"])
def test_a_name_that_no_queue_has_is_refused(admin: Caller, queue: str) -> None:
    assert messages(admin, quote(queue)).status == 422


def test_each_door_takes_its_scope(admin: Caller) -> None:
    reader = Caller(id=admin.id, company_id=admin.company_id, role=Role.USER, scopes=frozenset({Scope.OPERATIONS_READ}))
    writer = Caller(
        id=admin.id, company_id=admin.company_id, role=Role.USER, scopes=frozenset({Scope.OPERATIONS_WRITE})
    )
    assert redrive(reader).status == 403
    assert messages(writer).status == 403
