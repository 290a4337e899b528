"""Outputs of the stacks, under the names that `stack.json` gives them."""

from collections.abc import Mapping
from typing import Any

from local.cli.deployment import PREFIX

PLATFORM = {
    "api_url": "ApiUrl",
    "websocket_url": "WebsocketUrl",
    "bus": "BusName",
    "archive": "ArchiveName",
    "table": "TableName",
    "signing_keys_secret": "SigningKeysSecret",
    "jwks_parameter": "JwksParameter",
    "dead_letter_prefix": "DeadLetterPrefix",
}
"""Fields of `stack.json` and the outputs of the platform's stack; the app names them in `stacks.outputs`."""

BUCKETS = {"uploads": "UploadsBucket", "documents": "DocumentsBucket"}
FUNCTIONS = "Functions"
WORKFLOWS = "Workflows"


def named(outputs: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Fields of `stack.json` from the outputs of all stacks, by name of the stack."""
    platform = outputs[f"{PREFIX}platform"]
    return {
        **{field: platform[output] for field, output in PLATFORM.items()},
        "buckets": {name: platform[output] for name, output in BUCKETS.items()},
        "functions": {
            stack.removeprefix(PREFIX): _listed(values[FUNCTIONS])
            for stack, values in outputs.items()
            if FUNCTIONS in values
        },
        "workflows": {_name(arn): arn for values in outputs.values() for arn in _listed(values.get(WORKFLOWS, ""))},
    }


def _listed(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _name(arn: str) -> str:
    """`lead_flow` from `…:stateMachine:local-lead-flow`."""
    return arn.rpartition(":")[2].partition("-")[2].replace("-", "_")
