import base64
import time

import pytest

from local.emulator.server import REPOSITORY
from tests.local.emulator.cloud import Cloud

pytestmark = pytest.mark.emulator

LAYER = {"python/who.py": ("NAME = 'layer'", 0o644), "bin/tool": ("#!/bin/sh\n", 0o755)}


def test_handler_errors_keep_their_class_and_the_worker(cloud: Cloud) -> None:
    name = cloud.function("fail")
    answer = cloud.invoke(name)
    assert (answer["errorType"], answer["errorMessage"]) == ("RejectedError", "no")
    assert answer["stackTrace"]

    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": name},
        "Catch": [{"ErrorEquals": ["RejectedError"], "Next": "Caught"}],
        "End": True,
    }
    states = {"Task": task, "Caught": {"Type": "Succeed"}}
    ended = cloud.execute({"QueryLanguage": "JSONata", "StartAt": "Task", "States": states})
    assert ended["status"] == "SUCCEEDED"


def test_log_end_marker_makes_a_silent_invocation_fast_and_keeps_the_log(cloud: Cloud) -> None:
    name = cloud.function("echo")
    cloud.invoke(name)
    durations = []
    for _ in range(15):
        started = time.perf_counter()
        cloud.invoke(name)
        durations.append(time.perf_counter() - started)
    assert min(durations) < 0.045, durations  # stock: at least 0.05

    event = b'{"namespace": "Log"}'
    answer = cloud("lambda").invoke(FunctionName=cloud.function("metric"), LogType="Tail", Payload=event)
    log = base64.b64decode(answer["LogResult"]).decode()
    assert "CloudWatchMetrics" in log
    assert "\x01" not in log


def test_function_code_first_and_layer_binaries_on_the_path(cloud: Cloud) -> None:
    layer = cloud.layer(LAYER)
    own = cloud.invoke(cloud.function("probe", [layer], {"who.py": ("NAME = 'function'", 0o644)}))
    assert (own["who"], bool(own["tool"])) == ("function", True)
    assert cloud.invoke(cloud.function("probe", [layer]))["who"] == "layer"


def test_quick_start_loads_no_aws_client(cloud: Cloud) -> None:
    name = cloud.function("importable")
    assert cloud.invoke(name, {"modules": [], "loaded": ["json", "botocore", "urllib3"]}) == ["json"]


def test_runtime_packages_are_those_of_aws(cloud: Cloud) -> None:
    awss = ["boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil", "six"]
    others = ["cryptography", "ministack", "hypercorn", "yaml", "pip"]
    assert cloud.invoke(cloud.function("importable"), {"modules": awss + others}) == awss


def test_workers_see_nothing_of_the_repository(cloud: Cloud) -> None:
    seen = cloud.invoke(cloud.function("paths"))
    assert str(REPOSITORY) not in {path.rstrip("/") for path in seen["path"]}
    assert "PYTHONPATH" not in seen["environment"]
    assert not seen["cwd"].startswith(str(REPOSITORY))
    assert cloud.invoke(cloud.function("importable"), {"modules": ["json", "local", "shared", "functions"]}) == ["json"]
