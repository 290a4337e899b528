"""Directories that are built: digests, sizes, locks, and the moment a new one takes the place of the old one."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

# The oldest date that a zip archive can hold.
DATE = 315_619_200


def files_below(directory: Path) -> list[Path]:
    """Every file below a directory, in a fixed order."""
    return sorted(path for path in directory.rglob("*") if path.is_file())


def unzipped_bytes(*directories: Path) -> int:
    """What Lambda counts against its limit, in bytes."""
    return sum(path.stat().st_size for directory in directories for path in files_below(directory))


def digest(facts: Iterable[str], files: Iterable[tuple[str, Path]] = ()) -> str:
    """A SHA-256 of facts and of named files' content, in hexadecimal."""
    total = hashlib.sha256()
    for fact in facts:
        total.update(hashlib.sha256(fact.encode()).digest())
    for name, path in files:
        total.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Let one process at a time build a directory."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    with directory.with_name(f".{directory.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """A new directory to fill, which takes the name of the old one when it is complete and never before."""
    workshop = Path(tempfile.mkdtemp(prefix=f".{directory.name}.", dir=directory.parent))
    try:
        new = workshop / "new"
        new.mkdir()
        yield new
        _normalise(new)
        if directory.exists():
            directory.rename(workshop / "old")
        new.rename(directory)
    finally:
        shutil.rmtree(workshop)


def _normalise(directory: Path) -> None:
    """Give everything the modes and the date that an archive should carry, whatever the umask and the clock."""
    for path in [directory, *directory.rglob("*")]:
        executable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if executable else 0o644)
        os.utime(path, (DATE, DATE))
