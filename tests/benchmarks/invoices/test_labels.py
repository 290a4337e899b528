"""Labelled sets: used as they are described, or not at all."""

import io
import json
from pathlib import Path

import pikepdf
import pytest

from benchmarks.invoices.labels import UnlabelledError, documents, labels, without_files
from tests.benchmarks.invoices.sets import ENTRIES, labelled_set

XML, PDF, PHOTO = "xml/papeleria.xml", "pdf/tiquete_pos.pdf", "image/foto_recibo.jpg"


def test_every_document_comes_with_its_label(tmp_path: Path) -> None:
    found = list(documents(labelled_set(tmp_path, XML, PDF), pages=False))
    assert [one.label.file for one in found] == [XML, PDF]
    assert found[0].content == (tmp_path / XML).read_bytes()
    assert found[1].label.expected["total"] == "213511.00"


def test_pages_leave_out_what_has_none(tmp_path: Path) -> None:
    labelled_set(tmp_path, XML, PDF, PHOTO)
    assert [label.file for label in labels(tmp_path, pages=True)] == [PDF, PHOTO]


def test_pages_come_without_the_files_inside() -> None:
    assert not attachments(without_files(with_file()))
    assert attachments(with_file())


def test_bytes_that_are_no_pdf_stay_as_they_are() -> None:
    assert without_files(b"%PDF-1.7 broken") == b"%PDF-1.7 broken"


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnlabelledError, match=r"There is no .*manifest\.json"):
        labels(tmp_path)


@pytest.mark.parametrize("content", ["{}}", "[1]", '[{"kind": "pdf"}]'])
def test_a_manifest_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(UnlabelledError, match="not a list of files"):
        labels(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (labelled_set(tmp_path, XML) / XML).unlink()
    with pytest.raises(UnlabelledError, match=r"papeleria\.xml is in the manifest, but not"):
        labels(tmp_path)


def test_a_file_that_was_changed_is_named(tmp_path: Path) -> None:
    entry = {**ENTRIES[XML], "sha256": "0" * 64}
    (labelled_set(tmp_path, XML) / "manifest.json").write_text(json.dumps([entry]))
    with pytest.raises(UnlabelledError, match="SHA-256 differs"):
        labels(tmp_path)


def with_file() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(document, b"<Invoice/>")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def attachments(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(document.attachments)
