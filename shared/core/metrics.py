"""Numbers for dashboards and alarms, beside those that every function writes about itself."""

from typing import Literal

from aws_lambda_powertools import Metrics

from shared.core.runtime.observed import NAMESPACE


def measure(name: str, value: float, unit: Literal["Count", "Seconds"]) -> None:
    """Add a number to those that this invocation writes at its end."""
    Metrics(namespace=NAMESPACE).add_metric(name=name, unit=unit, value=value)
