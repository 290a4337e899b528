"""The demo of invoices, against a door that answers as the product does."""

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from rich.console import Console

from local.cli.api import Api
from local.cli.demos import Wishes
from local.cli.demos.invoices.delivery import Delivered, original
from local.cli.demos.invoices.folder import SAMPLES, File, files_of
from local.cli.demos.invoices.outcome import as_expected, table
from local.cli.demos.invoices.run import run
from local.cli.demos.invoices.waiting import Watch
from local.cli.errors import Trouble
from local.cli.steps import Steps
from tests.local.cli.builders import a_stack
from tests.loopback import Heard, loopback

REVIEW: dict[str, Any] = {
    "status": "needs_review",
    "kind": "invoice",
    "total": "119000.00",
    "currency": "COP",
    "withheld": None,
    "reasons": [{"code": "nit_dv", "detail": "…", "field": "seller.nit"}],
}

READY: dict[str, Any] = {"state": "ready", "approvers": 0, "reasons": []}


def test_every_file_is_uploaded_processed_and_shown_with_what_became_of_it(tmp_path: Path) -> None:
    (tmp_path / "uno.xml").write_bytes(b"<Invoice/>")
    (tmp_path / "dos.pdf").write_bytes(b"")
    expected = {"state": "refused", "reasons": ["xml_doctype"]}
    (tmp_path / "manifest.json").write_text(json.dumps([{"file": "uno.xml", "outcome": expected}, {"file": "dos.pdf"}]))
    with loopback(door) as running:
        url = running.url
        outcome = run(
            a_stack(api_url=url, workflows={"invoice_flow": "arn"}), Api(url), silent(), Wishes(folder=tmp_path)
        )
    put = next(heard for heard in running.heard if heard.method == "PUT")
    assert (put.body, put.headers["content-type"]) == (b"<Invoice/>", "application/xml")
    shown = rendered(outcome.shown[0])
    for words in (
        "needs_review",
        "nit_dv",
        "119,000.00 COP",
        "refused xml_doctype",
        "not accepted",
        "size must be greater than 0",
    ):
        assert words in shown
    assert [call for call in outcome.calls if "/finance/invoices/id-uno.xml" in call]


def test_what_came_in_an_earlier_run_is_shown_and_linked_as_the_document_of_then(tmp_path: Path) -> None:
    (tmp_path / "uno.xml").write_bytes(b"<Invoice/>")
    (tmp_path / "manifest.json").write_text('[{"file": "uno.xml", "outcome": {"state": "ready", "approvers": 0}}]')
    known = {
        "id-uno.xml": {**REVIEW, "invoice_id": "id-uno.xml", "status": "duplicate", "duplicate_of": "first"},
        "first": {**REVIEW, "invoice_id": "first", "status": "synced", "reasons": []},
    }

    def remembering(heard: Heard) -> tuple[int, Any]:
        return (200, known[heard.path.rpartition("/")[2]]) if heard.method == "GET" else door(heard)

    with loopback(remembering) as running:
        stack = a_stack(api_url=running.url, workflows={"invoice_flow": "arn"})
        outcome = run(stack, Api(running.url), silent(), Wishes(folder=tmp_path))
    assert "as expected" in rendered(outcome.shown[0])
    assert "/finance/invoices/first " in outcome.calls[0]


def test_a_cloud_without_the_flow_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no invoice_flow"):
        run(a_stack(), Api("http://127.0.0.1:9"), silent(), Wishes(folder=tmp_path))


def test_what_an_earlier_run_brought_is_shown_as_it_became_then() -> None:
    again = {"status": "duplicate", "duplicate_of": "first"}
    with loopback(door) as running:
        api = Api(running.url)
        assert original(api, again, File("a.xml", Path("a.xml"), {"state": "needs_review"})) == REVIEW
        assert original(api, again, File("a.xml", Path("a.xml"), {"state": "duplicate"})) == again
        assert original(api, again, File("a.xml", Path("a.xml"))) == again


@pytest.mark.parametrize(
    ("expected", "document", "met"),
    [
        ({"state": "ready", "approvers": 0}, {"status": "synced"}, True),
        ({"state": "ready", "approvers": 0}, {"status": "needs_review"}, False),
        ({"state": "ready", "approvers": 1}, {"status": "needs_review"}, True),
        ({"state": "ready", "approvers": 1}, {"status": "posted"}, False),
        ({"state": "needs_review", "reasons": ["nit_dv"]}, REVIEW, True),
        ({"state": "needs_review", "reasons": ["currency"]}, REVIEW, False),
        ({"state": "refused", "reasons": []}, REVIEW, False),
        (None, REVIEW, True),
    ],
)
def test_a_document_is_held_to_its_manifest(expected: Any, document: dict[str, Any], met: bool) -> None:  # noqa: FBT001
    assert as_expected(File("a.xml", Path("a.xml"), expected), document) is met


def test_what_was_expected_is_shown_where_a_document_stands_elsewhere() -> None:
    wanted = {"state": "ready", "approvers": 1, "reasons": []}
    posted = Delivered(File("a.xml", Path("a.xml"), wanted), "id")
    assert "ready approvers 1" in rendered(table([posted], {"a.xml": {**REVIEW, "status": "posted"}}))


def test_that_a_document_is_posted_and_what_alegra_said_is_shown_in_words() -> None:
    said = {"code": "unsupported_kind", "message": "A credit note is not put into Alegra yet."}
    failed = {**REVIEW, "status": "sync_failed", "reasons": [], "alegra": said}
    shown = words(READY, failed)
    assert "posted; Alegra: A credit note is not put into Alegra yet. (unsupported_kind)" in shown
    assert "as expected, posted, but not in Alegra" in shown


def test_what_is_in_alegra_is_simply_as_expected() -> None:
    there = {"alegra_id": "7", "code": None, "message": None}
    shown = words(READY, {**REVIEW, "status": "synced", "reasons": [], "alegra": there})
    assert "as expected" in shown
    assert "Alegra" not in shown


def test_whether_a_document_is_in_alegra_may_not_be_known() -> None:
    unknown = {**REVIEW, "status": "sync_unknown", "reasons": [], "alegra": {"code": "unanswered", "message": None}}
    shown = words(READY, unknown)
    assert "not known whether in Alegra" in shown
    assert "posted; Alegra: no reason given (unanswered)" in shown


def test_a_doubt_about_a_page_is_told_from_a_wrong_outcome() -> None:
    doubtful = {**REVIEW, "reasons": [{"code": "low_confidence"}, {"code": "attribute_missing"}]}
    assert "where nothing is in doubt" in words(READY, doubtful)


def test_sums_that_do_not_close_are_no_doubt_but_may_be_a_misreading() -> None:
    misread = {**REVIEW, "reasons": [{"code": "low_confidence"}, {"code": "arithmetic"}]}
    assert "in doubt" not in words(READY, misread)


def test_a_document_that_only_passes_is_waited_for() -> None:
    states = iter(["received", "ready", "posted", "synced", "nothing more is asked"])
    watch = Watch(lambda _: {"status": next(states)}, rest=5, pause=0)
    told: list[int] = []
    documents = watch.until_settled([a_delivered("a.xml")], lambda settled: told.append(len(settled)))
    assert documents == {"a.xml": {"status": "synced"}}
    assert told == [0, 0, 0, 1]


def test_a_document_that_rests_is_not_waited_for_forever() -> None:
    watch = Watch(lambda _: {"status": "ready"}, rest=0.01, patience=5, pause=0.005)
    assert watch.until_settled([a_delivered("a.xml")], lambda _: None) == {"a.xml": {"status": "ready"}}


def test_what_does_not_settle_is_shown_as_it_stands() -> None:
    watch = Watch(lambda _: {"status": "extracted"}, patience=0.02, pause=0.005)
    assert watch.until_settled([a_delivered("a.xml")], lambda _: None) == {"a.xml": {"status": "extracted"}}


def test_the_samples_come_in_the_order_of_their_manifest() -> None:
    files = files_of(SAMPLES)
    names = [file.name for file in files]
    assert names.index("xml/papeleria.xml") < names.index("duplicate/papeleria_otra_vez.xml")
    assert all(file.expected for file in files)


def test_a_folder_without_a_manifest_gives_what_could_be_an_invoice(tmp_path: Path) -> None:
    for name in ("b.PDF", "a.xml", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [file.name for file in files_of(tmp_path)] == ["a.xml", "b.PDF"]


@pytest.mark.parametrize(
    ("manifest", "told"), [("[]", "holds no"), ('[{"file": "x.pdf"}]', "not there"), ("{", "not a")]
)
def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, manifest: str, told: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(Trouble, match=told):
        files_of(tmp_path)


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no folder"):
        files_of(tmp_path / "nowhere")


def door(heard: Heard) -> tuple[int, Any]:
    """Uploads to itself; refuses what is empty; every document waits for a person."""
    path = urlsplit(heard.path).path
    if path.endswith("/upload-url") and not heard.json["size"]:
        return 422, {"title": "Invalid", "detail": "size must be greater than 0"}
    if path.endswith("/upload-url"):
        url = f"http://{heard.headers['host']}/bucket/{heard.json['file_name']}"
        headers = {"content-type": heard.json["content_type"], "content-length": str(heard.json["size"])}
        return 201, {"upload_url": url, "headers": headers, "file_path": f"company/{heard.json['file_name']}"}
    if path.endswith("/process"):
        return 202, {"invoice_id": f"id-{Path(heard.json['file_path']).name}", "status_url": "…"}
    return 200, REVIEW


def silent() -> Steps:
    return Steps(Console(file=io.StringIO()))


def a_delivered(name: str) -> Delivered:
    return Delivered(File(name, Path(name)), "id")


def words(expected: dict[str, Any], document: dict[str, Any]) -> str:
    """A row of the table, without its frame and its breaks."""
    delivered = Delivered(File("a.pdf", Path("a.pdf"), expected), "id")
    written = io.StringIO()
    Console(file=written, width=400).print(table([delivered], {"a.pdf": document}))
    return written.getvalue()


def rendered(shown: Any) -> str:
    written = io.StringIO()
    Console(file=written, width=200).print(shown)
    return written.getvalue()
