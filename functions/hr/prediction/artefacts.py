"""Model files as they were approved: the manifest beside the code, and bytes that must have its hash."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from functions.hr.domain.models.evidence import Manifest, ModelName
from functions.hr.prediction.errors import ModelUnavailable

PACKAGED = Path(__file__).with_name("models")
"""The champions of companies that have chosen no other: they are deployed with the code."""


@dataclass(frozen=True)
class Artefact:
    """A model file and what is known of it.

    Raises:
        ModelUnavailable: the bytes are not those of the manifest.
    """

    manifest: Manifest
    content: bytes

    def __post_init__(self) -> None:
        known = hashlib.sha256(self.content).hexdigest() == self.manifest.sha256
        if not self.content or not known:  # the library crashes on nothing at all
            raise ModelUnavailable(f"The file of {self.manifest.name} is not the one that was approved.")


def packaged(name: ModelName, folder: Path = PACKAGED) -> Artefact:
    """The model that lies beside the code.

    Raises:
        ModelUnavailable: it is absent, or its bytes or its manifest are not what was deployed.
    """
    manifest = packaged_manifest(name, folder)
    try:
        return Artefact(manifest, (folder / manifest.file).read_bytes())
    except OSError as error:
        raise ModelUnavailable(f"There is no model for {name}.") from error


@cache
def packaged_manifest(name: ModelName, folder: Path = PACKAGED) -> Manifest:
    """What is known of the model that lies beside the code.

    Raises:
        ModelUnavailable: there is no manifest, or none that can be read.
    """
    try:
        return Manifest.model_validate_json((folder / f"{name}.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelUnavailable(f"There is no manifest for {name}.") from error
