"""A description of a cloud, as `up` writes it."""

from typing import Any

from local.cli.stack_file import Account, Stack

ADMIN = Account(company="Astramech", role="admin", email="admin@astramech.example", password="a password of nobody")


def a_stack(**changes: Any) -> Stack:
    api = "http://127.0.0.1:9/_aws/execute-api/a1"
    fields: dict[str, Any] = {
        "stage": "local",
        "region": "us-east-1",
        "api_url": f"{api}/$default/api/v1",
        "websocket_url": "ws://127.0.0.1:9/_aws/execute-api/w1/live",
        "emulator_url": "http://127.0.0.1:9",
        "database_url": "postgresql://astramech_app@127.0.0.1:9/astramech",
        "database_owner_url": "postgresql://astramech@127.0.0.1:9/astramech",
        "buckets": {"uploads": "astramech-local-uploads-000000000000-us-east-1"},
        "bus": "astramech-local",
        "archive": "astramech-local",
        "table": "astramech-local",
        "signing_keys_secret": "astramech/local/signing-keys",
        "jwks_parameter": "/astramech/local/jwks",
        "dead_letter_prefix": "local-dead-",
        "functions": {"crm": ["local-crm-create-lead", "local-crm-get-lead"], "identity": ["local-identity-get-me"]},
        "workflows": {"lead_flow": "arn:aws:states:us-east-1:000000000000:stateMachine:local-lead-flow"},
        "admin": ADMIN,
        "logs": "/nowhere/logs",
    }
    return Stack(**{**fields, **changes})
