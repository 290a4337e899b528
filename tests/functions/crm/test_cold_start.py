"""What registering a lead has in memory once it is ready: every package here is paid for by each cold start."""

import json
import subprocess
import sys
from typing import Any

import pytest

STARTED = """
import gc, json, sys
from functions.crm.api.registration import create_lead
create_lead.lambda_handler
print(json.dumps({"modules": sorted(sys.modules), "passes": sum(one["collections"] for one in gc.get_stats())}))
"""

OURS = {"functions", "shared"}
TYPING = {"annotated_doc", "annotated_types", "typing_extensions", "typing_inspection"}
HTTP = {"anyio", "fastapi", "mangum", "opentelemetry", "orjson", "pydantic", "pydantic_core", "sniffio", "starlette"}
DOCUMENTATION = {"email_validator", "idna"}  # of FastAPI; the layer's recipe takes it out
DATABASE = {"cython_runtime", "psycopg", "psycopg_binary"}
# Powertools takes the top module of botocore with it, which is small, and none of the rest.
LOGS = {"aws_lambda_powertools", "botocore", "jmespath"}
ALLOWED = TYPING | HTTP | DOCUMENTATION | DATABASE | LOGS


@pytest.fixture(scope="module")
def started() -> Any:
    """What a fresh interpreter says once the function is ready."""
    ran = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def test_registering_a_lead_starts_without_what_it_seldom_needs(started: Any) -> None:
    packages = {module.split(".")[0] for module in started["modules"]} - set(sys.stdlib_module_names) - OURS
    assert {package for package in packages if not package.startswith("_")} <= ALLOWED
    assert "botocore.session" not in started["modules"]
    assert "shared.db.session" not in started["modules"]


def test_the_garbage_collector_keeps_out_of_the_way(started: Any) -> None:
    assert started["passes"] < 20, "by default there are about 150"
