# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""State machines."""

import contextvars
import inspect
import json
import threading
import time
import types
from typing import Any

from local.emulator.corrections.inside import stepfunctions
from local.emulator.corrections.pin import Diverged, known

State = dict[str, Any]
START_DELAY = 0.15


def parallel_jsonata() -> None:
    """MiniStack ignores Arguments, Output and Assign of a JSONata Parallel state."""
    run_branches = known(stepfunctions, "_run_parallel_branches", "state_def raw_input execution ctx")
    apply_arguments = known(stepfunctions, "_apply_jsonata_arguments", "state_def raw_input ctx")
    check_jsonata()

    def run(state: State, raw: Any, execution: Any, context: dict[str, Any]) -> Any:
        if not is_jsonata(state, context):
            return run_branches(state, raw, execution, context)
        own = context.get("State")
        arguments = apply_arguments(state, raw, context)
        inner = without(state, "Output", "Assign", "Arguments")
        result, following = run_branches(inner, arguments, execution, context)
        context["State"] = own
        return jsonata_result(state, raw, context, result), following

    stepfunctions._run_parallel_branches = run


def state_machine_timeout() -> None:
    """MiniStack ignores TimeoutSeconds at the top of a state machine."""
    run_execution = known(stepfunctions, "_run_execution", "exec_arn")
    add_event = known(stepfunctions, "_add_event", "execution event_type details")

    def run(exec_arn: str) -> Any:
        execution = stepfunctions._executions.get(exec_arn)
        seconds = _timeout_of(execution)
        if not seconds:
            return run_execution(exec_arn)

        def expire() -> None:
            if execution["status"] != "RUNNING":
                return
            ended = {"status": "TIMED_OUT", "error": "States.Timeout", "cause": "Execution timed out"}
            execution.update(ended, stopDate=stepfunctions.now_iso())
            add_event(execution, "ExecutionTimedOut", {})

        timer = threading.Timer(seconds, contextvars.copy_context().run, args=(expire,))
        timer.daemon = True
        timer.start()
        try:
            return run_execution(exec_arn)
        finally:
            timer.cancel()

    stepfunctions._run_execution = run


def prompt_executions() -> None:
    """MiniStack lets every execution wait 150 ms before its first state."""
    source = inspect.getsource(known(stepfunctions, "_run_execution", "exec_arn"))
    if source.count(f"time.sleep({START_DELAY})") != 1:
        raise Diverged(f"stepfunctions._run_execution does not sleep {START_DELAY} s")

    def sleep(seconds: float) -> None:
        if seconds != START_DELAY:
            time.sleep(seconds)

    stepfunctions.time = types.SimpleNamespace(**{**vars(time), "sleep": sleep})


def repeated_starts() -> None:
    """MiniStack refuses a second StartExecution; AWS returns the running execution of the same name and input."""
    start = known(stepfunctions, "_start_execution", "data")
    answer = known(stepfunctions, "json_response", "data status content_type")
    resolve = known(stepfunctions, "_resolve_state_machine_arn", "arn")

    def start_once(data: dict[str, Any]) -> Any:
        machine = resolve(data.get("stateMachineArn", ""))
        name = f"{machine}:{data.get('name')}".replace(":stateMachine:", ":execution:")
        running = stepfunctions._executions.get(name)
        if not running or running["status"] != "RUNNING" or running["input"] != data.get("input", "{}"):
            return start(data)
        return answer({"executionArn": name, "startDate": running["startDate"]})

    stepfunctions._start_execution = start_once


def failed_callbacks() -> None:
    """MiniStack ignores that the function of a waitForTaskToken failed, and waits for a token that nobody has."""
    wait = known(stepfunctions, "_invoke_with_callback", "resource input_data token state_def")
    call = known(stepfunctions, "_call_lambda", "func_ref event")
    waiting = threading.local()

    def run(resource: str, input_data: Any, token: str, state_def: State) -> Any:
        waiting.token = token
        try:
            return wait(resource, input_data, token, state_def)
        finally:
            waiting.token = None

    def call_and_tell(func_ref: str, event: Any) -> Any:
        token, waiting.token = getattr(waiting, "token", None), None
        try:
            return call(func_ref, event)
        except stepfunctions._ExecutionError as error:
            if token in stepfunctions._task_tokens:
                task = stepfunctions._task_tokens[token]
                task["error"] = {"Error": error.error, "Cause": error.cause}
                task["event"].set()
            raise

    stepfunctions._invoke_with_callback = run
    stepfunctions._call_lambda = call_and_tell


def check_jsonata() -> None:
    """Check what `is_jsonata` and `jsonata_result` rely on."""
    known(stepfunctions, "_state_query_language", "state_def ctx")
    known(stepfunctions, "_apply_jsonata_output", "state_def raw_input ctx result error_output default")
    known(stepfunctions, "_apply_state_assign", "state_def raw_input ctx result error_output")


def is_jsonata(state: State, context: dict[str, Any]) -> bool:
    """Whether the state is written in JSONata."""
    return bool(stepfunctions._state_query_language(state, context) == "JSONata")


def without(state: State, *fields: str) -> State:
    """The state without fields that are evaluated elsewhere."""
    return {name: value for name, value in state.items() if name not in fields}


def jsonata_result(state: State, raw: Any, context: dict[str, Any], result: Any) -> Any:
    """Evaluate Output and Assign of a state on its result; the output."""
    output = stepfunctions._apply_jsonata_output(state, raw, context, result=result, default=result)
    stepfunctions._apply_state_assign(state, raw, context, result=result)
    return output


def _timeout_of(execution: Any) -> float | None:
    try:
        machine = stepfunctions._state_machines.get(execution["stateMachineArn"])
        seconds = json.loads(machine["definition"]).get("TimeoutSeconds")
    except (TypeError, KeyError, ValueError):
        return None
    return float(seconds) if seconds else None
