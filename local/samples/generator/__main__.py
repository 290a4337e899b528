"""``python -m local.samples.generator``: write the set, and forget what is no longer in it."""

import json
import shutil
from pathlib import Path
from typing import Any

from local.samples.generator.assumptions import assumptions
from local.samples.generator.catalogue import samples

INVOICES = Path(__file__).parents[1] / "invoices"
MANIFEST = "manifest.json"
ASSUMPTIONS = "assumptions.json"


def write(folder: Path) -> None:
    """Write every sample, the manifest that tells of them, and what its outcomes assume."""
    entries = []
    for sample in samples():
        path = folder / sample.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.content)
        entries.append(sample.entry())
    _write_json(folder / MANIFEST, entries)
    _write_json(folder / ASSUMPTIONS, assumptions())


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    for old in (path for path in INVOICES.iterdir() if path.is_dir()):
        shutil.rmtree(old)
    write(INVOICES)
