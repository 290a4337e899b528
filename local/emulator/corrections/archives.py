# ruff: noqa: SLF001  (a correction replaces what is private to MiniStack)
"""How MiniStack unpacks the zips of functions and layers."""

import hashlib
import io
import os
import shutil
import tempfile
import threading
import types
import zipfile
from pathlib import Path
from typing import Any

from local.emulator.corrections.inside import lambda_svc, runtime
from local.emulator.corrections.pin import Diverged, known

CACHE = Path(os.environ.get("EMULATOR_CACHE") or Path(tempfile.gettempdir()) / "astramech-emulator-cache")
POINTER = ".extracted"


class ModeKeepingZip(zipfile.ZipFile):
    """A zip whose executables stay executable when extracted."""

    def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
        """Extract everything, then give executables their bits."""
        super().extractall(path, members, pwd)
        for entry in self.infolist():
            mode = (entry.external_attr >> 16) & 0o777
            if mode & 0o111 and not entry.is_dir():
                Path(path, entry.filename).chmod(mode)


def file_modes() -> None:
    """MiniStack drops Unix modes, as zipfile does; a binary in a layer would not be executable."""
    _extract_with(ModeKeepingZip)


def extract_once() -> None:
    """MiniStack unzips code and every layer into a new directory for every worker; extract once and link to it.

    Workers share the extracted tree, which is keyed by content: code that writes into its own task root would be seen
    by others (AWS mounts it read-only).
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    layer_zip = known(lambda_svc, "_resolve_layer_zip", "attachment")
    unzipped_size = known(lambda_svc, "_unzipped_size", "zip_data")
    known(lambda_svc, "_layer_unzipped_size", "attachment")
    lock = threading.Lock()

    def pointer_zip(attachment: Any) -> bytes | None:
        archive: bytes | None = layer_zip(attachment)
        if not archive:
            return archive
        with lock:
            target = _extracted(archive)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as pointer:
            pointer.writestr(POINTER, str(target))
        return buffer.getvalue()

    class LinkingZip(ModeKeepingZip):
        def extractall(self, path: Any = None, members: Any = None, pwd: bytes | None = None) -> None:
            if self.namelist() == [POINTER]:
                target = Path(self.read(POINTER).decode())
            elif self.filename and Path(path).name == "code":
                with lock:
                    target = _extracted(Path(self.filename).read_bytes())
            else:
                super().extractall(path, members, pwd)
                return
            Path(path).rmdir()
            Path(path).symlink_to(target)

    lambda_svc._resolve_layer_zip = pointer_zip
    lambda_svc._layer_unzipped_size = lambda attachment: unzipped_size(layer_zip(attachment))  # keeps the 250 MB check
    _extract_with(LinkingZip)


def _extract_with(zip_class: type[zipfile.ZipFile]) -> None:
    if not hasattr(runtime, "zipfile"):
        raise Diverged("lambda_runtime does not use zipfile")
    runtime.zipfile = types.SimpleNamespace(**{**vars(zipfile), "ZipFile": zip_class})


def _extracted(archive: bytes) -> Path:
    """The directory that holds the archive's files, made when missing."""
    target = CACHE / hashlib.sha256(archive).hexdigest()[:24]
    if target.is_dir():
        return target
    partial = Path(tempfile.mkdtemp(dir=CACHE))
    with ModeKeepingZip(io.BytesIO(archive)) as zipped:
        zipped.extractall(partial)
    partial.chmod(0o755)
    try:
        partial.rename(target)
    except OSError:  # another emulator with the same cache was faster
        shutil.rmtree(partial, ignore_errors=True)
    return target
