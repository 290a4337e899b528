"""Whatever a file does to the process that reads it, it is an outcome of that file, and the next one is read."""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.isolation import ReaderGoneError, Template, read_isolated
from functions.finance.extraction.limits import LIMITS
from functions.finance.extraction.reading import read
from functions.finance.extraction.refusal import Refused
from tests.functions.finance.extraction.dian_documents import dian, envelope
from tests.functions.finance.extraction.files import archive, pdf

SHORT = replace(LIMITS, wall_seconds=2, cpu_seconds=1, memory_bytes=300_000_000)
MISBEHAVE = (
    "from functions.finance.extraction.sandbox import serve;"
    "from tests.functions.finance.extraction.misbehaviour import misbehave;"
    "serve(misbehave)"
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Template]:
    """A template that misbehaves as its files tell it to."""
    template = Template(MISBEHAVE)
    yield template
    template.close()


def refusal(reader: Template, order: str) -> Refused:
    with pytest.raises(Refused) as refused:
        reader.read(order.encode(), SHORT)
    return refused.value


def test_a_file_is_read_as_without_isolation() -> None:
    for data in (dian().encode(), archive(envelope(dian()), pdf()), pdf(2)):
        assert read_isolated(data) == read(data)


def test_a_refusal_keeps_its_reason_and_its_detail() -> None:
    with pytest.raises(Refused) as refused:
        read_isolated(b"<!DOCTYPE a><a/>")
    assert refused.value.reason is ReasonCode.XML_DOCTYPE
    with pytest.raises(Refused, match="XML, PDF, PNG, JPEG nor ZIP"):
        read_isolated(b"MZ")
    with pytest.raises(Refused, match="too_large"):
        read_isolated(b" " * (LIMITS.file_bytes + 1))


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("crash", ReasonCode.UNREADABLE),
        ("abort", ReasonCode.DECODE_LIMIT),
        ("grow", ReasonCode.DECODE_LIMIT),
        ("recurse", ReasonCode.DECODE_LIMIT),
        ("sleep", ReasonCode.TIMEOUT),
        ("burn", ReasonCode.TIMEOUT),
        ("fail", ReasonCode.UNREADABLE),
    ],
)
def test_what_ends_the_child_is_the_outcome_of_its_file(reader: Template, order: str, reason: ReasonCode) -> None:
    begun = time.monotonic()
    assert refusal(reader, order).reason is reason
    assert time.monotonic() - begun < SHORT.wall_seconds + 2
    assert reader.read(b"shout", SHORT).findings[0].detail == ""


def test_a_failure_names_its_place_and_never_the_text_of_the_document(reader: Template) -> None:
    refused = refusal(reader, "fail root:x:0:0")
    assert "ValueError at misbehaviour.py:" in refused.detail
    assert "root:" not in str(refused)


def test_what_the_child_started_ends_with_it(reader: Template, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    assert refusal(reader, f"leave {marker}").reason is ReasonCode.TIMEOUT
    left = marker.stat().st_size
    time.sleep(0.3)
    assert left > 0
    assert marker.stat().st_size == left


def test_the_child_sees_neither_our_environment_nor_our_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    reader = Template(MISBEHAVE)
    with (tmp_path / "open").open("w") as opened:
        os.set_inheritable(opened.fileno(), True)
        seen = reader.read(b"look", SHORT).findings[0].detail
    reader.close()
    names, count, typed, descriptors = json.loads(seen.replace("'", '"'))
    assert set(names) <= {"PATH", "LD_LIBRARY_PATH", "TMPDIR", "LANG", "LC_CTYPE", "OMP_THREAD_LIMIT"}
    assert count == len(set(names) - {"LC_CTYPE"})
    assert typed == ""
    assert {name.partition(":")[0] for name in descriptors} <= {"/dev/null", "pipe"} | {
        name for name in descriptors if name.startswith("/proc/")
    }


def test_threads_take_turns_and_get_their_own_answers() -> None:
    documents = [dian().replace("SETP990000002", f"SETP{number}").encode() for number in range(990000010, 990000018)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(read_isolated, documents))
    assert [answer.sha256 for answer in answers] == [read(data).sha256 for data in documents]


def test_a_template_that_was_killed_is_started_again(reader: Template) -> None:
    reader.read(b"shout", SHORT)
    for process in psutil.Process().children():
        if "misbehave" in " ".join(process.cmdline()):
            process.kill()
    assert reader.read(b"shout", SHORT).findings


def test_a_reader_that_does_not_start_is_not_blamed_on_the_file() -> None:
    reader = Template("sys.exit(1)")
    with pytest.raises(ReaderGoneError):
        reader.read(b"shout", SHORT)
    reader.close()


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    reader = Template(MISBEHAVE)
    reader.read(b"shout", SHORT)
    assert refusal(reader, "abort").reason is ReasonCode.DECODE_LIMIT
    reader.close()
    assert list(tmp_path.iterdir()) == []


def test_a_warm_reading_costs_little_more_than_a_fork() -> None:
    data = dian().encode()
    read_isolated(data)
    seconds = []
    for _ in range(20):
        begun = time.perf_counter()
        read_isolated(data)
        seconds.append(time.perf_counter() - begun)
    assert sorted(seconds)[len(seconds) // 2] < 0.2, "an interpreter was started for each file"
