# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""Metrics that functions write into their logs."""

import json
import logging
from typing import Any

from local.emulator.corrections.inside import cloudwatch, lambda_svc
from local.emulator.corrections.pin import known

log = logging.getLogger("emulator")


def embedded_metrics() -> None:
    """MiniStack reads no metrics from logs, and evaluates alarms only when PutMetricData is called."""
    emit_logs = known(lambda_svc, "_emit_lambda_logs", "func request_id log_text error duration_ms log_source")
    known(cloudwatch, "_store_datum", "namespace name dims ts unit value values counts stat_values")
    evaluate_alarms = known(cloudwatch, "_evaluate_all_alarms", "")

    def emit(func: Any, request_id: str, log_text: str, *args: Any, **kwargs: Any) -> None:
        for line in (log_text or "").splitlines():
            if '"_aws"' in line:
                _store(line)
        emit_logs(func, request_id, log_text, *args, **kwargs)
        evaluate_alarms()

    lambda_svc._emit_lambda_logs = emit


def _store(line: str) -> None:
    """Store the metrics of one log line in embedded metric format; another line is left alone."""
    try:
        record = json.loads(line)
        meta = record["_aws"]
        for directive in meta["CloudWatchMetrics"]:
            for names in directive.get("Dimensions") or [[]]:
                dimensions = {name: str(record.get(name, "")) for name in names}
                for metric in directive["Metrics"]:
                    _store_datum(record, meta, directive["Namespace"], dimensions, metric)
    except (ValueError, KeyError, TypeError) as error:
        log.warning("not in embedded metric format (%s): %.200s", error, line)


def _store_datum(
    record: dict[str, Any], meta: dict[str, Any], namespace: str, dimensions: dict[str, str], metric: dict[str, Any]
) -> None:
    value = record[metric["Name"]]
    single, several = (None, value) if isinstance(value, list) else (value, None)
    cloudwatch._store_datum(
        namespace,
        metric["Name"],
        dimensions,
        meta["Timestamp"] / 1000,
        metric.get("Unit", "None"),
        single,
        several,
        None,
        None,
    )
