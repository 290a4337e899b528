"""MiniStack's modules as the corrections see them: untyped, and present only in the emulator's environment."""

import os
from typing import Any

import boto3
from ministack.core import lambda_runtime as runtime  # type: ignore[import-not-found]
from ministack.services import (  # type: ignore[import-not-found]
    apigateway,
    cloudwatch,
    dynamodb,
    eventbridge,
    lambda_svc,
    stepfunctions,
)
from ministack.services.cloudformation import provisioners  # type: ignore[import-not-found]

ACCOUNT = "000000000000"
REGION = os.environ.get("AWS_DEFAULT_REGION", "us-east-1")

__all__ = [
    "ACCOUNT",
    "REGION",
    "apigateway",
    "client",
    "cloudwatch",
    "dynamodb",
    "eventbridge",
    "lambda_svc",
    "provisioners",
    "runtime",
    "stepfunctions",
]


def client(service: str) -> Any:
    """A client of this very emulator, for what is simplest done through its front door."""
    open_client: Any = boto3.client
    return open_client(
        service,
        endpoint_url=f"http://127.0.0.1:{os.environ.get('GATEWAY_PORT', '4566')}",
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
    )
