# ruff: noqa: ANN001, ANN201, ARG001, PLC0415, T201  (what AWS calls, in AWS's shape)
# mypy: ignore-errors
"""The Lambdas of the emulator's tests: uploaded, never imported here."""

import json
import os
import shutil
import sys
import time
from pathlib import Path


class RejectedError(Exception):
    pass


def echo(event, context):
    return {"event": event, "pid": os.getpid(), "arn": context.invoked_function_arn}


def fail(event, context):
    raise RejectedError("no")


def fail_once(event, context):
    marker = Path(event["detail"]["marker"])
    if not marker.exists():
        marker.touch()
        raise RejectedError("once")
    marker.write_text("done")


def socket(event, context):
    if "fail" in json.dumps([event.get("body"), event.get("queryStringParameters")]):
        raise RejectedError("no")
    return {"statusCode": 200, "body": f"heard {event.get('body')}"}


def slow(event, context):
    time.sleep(event.get("seconds", 1))
    return "slept"


def paths(event, context):
    return {"path": sys.path, "environment": dict(os.environ), "cwd": str(Path.cwd())}


def importable(event, context):
    found = [name for name in event.get("loaded", []) if name in sys.modules]
    for name in event["modules"]:
        try:
            __import__(name)
        except ImportError:
            continue
        found.append(name)
    return found


def probe(event, context):
    import who

    layers = [path for path in os.environ.get("_LAMBDA_LAYERS_DIRS", "").split(os.pathsep) if path]
    return {
        "who": who.NAME,
        "tool": shutil.which("tool"),
        "layers": [str(Path(path).resolve()) for path in layers],
        "executable": [os.access(Path(path) / "bin" / "tool", os.X_OK) for path in layers],
    }


def metric(event, context):
    directive = {
        "Namespace": event["namespace"],
        "Dimensions": [["agent"]],
        "Metrics": [{"Name": "Leads", "Unit": "Count"}],
    }
    meta = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    print(json.dumps({"_aws": meta, "agent": "crm", "Leads": 3}))
