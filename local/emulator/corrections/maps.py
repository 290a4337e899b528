# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""Distributed Map states."""

import copy
import json
import uuid
from typing import Any

from local.emulator.corrections.inside import client, stepfunctions
from local.emulator.corrections.pin import known
from local.emulator.corrections.stepfunctions import State, check_jsonata, is_jsonata, jsonata_result, without

HERE = ("ItemReader", "ItemsPath", "ItemSelector", "Parameters", "ItemBatcher", "ResultWriter")
JSONATA_HERE = ("Output", "Assign", "Items")
WRITTEN_HERE = ("ResultSelector", "ResultPath", "OutputPath")


def distributed_map() -> None:
    """MiniStack evaluates no JSONata in ItemReader and ignores ItemBatcher, ResultWriter, Output and Assign."""
    check_jsonata()
    _check_paths()
    run_map = known(stepfunctions, "_run_distributed_map", "state_def raw_input effective iterator execution ctx")
    run_items = known(stepfunctions, "_run_map_items", "state_def raw_input execution ctx")
    resolve = known(stepfunctions, "_resolve_params_obj", "template data ctx")
    apply_template = known(stepfunctions, "_apply_jsonata_template", "value raw_input ctx result error_output")

    def resolve_template(template: Any, data: Any, ctx: dict[str, Any] | None = None) -> Any:
        if ctx and ctx.get("_jsonata_map"):
            return apply_template(template, data, ctx)
        return resolve(template, data, ctx)

    def run(  # noqa: PLR0917  (MiniStack calls it by position)
        state: State, raw: Any, effective: Any, iterator: State, execution: Any, context: dict[str, Any]
    ) -> Any:
        jsonata = is_jsonata(state, context)
        scope = {**context, "_jsonata_map": True} if jsonata else context
        writer = state.get("ResultWriter") or {}
        writes = bool(writer.get("Arguments") or writer.get("Parameters"))
        items = _batched(state, _items(state, raw, effective, scope, jsonata=jsonata), effective, scope)
        here = (*HERE, *(JSONATA_HERE if jsonata else WRITTEN_HERE if writes else ()))
        result, following = run_map(without(state, *here), items, items, iterator, execution, context)
        if writes:
            result = _written(writer, result, effective, scope)
        if jsonata:
            return jsonata_result(state, raw, context, result), following
        return (_placed(state, raw, context, result) if writes else result), following

    def run_any(state: State, raw: Any, execution: Any, context: dict[str, Any]) -> Any:
        iterator = state.get("Iterator") or state.get("ItemProcessor", {})
        mode = (iterator.get("ProcessorConfig") or {}).get("Mode")
        if mode == "DISTRIBUTED" and is_jsonata(state, context):
            return run(state, raw, raw, iterator, execution, context)
        return run_items(state, raw, execution, context)

    stepfunctions._resolve_params_obj = resolve_template
    stepfunctions._run_distributed_map = run
    stepfunctions._run_map_items = run_any


def _check_paths() -> None:
    known(stepfunctions, "_read_map_items", "reader effective ctx")
    known(stepfunctions, "_jsonata_state_field", "state_def field expected raw_input ctx")
    known(stepfunctions, "_resolve_path_or_ctx", "path data ctx")
    known(stepfunctions, "_apply_result_selector", "state_def data")
    known(stepfunctions, "_apply_result_path", "state_def original result")
    known(stepfunctions, "_apply_output_path", "state_def data ctx")


def _items(state: State, raw: Any, effective: Any, scope: dict[str, Any], *, jsonata: bool) -> list[Any]:
    """What the map iterates over: read, addressed or given, each shaped by ItemSelector."""
    items = _source(state, raw, effective, scope, jsonata=jsonata)
    selector = state.get("ItemSelector") or state.get("Parameters")
    if not selector:
        return items
    selected = []
    for index, value in enumerate(items):
        own = copy.deepcopy(scope)
        own["Map"] = {"Item": {"Index": index, "Value": value}}
        selected.append(stepfunctions._resolve_params_obj(selector, effective, own))
    return selected


def _source(state: State, raw: Any, effective: Any, scope: dict[str, Any], *, jsonata: bool) -> list[Any]:
    if state.get("ItemReader"):
        return list(stepfunctions._read_map_items(state["ItemReader"], effective, scope))
    if jsonata and "Items" in state:
        return list(stepfunctions._jsonata_state_field(state, "Items", "array", raw, scope))
    return list(stepfunctions._resolve_path_or_ctx(state.get("ItemsPath", "$"), effective, scope))


def _batched(state: State, items: list[Any], effective: Any, scope: dict[str, Any]) -> list[Any]:
    batcher = state.get("ItemBatcher")
    if not batcher:
        return items
    size = int(batcher.get("MaxItemsPerBatch") or 100)
    shared = batcher.get("BatchInput")
    common = {} if shared is None else {"BatchInput": stepfunctions._resolve_params_obj(shared, effective, scope)}
    return [{**common, "Items": items[start : start + size]} for start in range(0, len(items), size)]


def _written(writer: State, results: Any, effective: Any, scope: dict[str, Any]) -> dict[str, Any]:
    """Write the results and their manifest to S3; what the state's result says of them."""
    template = writer.get("Arguments") or writer.get("Parameters")
    target = stepfunctions._resolve_params_obj(template, effective, scope)
    run_id = str(uuid.uuid4())
    folder = target["Prefix"].rstrip("/") + "/" if target.get("Prefix") else ""
    body = json.dumps(results).encode()
    file = {"Key": f"{folder}{run_id}/SUCCEEDED_0.json", "Size": len(body)}
    manifest = {
        "DestinationBucket": target["Bucket"],
        "MapRunArn": run_id,
        "ResultFiles": {"FAILED": [], "PENDING": [], "SUCCEEDED": [file]},
    }
    details = {"Bucket": target["Bucket"], "Key": f"{folder}{run_id}/manifest.json"}
    s3 = client("s3")
    s3.put_object(Bucket=target["Bucket"], Key=file["Key"], Body=body)
    s3.put_object(**details, Body=json.dumps(manifest).encode())
    return {"MapRunArn": run_id, "ResultWriterDetails": details}


def _placed(state: State, raw: Any, context: dict[str, Any], result: Any) -> Any:
    """A JSONPath state's output from its written result."""
    selected = stepfunctions._apply_result_selector(state, result)
    return stepfunctions._apply_output_path(state, stepfunctions._apply_result_path(state, raw, selected), context)
