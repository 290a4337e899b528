"""Exclusion lists as files: read by themselves, once, whatever they hold; and said in time when they grow old."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.calls.api import compliance
from functions.calls.events import on_registry_dropped
from functions.calls.jobs.rounds import warn_of_stale_registries
from functions.calls.service import list_files
from shared.core.clock import utc_now
from shared.core.invocation import new_id
from shared.storage.objects import uploads
from tests.functions.calls.compliance.office import Office
from tests.functions.calls.desk import THEIRS, Company
from tests.lambdas import LambdaContext, ask


def expect(office: Office, content: bytes, **changes: Any) -> Any:
    body = {"snapshot_at": (utc_now() - timedelta(hours=1)).isoformat(), "size": len(content)} | changes
    path = "/calls/registries/RNE/uploads"
    return ask(compliance.upload_registry, "POST", path, body=body, caller=office.officer)


def arrive(office: Office, content: bytes, key: str | None = None) -> dict[str, Any]:
    """Ask, upload, and what the bucket then announces; the copy that became of it."""
    told = expect(office, content).json
    (row,) = (one for one in rows(office) if str(one["id"]) == told["import_id"])
    key = key or row["file_key"]
    stored = uploads(utc_now).put(key, content, content_type="text/plain")
    for _ in range(2):
        found = {"key": key, "size": stored.size, "version-id": stored.version}
        detail = {"version": "0", "bucket": {"name": stored.bucket}, "object": found}
        on_registry_dropped({"id": str(new_id()), "source": "aws.s3", "detail": detail}, LambdaContext())
    (row,) = (one for one in rows(office) if one["id"] == row["id"])
    return dict(row)


def rows(office: Office) -> list[dict[str, Any]]:
    return office.company.rows("registry_snapshots")


def test_a_file_is_taken_in_once_and_removed(office: Office) -> None:
    content = f'{THEIRS}\r\n+573009999999,otro dato\n"+573008888888"\n3001234567\n\n{THEIRS}\n'.encode()
    taken = arrive(office, content)
    assert (taken["numbers"], taken["refused"], taken["repeated"]) == (3, 1, 1)
    assert taken["completed_at"]
    assert len(office.company.rows("registry_numbers")) == 3
    assert uploads(utc_now).delete(taken["file_key"]) == 0


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\x00\xff" * 5000, b"3001234567\n" * 3], ids=["empty", "-", "odd", "no"]
)
def test_a_file_without_a_number_fails_with_its_reason_and_the_list_before_counts(
    office: Office, content: bytes
) -> None:
    office.take_list(THEIRS)
    failed = arrive(office, content or b"\n")
    assert (failed["failed_because"], failed["completed_at"]) == ("no_numbers", None)
    shown = ask(compliance.list_registries, "GET", "/calls/registries", caller=office.viewer).json["items"]
    assert [(one["failed_because"], one["numbers"]) for one in shown] == [("no_numbers", 0), (None, 1)]
    assert len(office.company.rows("registry_numbers")) == 1


def test_lines_are_whole_across_the_parts_that_are_read(office: Office) -> None:
    many = [f"+5730{number:08d}" for number in range(400_000)]
    assert len("\n".join(many)) > list_files.PART
    taken = arrive(office, "\n".join(many).encode())
    assert (taken["numbers"], taken["refused"], taken["repeated"]) == (len(many), 0, 0)


def test_a_file_that_nobody_announced_is_left_alone(office: Office) -> None:
    key = f"{office.company.id}/registries/2026/11/somebodys.txt"
    assert arrive(office, THEIRS.encode(), key=key)["completed_at"] is None
    assert uploads(utc_now).delete(key) == 1


def test_a_list_of_the_future_or_of_no_size_is_refused(office: Office) -> None:
    assert expect(office, b"x", snapshot_at=(utc_now() + timedelta(days=1)).isoformat()).status == 400
    assert expect(office, b"x", snapshot_at=0).status == 422
    assert expect(office, b"x", snapshot_at="1795600000").status == 422
    assert expect(office, b"x", size=0).status == 422
    assert expect(office, b"x", size=10**12).status == 422
    assert rows(office) == []


def test_the_address_takes_exactly_what_was_announced(office: Office) -> None:
    told = expect(office, THEIRS.encode()).json
    assert told["method"] == "PUT"
    assert told["headers"] == {"content-length": str(len(THEIRS)), "content-type": "text/plain"}
    assert httpx.URL(told["upload_url"]).params["X-Amz-Expires"] == str(told["expires_in_seconds"])


def announced(hotel: Company) -> list[dict[str, Any]]:
    return [data for kind, data in hotel.announced() if kind == "registry.stale"]


def test_an_old_list_is_said_once_a_day_before_nobody_is_called_by_it(hotel: Company, office: Office) -> None:
    taken = office.take_list().json["import_id"]
    warn_of_stale_registries({}, LambdaContext())
    assert announced(hotel) == []
    four_days = datetime.now(UTC) - timedelta(days=4, minutes=1)
    hotel.age("registry_snapshots", taken, four_days)
    for _ in range(2):
        warn_of_stale_registries({}, LambdaContext())
    (told,) = announced(hotel)
    assert (told["list_name"], datetime.fromisoformat(told["stale_at"])) == ("RNE", four_days + timedelta(days=5))


def test_a_list_that_was_taken_anew_is_not_missed(hotel: Company, office: Office) -> None:
    old = office.take_list().json["import_id"]
    hotel.age("registry_snapshots", old, datetime.now(UTC) - timedelta(days=9))
    office.take_list()
    warn_of_stale_registries({}, LambdaContext())
    assert announced(hotel) == []
