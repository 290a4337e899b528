"""From what Lambda reports to dollars, on numbers that are counted by hand."""

from decimal import Decimal

import pytest

from benchmarks.costs import Measured, Ran, costs, ran

REPORT = (
    "REPORT RequestId: a\tDuration: 1999.2 ms\tBilled Duration: 2000 ms\tMemory Size: 512 MB\tMax Memory Used: 9 MB"
)


def test_reports_add_up() -> None:
    found = ran([REPORT, "START RequestId: b", REPORT])
    assert found == Ran(calls=2, seconds=Decimal(4), megabytes=512)
    assert found.gb_seconds == 2


def test_a_function_that_never_ran_has_none() -> None:
    assert ran(["START RequestId: b"]) is None


@pytest.mark.parametrize(("architecture", "computing"), [("arm64", "0.133334"), ("x86_64", "0.166667")])
def test_a_thousand_documents_cost_ten_times_a_hundred(architecture: str, computing: str) -> None:
    hundred = Measured(100, {"a": Ran(500, Decimal(500), 2048)}, transitions=400, events=200)
    assert costs(hundred, architecture) == {
        "Lambda, GB-seconds": Decimal(computing),
        "Lambda, requests": Decimal("0.001"),
        "Step Functions, transitions": Decimal("0.1"),
        "EventBridge, events": Decimal("0.002"),
        "S3, requests": Decimal("0.0058"),
    }
