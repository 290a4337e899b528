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
