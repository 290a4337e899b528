"""One closing line over several runs of pytest, read from their JUnit reports: `python -m tests.summary REPORT…`."""

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET


def main(reports: list[Path]) -> int:
    """Print the totals and what failed. Returns 1 if a test failed or a report is missing, else 0."""
    missing = [report for report in reports if not report.exists()]
    suites = [suite for report in reports if report.exists() for suite in _parse(report).iter("testsuite")]
    totals = _totals(suites)
    for name in _unsuccessful(suites):
        sys.stdout.write(f"FAILED {name}\n")
    for report in missing:
        sys.stdout.write(f"NO REPORT {report}\n")
    seconds = sum(float(suite.get("time", "0")) for suite in suites)
    sys.stdout.write(f"== {_sentence(totals)} in {seconds:.1f}s ==\n")
    return int(bool(missing or totals["failed"] or totals["errors"]))


def _parse(report: Path) -> ET.Element:
    return ET.parse(report).getroot()  # noqa: S314  # pytest wrote it a moment ago


def _totals(suites: list[ET.Element]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for suite in suites:
        failed, errors, skipped = (int(suite.get(name, "0")) for name in ("failures", "errors", "skipped"))
        totals.update(failed=failed, errors=errors, skipped=skipped)
        totals["passed"] += int(suite.get("tests", "0")) - failed - errors - skipped
    return totals


def _unsuccessful(suites: list[ET.Element]) -> list[str]:
    return [
        f"{case.get('classname')}::{case.get('name')}"
        for suite in suites
        for case in suite.iter("testcase")
        if case.find("failure") is not None or case.find("error") is not None
    ]


def _sentence(totals: Counter[str]) -> str:
    return ", ".join(f"{totals[name]} {name}" for name in ("failed", "passed", "skipped", "errors") if totals[name])


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
