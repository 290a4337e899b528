"""What is taken out of a layer after its packages are installed, and what is changed."""

import shutil
from dataclasses import dataclass
from pathlib import Path

# Never imported at run time: tests, types, programs, sources of compiled modules.
UNUSED = ("bin", "**/tests", "**/*.pyi", "**/*.pyx", "**/*.pxd", "**/*.h", "**/*.c")

# The runtime brings the AWS SDK; the X-Ray SDK costs a third of a second of every cold start.
FORBIDDEN = ("boto3", "botocore", "aws_xray_sdk")


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
class Recipe:
    """How the installed packages become the content of a layer.

    Attributes:
        drop: patterns of paths that are not shipped, beside those that no layer ships.
        entry_points: distributions whose entry points are looked up at run time, as their `.dist-info` spells them.
        patches: changes to the packages.
    """

    drop: tuple[str, ...] = ()
    entry_points: tuple[str, ...] = ()
    patches: tuple[Patch, ...] = ()

    def apply(self, packages: Path) -> None:
        """Prune and change the packages in place. Raises RecipeError if something is there that must not be."""
        self._refuse_forbidden(packages)
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
