import json
import time

import pytest

from local.cli.errors import Trouble
from local.cli.log_lines import functions_named, line_of, milliseconds_ago
from tests.local.cli.builders import a_stack

AT = 1_795_476_073_815
METRIC = json.dumps({"_aws": {"CloudWatchMetrics": []}, "service": "crm", "Answered2xx": [1.0]})


def shown(text: str, *, everything: bool = False) -> str | None:
    line = line_of("crm-create-lead", AT, text, everything=everything)
    return str(line)[len("00:00:00.000 ") :] if line else None


def test_a_record_is_one_line_with_its_facts() -> None:
    record = {
        "level": "WARNING",
        "message": "dependency down",
        "service": "crm",
        "timestamp": "2026-11-23T23:21:13Z",
        "reason": "OperationalError",
        "company_id": None,
        "problem": {"status": 503},
    }
    assert shown(json.dumps(record)) == (
        'WARNING crm-create-lead dependency down reason=OperationalError problem={"status": 503}'
    )


def test_a_call_is_shown_with_its_length() -> None:
    report = "REPORT RequestId: 2c6f\tDuration: 992 ms\tBilled Duration: 992 ms\tMemory Size: 512 MB"
    assert shown(report) == "        crm-create-lead ran 992 ms request=2c6f"


@pytest.mark.parametrize("noise", ["START RequestId: 2c6f Version: $LATEST", "END RequestId: 2c6f", METRIC])
def test_noise_is_shown_only_to_who_asks(noise: str) -> None:
    assert shown(noise) is None
    assert shown(noise, everything=True)


@pytest.mark.parametrize("text", ["Traceback (most recent call last):", "12", '"text"', "[1]", "{not json"])
def test_what_is_no_record_is_shown_as_it_is(text: str) -> None:
    assert shown(text + "\n") == f"        crm-create-lead {text}"


def test_functions_are_found_by_name_or_by_its_beginning() -> None:
    stack = a_stack()
    assert functions_named(stack, "crm-create-lead") == ["crm-create-lead"]
    assert functions_named(stack, "crm") == ["crm-create-lead", "crm-get-lead"]
    assert functions_named(stack, "local-crm-get_lead") == ["crm-get-lead"]
    assert len(functions_named(stack, None)) == 3
    with pytest.raises(Trouble) as error:
        functions_named(stack, "sales")
    assert "crm-create-lead" in error.value.advice


def test_lengths_of_time() -> None:
    assert abs(milliseconds_ago("10m") - (time.time() - 600) * 1000) < 1000
    for wrong in ("10", "m", "1w", "-5m", "1.5h"):
        with pytest.raises(Trouble):
            milliseconds_ago(wrong)
