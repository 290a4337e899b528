"""Builders of labelled sets."""

import json
import shutil
from pathlib import Path
from typing import Any

from local.samples.generator.__main__ import INVOICES

ENTRIES: dict[str, dict[str, Any]] = {
    entry["file"]: entry for entry in json.loads((INVOICES / "manifest.json").read_text())
}


def labelled_set(folder: Path, *files: str) -> Path:
    """A folder with these of the samples, and their part of the manifest."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(INVOICES / file, folder / file)
    (folder / "manifest.json").write_text(json.dumps([ENTRIES[file] for file in files]))
    return folder
