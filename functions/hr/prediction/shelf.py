"""Where model files lie: beside the code, or in the bucket under a version that was approved."""

from pathlib import Path

from functions.hr.domain.models.evidence import ModelName
from functions.hr.domain.models.registered import Registered
from functions.hr.prediction.artefacts import PACKAGED, Artefact, packaged, packaged_manifest
from functions.hr.prediction.engine import Engine, load, loaded
from functions.hr.prediction.errors import ModelUnavailable
from shared.core.aws import AwsError
from shared.core.errors import ContentTooLarge, NotFound
from shared.storage.objects import ObjectStore

LARGEST = 20_000_000
"""Bytes of a model file that is still loaded."""

LARGEST_PAPER = 100_000


class FileShelf:
    """Model files of one company.

    Args:
        objects: the bucket, for those that are not deployed with the code.
        folder: of those that are.
    """

    def __init__(self, objects: ObjectStore, folder: Path = PACKAGED) -> None:
        self.objects = objects
        self.folder = folder

    def packaged(self, name: ModelName) -> Registered:
        return Registered(packaged_manifest(name, self.folder))

    def version_of(self, key: str) -> str:
        return self.objects.head(key).version

    def engine(self, one: Registered) -> Engine:
        """Loaded, from this process if it has it.

        Raises:
            ModelUnavailable: the file is absent, too large, or not the one that was approved.
        """
        return loaded(one.manifest.sha256) or load(self._artefact(one))

    def examined(self, one: Registered) -> Engine:
        """The same, after reading the file again: what this process has could hide that another lies there now.

        Raises:
            ModelUnavailable: the file is absent, too large, or not the one that was approved.
        """
        return load(self._artefact(one))

    def _artefact(self, one: Registered) -> Artefact:
        if one.object_key is None:
            return packaged(one.manifest.name, self.folder)
        try:
            content = self.objects.get(one.object_key, most=LARGEST, version=one.object_version)
        except (NotFound, ContentTooLarge, AwsError) as error:
            raise ModelUnavailable(f"The file of {one.manifest.name} cannot be read.") from error
        return Artefact(one.manifest, content)


class BesideFiles:
    """What is kept beside model files, in the same bucket.

    Args:
        objects: the bucket.
    """

    def __init__(self, objects: ObjectStore) -> None:
        self.objects = objects

    def put(self, key: str, content: bytes) -> None:
        self.objects.put(key, content, content_type="application/json")

    def get(self, key: str) -> bytes | None:
        try:
            return self.objects.get(key, most=LARGEST_PAPER)
        except NotFound:
            return None
