"""What is taken out of a layer after its packages are installed, what is changed, and what is put beside them."""

import gzip
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

# Never imported at run time: tests, types, programs, sources of compiled modules.
UNUSED = ("bin", "**/tests", "**/*.pyi", "**/*.pyx", "**/*.pxd", "**/*.h", "**/*.c")

# The runtime brings the AWS SDK; the X-Ray SDK costs a third of a second of every cold start.
FORBIDDEN = ("boto3", "botocore", "aws_xray_sdk")

NODE_PACKAGES = Path(__file__).parent.parent / "node_modules"


class RecipeError(Exception):
    """The packages are not what the recipe was written for."""


@dataclass(frozen=True)
class Patch:
    """A change to the source of a package.

    Attributes:
        file: path below the layer's packages.
        old: text that stands there exactly once.
        new: what takes its place.
    """

    file: str
    old: str
    new: str

    def apply(self, packages: Path) -> None:
        """Change the file. Raises RecipeError if the text is not there exactly once."""
        path = packages / self.file
        source = path.read_text(encoding="utf-8") if path.is_file() else ""
        if source.count(self.old) != 1:
            raise RecipeError(f"{self.file} has changed: look whether the patch is still wanted\n{self.old}")
        path.write_text(source.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Move:
    """Part of a package that is shipped beside the packages: a program, or its data.

    Attributes:
        source: file or folder below the packages.
        target: its path in the layer; what lies in `bin/` is a program on the function's PATH.
    """

    source: str
    target: str

    def apply(self, packages: Path) -> None:
        """Move it. Raises RecipeError if it is not there."""
        source, target = packages / self.source, packages.parent / self.target
        if not source.exists():
            raise RecipeError(f"{self.source} is not there any more")
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        if target.parent.name == "bin":
            target.chmod(0o755)


@dataclass(frozen=True)
class Unpacked:
    """A gzipped file of an npm package that is shipped unpacked.

    Attributes:
        source: file below `node_modules`.
        target: its path in the layer.
        sha256: of the unpacked file, in hexadecimal; the layer is made again when it changes.
    """

    source: str
    target: str
    sha256: str

    def apply(self, packages: Path, node_packages: Path = NODE_PACKAGES) -> None:
        """Unpack it. Raises RecipeError if it is not there or another one."""
        source, target = node_packages / self.source, packages.parent / self.target
        if not source.is_file():
            raise RecipeError(f"{self.source} is not installed: run `make install`")
        content = gzip.decompress(source.read_bytes())
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise RecipeError(f"{self.source} is not the file that was examined")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


@dataclass(frozen=True)
class Recipe:
    """How the installed packages become the content of a layer.

    Attributes:
        drop: patterns of paths that are not shipped, beside those that no layer ships.
        entry_points: distributions whose entry points are looked up at run time, as their `.dist-info` spells them.
        patches: changes to the packages.
        moves: what leaves the packages for a place beside them, before anything is dropped.
        unpacked: files of npm packages that are put beside them.
    """

    drop: tuple[str, ...] = ()
    entry_points: tuple[str, ...] = ()
    patches: tuple[Patch, ...] = ()
    moves: tuple[Move, ...] = ()
    unpacked: tuple[Unpacked, ...] = ()

    def apply(self, packages: Path) -> None:
        """Prune and change the packages in place. Raises RecipeError if something is there that must not be."""
        self._refuse_forbidden(packages)
        for move in self.moves:
            move.apply(packages)
        for unpacked in self.unpacked:
            unpacked.apply(packages)
        for pattern in (*UNUSED, *self.drop):
            for path in sorted(packages.glob(pattern)):
                _remove(path)
        for information in packages.glob("*.dist-info"):
            self._prune_information(information)
        for patch in self.patches:
            patch.apply(packages)

    def _refuse_forbidden(self, packages: Path) -> None:
        found = [name for name in FORBIDDEN if (packages / name).exists()]
        if found:
            raise RecipeError(f"not in a layer: {', '.join(found)}")

    def _prune_information(self, information: Path) -> None:
        """Keep the metadata, which libraries and scanners of vulnerabilities read.

        Entry points stay only where they are used: whoever asks for one reads the files of all distributions.
        """
        keep = {"METADATA"}
        if information.name.partition("-")[0] in self.entry_points:
            keep.add("entry_points.txt")
        for path in information.iterdir():
            if path.name not in keep:
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
