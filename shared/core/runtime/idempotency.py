"""``Idempotency-Key``: the same key gives the same answer, and the effect happens once."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)

from shared.core.errors import Conflict, NotConfigured, Problem, Unavailable, Unprocessable
from shared.core.function import Function, LambdaCall
from shared.core.problems import MEDIA_TYPE, document
from shared.core.settings import settings

KEPT = 24 * 3600  # seconds
HEADER = "idempotency-key"


class _NotKept(Exception):  # noqa: N818 - not an error: an answer that must not be remembered
    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer


def idempotent(function: Function, handler: LambdaCall) -> LambdaCall:
    """Remember successful answers per caller, function and key for 24 hours.

    The same key with another body is refused; the same key while the first request runs is refused; a failed request
    is forgotten, so that it can be tried again.
    """
    config = IdempotencyConfig(
        event_key_jmespath="identity", payload_validation_jmespath="body", expires_after_seconds=KEPT
    )

    @cache
    def remembered() -> Callable[..., Any]:
        store = DynamoDBPersistenceLayer(
            table_name=settings.table_name,
            key_attr="pk",
            sort_key_attr="sk",
            static_pk_value=f"idempotency#{function.name}",
            expiry_attr="expires_at",
        )
        remember: Callable[..., Any] = idempotent_function(
            _kept(handler), data_keyword_argument="request", persistence_store=store, config=config
        )
        return remember

    def call(event: dict[str, Any], context: Any) -> Any:
        if HEADER not in event.get("headers", {}):
            return handler(event, context)
        config.register_lambda_context(context)
        try:
            return remembered()(request=_request(function, event), event=event, context=context)
        except _NotKept as failed:
            return failed.answer
        except IdempotencyAlreadyInProgressError:
            return _refusal(event, Conflict("A request with this Idempotency-Key is still running."))
        except IdempotencyValidationError:
            return _refusal(event, Unprocessable("This Idempotency-Key was used with another body."))
        except (IdempotencyPersistenceLayerError, NotConfigured):
            return _refusal(event, Unavailable("The Idempotency-Key cannot be kept right now. Try again shortly."))

    return call


def _kept(handler: LambdaCall) -> Callable[..., Any]:
    def run(*, request: dict[str, str], event: dict[str, Any], context: Any) -> Any:  # noqa: ARG001 - the key
        answer = handler(event, context)
        if answer["statusCode"] >= 400:  # noqa: PLR2004
            raise _NotKept(answer)
        return answer

    return run


def _request(function: Function, event: dict[str, Any]) -> dict[str, str]:
    caller = (event["requestContext"].get("authorizer") or {}).get("lambda") or {}
    identity = json.dumps([function.name, caller.get("caller_id"), event["headers"][HEADER]])
    body = f"{event.get('rawPath')}\n{event.get('body') or ''}".encode()
    return {"identity": identity, "body": hashlib.sha256(body).hexdigest()}


def _refusal(event: dict[str, Any], problem: Problem) -> dict[str, Any]:
    correlation_id = event["requestContext"].get("requestId", "")
    body = document(problem, instance=event.get("rawPath", ""), correlation_id=correlation_id)
    headers = {"content-type": MEDIA_TYPE, "x-correlation-id": correlation_id}
    return {"statusCode": int(problem.status), "headers": headers, "body": json.dumps(body)}
