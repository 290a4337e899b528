"""State machines: what they name exists, what they may call is what they name, and what starts them is kept."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from functions.registry import flow_starts, registry
from shared.core.function import Task
from shared.core.resources import task_tokens
from stacks.stages import stage_settings
from stacks.workflows import UnknownNameError
from tests.stacks.assembly import STATEMACHINES, Assembly, everything, only, synthesize, text

PLACEHOLDER = re.compile(r"\$\{(\w+)}")
FLOWS = sorted(STATEMACHINES.glob("*.asl.json"))


@pytest.mark.parametrize("file", FLOWS, ids=lambda file: file.name)
def test_every_task_that_a_state_machine_names_is_declared(file: Path) -> None:
    settings = stage_settings("local", {})
    application = everything(settings)
    tasks = {
        function.name.replace("-", "_") for function in application.functions if isinstance(function.trigger, Task)
    }
    named = set(PLACEHOLDER.findall(file.read_text())) - settings.numbers.keys()
    assert named
    assert named <= tasks


def test_every_file_is_one_state_machine_that_is_logged_and_traced(assembly: Assembly) -> None:
    machines = list(assembly.resources("AWS::StepFunctions::StateMachine"))
    assert len(machines) == len(FLOWS)
    for machine in machines:
        assert machine.properties["TracingConfiguration"] == {"Enabled": True}
        logging = machine.properties["LoggingConfiguration"]
        assert logging["Level"] == "ALL"
        assert logging["IncludeExecutionData"] is False  # it holds what people told us


def test_a_state_machine_may_invoke_exactly_what_it_names(assembly: Assembly) -> None:
    version = ":live" if assembly.settings.snap_start else ""
    for machine in assembly.resources("AWS::StepFunctions::StateMachine"):
        named = {text(arn) for arn in machine.properties["DefinitionSubstitutions"].values()}
        role = assembly.templates[machine.stack]["Resources"][machine.properties["RoleArn"]["Fn::GetAtt"][0]]
        statements = role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        (statement,) = (one for one in statements if one["Action"] == "lambda:InvokeFunction")
        assert {text(arn) for arn in listed(statement["Resource"])} == named
        functions = {text(lambda_.properties["FunctionName"]) for lambda_ in assembly.lambdas().values()}
        assert {arn.rpartition("function:")[2] for arn in named} <= {name + version for name in functions}


def test_a_distributed_map_may_start_itself_and_read_lists(tmp_path: Path) -> None:
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Do",
        "States": _invocation("${crm_score_lead}"),
    }
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "b", "Key": "k"}}
    machine: dict[str, object] = {"All": {"Type": "Map", "ItemReader": reader, "ItemProcessor": processor, "End": True}}
    _written(tmp_path, machine)
    (role,) = _deployed(tmp_path).resources("AWS::IAM::Role", "astramech-local-workflows")
    rights = [
        (listed(one["Action"]), text(one["Resource"]).partition(":<AWS::AccountId>:")[2] or text(one["Resource"]))
        for one in role.properties["Policies"][0]["PolicyDocument"]["Statement"]
    ][1:]
    assert rights[0] == (["states:StartExecution"], "stateMachine:local-trial")
    assert rights[1][1] == "execution:local-trial/*"
    assert rights[2][0] == ["s3:GetObject"]
    assert rights[2][1].endswith("/*/batches/*")


def test_every_declared_start_is_a_rule_on_its_state_machine(assembly: Assembly) -> None:
    rules = list(assembly.resources("AWS::Events::Rule", assembly.names.stack("workflows")))
    starts = list(flow_starts())
    assert sorted(rule.properties["EventPattern"]["detail-type"][0] for rule in rules) == sorted(
        start.event.type for start in starts
    )
    for rule in rules:
        (target,) = rule.properties["Targets"]
        assert "Input" not in target
        assert "InputPath" not in target
        assert "RoleArn" in target


@pytest.mark.parametrize("flow", ["lead_flow", "buyer_signal_flow"])
def test_a_flow_that_has_leads_called_waits_with_an_end_and_is_let_go_on_by_calls(flow: str) -> None:
    states = list(_states(json.loads((STATEMACHINES / f"{flow}.asl.json").read_text())))
    (call,) = (state for name, state in states if name == "Call")
    assert call["Resource"].endswith(".waitForTaskToken")
    assert call["TimeoutSeconds"] > 630 + 300  # rings, speaks, and is asked for at the carrier
    assert "States.Timeout" not in call["Retry"][0]["ErrorEquals"]  # nobody is called twice
    caught = {error: catch["Next"] for catch in call["Catch"] for error in catch["ErrorEquals"]}
    assert caught["NotConfigured"] == caught["States.Timeout"] != "Ask a person"
    tokens = task_tokens(flow)
    tellers = {function.name for function in registry("calls") if tokens in function.resources}
    assert {"calls-dial-lead", "calls-take-call-status", "calls-reconcile-calls"} <= tellers


def test_a_number_is_the_stages(tmp_path: Path) -> None:
    machine = _written(tmp_path, {"Wait": {"Type": "Wait", "Seconds": "SECONDS", "End": True}})
    machine.write_text(machine.read_text().replace('"SECONDS"', "${patience}"))
    assembly = _deployed(tmp_path, numbers={"patience": 7})
    (definition,) = assembly.resources("AWS::StepFunctions::StateMachine")
    assert json.loads(definition.properties["DefinitionString"])["States"]["Wait"]["Seconds"] == 7


def test_a_name_that_nobody_declares_stops_the_synthesis(tmp_path: Path) -> None:
    _written(tmp_path, _invocation("${crm_do_magic}"))
    with pytest.raises(UnknownNameError, match="crm_do_magic"):
        _deployed(tmp_path)


def test_an_endpoint_is_no_task(tmp_path: Path) -> None:
    _written(tmp_path, _invocation("${crm_create_lead}"))
    with pytest.raises(UnknownNameError, match="crm_create_lead"):
        _deployed(tmp_path)


def test_a_service_that_nothing_grants_stops_the_synthesis(tmp_path: Path) -> None:
    state = {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": True}
    _written(
        tmp_path, {"All": {"Type": "Map", "ItemProcessor": {"StartAt": "Put", "States": {"Put": state}}, "End": True}}
    )
    with pytest.raises(UnknownNameError, match="dynamodb:putItem"):
        _deployed(tmp_path)


def test_starting_a_state_machine_that_is_not_there_stops_the_synthesis(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="lead_flow"):
        _deployed(tmp_path, starts=True)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _states(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every state by its name, those of branches too."""
    for name, state in node.get("States", {}).items():
        yield name, state
        for branch in state.get("Branches", ()):
            yield from _states(branch)


def _invocation(name: str) -> dict[str, object]:
    arguments = {"FunctionName": name}
    return {"Do": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": arguments, "End": True}}


def _written(folder: Path, states: dict[str, object]) -> Path:
    file = folder / "trial.asl.json"
    file.write_text(json.dumps({"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states}))
    return file


def _deployed(folder: Path, *, numbers: dict[str, int] | None = None, starts: bool = False) -> Assembly:
    settings = replace(stage_settings("local", {}), numbers=numbers or {})
    whole = everything(settings)
    crm = only(whole, *(function for function in whole.functions if function.agent == "crm"))
    application = replace(crm, definitions=folder, starts=whole.starts if starts else ())
    return synthesize(settings, application, folder / "cdk.out")
