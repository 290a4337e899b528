"""Readers at work: each over the whole set in a process of its own, its verdicts tallied by kind."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from functions.finance.extraction.accuracy import Tally, Verdict

OURS = "ours"


class ReaderFailedError(Exception):
    """A reader's process ended early; the message says how."""


@dataclass
class Run:
    """What one reader did.

    Attributes:
        megabytes: most memory of the process that asked and of the largest that read for it, together.
        missed: files with fields that are not right, and which.
        outcomes: of every file, with the reasons.
    """

    kinds: dict[str, Tally] = field(default_factory=dict)
    megabytes: float = 0
    missed: dict[str, dict[Verdict, list[str]]] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)

    def count(self, fact: dict[str, Any]) -> None:
        """One document."""
        verdicts = {name: Verdict(verdict) for name, verdict in fact["verdicts"].items()}
        tally = self.kinds.setdefault(fact["kind"], Tally())
        tally.add(verdicts, fact["outcome"], fact["seconds"])
        tally.auto_posted_wrong += fact["posted_wrong"]
        self.outcomes[fact["file"]] = " ".join([fact["outcome"], *fact["reasons"]])
        for name, verdict in verdicts.items():
            if verdict is not Verdict.RIGHT:
                self.missed.setdefault(fact["file"], {}).setdefault(verdict, []).append(name)

    def as_json(self) -> dict[str, Any]:
        return {kind: tally.as_json() for kind, tally in self.kinds.items()}


def run(reader: str, folder: Path, options: Sequence[str], seen: Callable[[], None]) -> Run:
    """One reader over a set; `seen` is called after every document.

    Raises:
        ReaderFailedError: its process ended early.
    """
    command = [sys.executable, "-m", "benchmarks.invoices.worker", reader, str(folder), *options]
    done = Run()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as process:
        for fact in _facts(process):
            if "file" not in fact:
                done.megabytes = fact["kilobytes"] / 1024
                continue
            done.count(fact)
            seen()
    if process.returncode or not done.megabytes:
        raise ReaderFailedError(f"{reader} ended with {process.returncode}; what it said stands above.")
    return done


def as_json(runs: dict[str, Run]) -> dict[str, Any]:
    """All runs in the form that is kept."""
    return {
        OURS: runs[OURS].as_json(),
        "peers": {name: one.as_json() for name, one in runs.items() if name != OURS},
        "peak_rss_mb": round(runs[OURS].megabytes, 1),
    }


def _environment() -> dict[str, str]:
    """With the programs of our environment on the PATH: Tesseract is one."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _facts(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    if process.stdout is None:
        raise ReaderFailedError("no pipe")
    yield from map(json.loads, process.stdout)
