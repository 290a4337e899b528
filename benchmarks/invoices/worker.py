"""One reader over a whole set, in a process of its own so that nobody else's memory is counted as its.

``python -m benchmarks.invoices.worker READER DIR [--pages]`` prints a line of JSON for every document, then
one for itself.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.invoices import templates
from benchmarks.invoices.labels import Document, documents
from benchmarks.invoices.ours import Ours
from benchmarks.invoices.plain_regex import PlainRegex
from benchmarks.invoices.reader import Reader, Reading
from functions.finance.extraction.accuracy import Verdict, judge

READERS: dict[str, Callable[[Path], Reader]] = {
    "ours": Ours,
    PlainRegex.name: lambda _: PlainRegex(),
    "invoice2data": lambda _: templates.Templates(),
}
DECIDING = ("total", "tax_total", "seller_tax_id")


def main() -> None:
    name, folder, *options = sys.argv[1:]
    reader = READERS[name](Path(folder))
    warmed: set[str] = set()
    for document in documents(Path(folder), pages="--pages" in options):
        if document.label.kind not in warmed:
            reader.warm(document.content)
            warmed.add(document.label.kind)
        _tell(_measured(reader, document))
    _tell({"own_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss})


def _measured(reader: Reader, document: Document) -> dict[str, Any]:
    began = time.perf_counter()
    reading = reader.read(document.content)
    seconds = time.perf_counter() - began
    return {
        "file": document.label.file,
        "kind": document.label.kind,
        "verdicts": judge(document.label.expected, reading.answers),
        "outcome": reading.outcome,
        "reasons": reading.reasons,
        "posted_wrong": is_posted_wrong(document, reading),
        "seconds": reading.seconds or seconds,
    }


def is_posted_wrong(document: Document, reading: Reading) -> bool:
    """Whether a document would be posted by itself with a total, a tax or a supplier that is not its own.

    It is held to the whole truth, whatever the page shows. Without a tax id in it, the name is the supplier.
    """
    truth = document.label.truth
    deciding = DECIDING if truth.get("seller_tax_id") else (*DECIDING, "seller_name")
    verdicts = judge({name: truth[name] for name in deciding if name in truth}, reading.answers)
    return reading.posts and Verdict.WRONG in verdicts.values()


def _tell(fact: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
