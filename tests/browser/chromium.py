"""Where Chromium is for tests of pages: named, installed, or unpacked from the npm package, which needs neither apt
nor root.
"""

import fcntl
import json
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "node_modules" / "@sparticuz" / "chromium"
PACKED = ("chromium", "al2023.tar", "fonts.tar")
INFLATE = (
    "const {createBrotliDecompress} = require('zlib');process.stdin.pipe(createBrotliDecompress()).pipe(process.stdout)"
)


FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{room}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{room}/font-cache</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
"""
"""Where the package's own font is; its own file looks for it where a Lambda unpacks it."""


class NoBrowserError(RuntimeError):
    """There is no Chromium, so pages cannot be tested here."""

    def __init__(self) -> None:
        super().__init__(
            "Pages are tested in a real Chromium, and there is none: name one in CHROMIUM_PATH, install `chromium`,"
            f" or run `make install`, which puts the npm package into {PACKAGE}."
        )


@dataclass(frozen=True)
class Chromium:
    """A browser that can be started, with what it needs in its environment."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)


def chromium() -> Chromium:
    """The browser of this machine.

    Raises:
        NoBrowserError: there is none.
    """
    named = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    if named:
        return Chromium(Path(named))
    if not PACKAGE.is_dir():
        raise NoBrowserError
    room = _unpacked()
    environment = {
        "LD_LIBRARY_PATH": f"{room / 'al2023' / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":"),
        "FONTCONFIG_FILE": str(room / "fonts.conf"),
    }
    return Chromium(room / "chromium", environment)


def _unpacked() -> Path:
    """The folder with the package's browser, its libraries and a font, unpacked once for all workers."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "astramech"
    cache.mkdir(parents=True, exist_ok=True)
    room = cache / f"chromium-{_version()}"
    with (cache / "chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not room.exists():
            half = room.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            for name in PACKED:
                _unpack(name, half)
            (half / "fonts.conf").write_text(FONTS.format(room=room))
            half.rename(room)
    return room


def _unpack(name: str, room: Path) -> None:
    with (PACKAGE / "bin" / f"{name}.br").open("rb") as packed:
        content = subprocess.run(["node", "-e", INFLATE], stdin=packed, check=True, stdout=subprocess.PIPE).stdout
    if not name.endswith(".tar"):
        (room / name).write_bytes(content)
        (room / name).chmod(0o755)
        return
    with tarfile.open(fileobj=BytesIO(content)) as archive:
        archive.extractall(room / name.removesuffix(".tar"), filter="data")


def _version() -> str:
    return str(json.loads((PACKAGE / "package.json").read_text())["version"])
