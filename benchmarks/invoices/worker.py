"""One reader over a whole set, in a process of its own so that nobody else's memory is counted as its.

``python -m benchmarks.invoices.worker READER DIR [--pages]`` prints a line of JSON for every document, then
one for itself.
"""

import atexit
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
    atexit.register(_tell_memory)  # called last: what reads for us has been ended, and is counted
    name, folder, *options = sys.argv[1:]
    reader = READERS[name](Path(folder))
    warmed: set[str] = set()
    for document in documents(Path(folder), pages="--pages" in options):
        if document.label.kind not in warmed:
            reader.warm(document.content)
            warmed.add(document.label.kind)
        _tell(_measured(reader, document))


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


def _tell_memory() -> None:
    """Most memory of this process, and of the largest of those that it started."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    _tell({"kilobytes": _own_kilobytes() + started})


def _own_kilobytes() -> int:
    """Not what getrusage says: that begins with the memory of the process that started this one."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def _tell(fact: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
