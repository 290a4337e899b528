"""What registering a lead has in memory once it is ready: every package here is paid for by each cold start."""

import json
import subprocess
import sys

LOADED = """
import json, sys
from functions.crm.api.registration import create_lead
create_lead.lambda_handler
print(json.dumps(sorted(sys.modules)))
"""

OURS = {"functions", "shared"}
TYPING = {"annotated_doc", "annotated_types", "typing_extensions", "typing_inspection"}
HTTP = {"anyio", "fastapi", "mangum", "opentelemetry", "orjson", "pydantic", "pydantic_core", "sniffio", "starlette"}
DOCUMENTATION = {"email_validator", "idna"}  # of FastAPI; the layer's recipe takes it out
DATABASE = {"cython_runtime", "psycopg", "psycopg_binary"}
# Powertools takes the top module of botocore with it, which is small, and none of the rest.
LOGS = {"aws_lambda_powertools", "botocore", "jmespath"}
ALLOWED = TYPING | HTTP | DOCUMENTATION | DATABASE | LOGS


def test_registering_a_lead_starts_without_what_it_seldom_needs() -> None:
    ran = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    modules = set(json.loads(ran.stdout))
    packages = {module.split(".")[0] for module in modules} - set(sys.stdlib_module_names) - OURS
    assert {package for package in packages if not package.startswith("_")} <= ALLOWED
    assert "botocore.session" not in modules
    assert "shared.db.session" not in modules
