from pathlib import Path

import pytest

from tests import summary

GREEN = '<testsuites><testsuite tests="3" failures="0" errors="0" skipped="1" time="1.5"/></testsuites>'
RED = """<testsuites><testsuite tests="3" failures="1" errors="1" skipped="0" time="2">
<testcase classname="tests.crm" name="test_good"/>
<testcase classname="tests.crm" name="test_bad"><failure>no</failure></testcase>
<testcase classname="tests.crm" name="test_ugly"><error>no</error></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "green.xml", tmp_path / "red.xml"]
    for path, content in zip(paths, (GREEN, RED), strict=True):
        path.write_text(content)
    return paths


def test_the_runs_are_one_line_and_what_failed_is_named(
    reports: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert summary.main(reports) == 1
    assert capsys.readouterr().out.splitlines() == [
        "FAILED tests.crm::test_bad",
        "FAILED tests.crm::test_ugly",
        "== 1 failed, 3 passed, 1 skipped, 1 errors in 3.5s ==",
    ]


def test_only_green_runs_succeed(reports: list[Path]) -> None:
    assert summary.main(reports[:1]) == 0


def test_a_run_that_left_no_report_is_a_failure(reports: list[Path], tmp_path: Path) -> None:
    assert summary.main([reports[0], tmp_path / "none.xml"]) == 1
