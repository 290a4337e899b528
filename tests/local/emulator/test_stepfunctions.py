import pytest

from tests.local.emulator.cloud import Cloud, jsonata

pytestmark = pytest.mark.emulator


def test_parallel_jsonata_output_and_assign(cloud: Cloud) -> None:
    branch = {
        "StartAt": "Double",
        "States": {"Double": {"Type": "Pass", "Output": "{% $states.input.n * 2 %}", "End": True}},
    }
    parallel = {
        "Type": "Parallel",
        "Branches": [branch, branch],
        "Arguments": {"n": "{% $states.input.k %}"},
        "Output": {"sum": "{% $sum($states.result) %}"},
        "Assign": {"kept": "{% $states.result[0] %}"},
        "Next": "Tell",
    }
    tell = {"Type": "Pass", "Output": {"sum": "{% $states.input.sum %}", "kept": "{% $kept %}"}, "End": True}
    ended = cloud.execute(jsonata({"Both": parallel, "Tell": tell}), {"k": 5})
    assert (ended["status"], ended["output"]) == ("SUCCEEDED", {"sum": 20, "kept": 10})


def test_state_machine_timeout_ends_the_execution(cloud: Cloud) -> None:
    wait = {"Type": "Wait", "Seconds": 8, "End": True}
    ended = cloud.execute(jsonata({"Wait": wait}, TimeoutSeconds=2))
    assert (ended["status"], ended.get("error")) == ("TIMED_OUT", "States.Timeout")


def test_prompt_executions_do_not_wait_before_their_first_state(cloud: Cloud) -> None:
    machine = cloud.machine(jsonata({"Pass": {"Type": "Pass", "End": True}}))
    start = cloud("stepfunctions").start_execution
    ended = [cloud.ended(start(stateMachineArn=machine)["executionArn"]) for _ in range(5)]
    assert min((found["stopDate"] - found["startDate"]).total_seconds() for found in ended) < 0.1


def test_repeated_starts_of_a_running_execution_are_one(cloud: Cloud) -> None:
    machine = cloud.machine(jsonata({"Wait": {"Type": "Wait", "Seconds": 1, "End": True}}))
    states = cloud("stepfunctions")
    same = {"stateMachineArn": machine, "name": "once", "input": '{"lead": 1}'}
    first = states.start_execution(**same)
    assert states.start_execution(**same)["executionArn"] == first["executionArn"]
    with pytest.raises(states.exceptions.ExecutionAlreadyExists):
        states.start_execution(**{**same, "input": '{"lead": 2}'})
    cloud.ended(first["executionArn"])
    with pytest.raises(states.exceptions.ExecutionAlreadyExists):
        states.start_execution(**same)
    assert len(states.list_executions(stateMachineArn=machine)["executions"]) == 1


def test_failed_callbacks_fail_the_state_that_waits(cloud: Cloud) -> None:
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Arguments": {"FunctionName": cloud.function("fail"), "Payload": {"token": "{% $states.context.Task.Token %}"}},
        "TimeoutSeconds": 10,
        "Catch": [
            {"ErrorEquals": ["States.Timeout"], "Next": "Waited"},
            {"ErrorEquals": ["States.ALL"], "Next": "Told"},
        ],
        "End": True,
    }
    ends = {name: {"Type": "Pass", "Output": name, "End": True} for name in ("Waited", "Told")}
    ended = cloud.execute(jsonata({"Ask": task, **ends}))
    assert (ended["status"], ended["output"]) == ("SUCCEEDED", "Told")
