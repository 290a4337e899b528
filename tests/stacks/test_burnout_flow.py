"""The burnout flow: three branches that know a team and an end, and do not stop each other."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from functions.registry import flow_starts
from tests.stacks.assembly import STATEMACHINES

FLOW = json.loads((STATEMACHINES / "burnout_flow.asl.json").read_text())
LEAD_FLOW = json.loads((STATEMACHINES / "lead_flow.asl.json").read_text())
BRANCHES = FLOW["States"]["Take measures"]["Branches"]


def task_of(branch: Mapping[str, Any]) -> dict[str, Any]:
    return dict(branch["States"][branch["StartAt"]])


def test_the_risk_of_a_team_starts_it() -> None:
    assert [start.event.type for start in flow_starts("hr") if start.flow == "burnout_flow"] == [
        "burnout.risk.detected"
    ]


def test_each_measure_is_a_branch_of_its_own() -> None:
    assert [task_of(branch)["Arguments"]["FunctionName"] for branch in BRANCHES] == [
        "${crm_hold_back_leads}",
        "${crm_check_workload}",
        "${finance_draft_support_budget}",
    ]


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: str(branch["StartAt"]))
def test_a_branch_knows_a_team_and_an_end_and_nothing_else(branch: Mapping[str, Any]) -> None:
    payload = task_of(branch)["Arguments"]["Payload"]
    assert set(payload) == {"company_id", "event_id", "correlation_id", "team_id", "valid_until"}
    assert not {"severity", "respondents", "wave_id"} & set(json.dumps(branch).replace(".", " ").split())


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: str(branch["StartAt"]))
def test_a_branch_repeats_what_may_pass_and_keeps_what_may_not_to_itself(branch: Mapping[str, Any]) -> None:
    task = task_of(branch)
    assert task["Retry"] == LEAD_FLOW["States"]["Score"]["Retry"]
    assert task["TimeoutSeconds"] == LEAD_FLOW["States"]["Score"]["TimeoutSeconds"]
    gone, failed = task["Catch"]
    assert (gone["ErrorEquals"], gone["Output"]["outcome"]) == (["NotFound"], "gone")
    assert (failed["ErrorEquals"], failed["Output"]["outcome"]) == (["States.ALL"], "failed")
    ends = {name: state for name, state in branch["States"].items() if state.get("End")}
    assert set(ends) == set(branch["States"])
    assert "Fail" not in {state["Type"] for state in branch["States"].values()}


def test_a_branch_that_failed_is_told_at_the_end() -> None:
    (choice,) = FLOW["States"]["All taken?"]["Choices"]
    assert choice == {"Condition": "{% 'failed' in $states.input.outcome %}", "Next": "Failed"}
    assert FLOW["States"]["Failed"]["Type"] == "Fail"
    assert FLOW["TimeoutSeconds"]
