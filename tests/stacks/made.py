"""The templates of the stages, each made once per run by whichever process of the tests needs it first."""

import fcntl
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from stacks.settings import StageSettings
from tests.stacks.assembly import Assembly, everything, read, synthesize


class Made(Mapping[str, Assembly]):
    """Templates by stage.

    Args:
        folder: of the run, shared by its processes.
        stages: every stage.
        settings: of a stage.
    """

    def __init__(self, folder: Path, stages: tuple[str, ...], settings: Callable[[str], StageSettings]) -> None:
        self._folder = folder
        self._stages = stages
        self._settings = settings
        self._found: dict[str, Assembly] = {}

    def __getitem__(self, stage: str) -> Assembly:
        if stage not in self._found:
            self._found[stage] = self._made(self._settings(stage))
        return self._found[stage]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stages)

    def __len__(self) -> int:
        return len(self._stages)

    def _made(self, settings: StageSettings) -> Assembly:
        """From what another process has made, else made now. What failed once fails again without being tried."""
        directory, failed = self._folder / settings.stage, self._folder / f"{settings.stage}.failed"
        application = everything(settings)
        self._folder.mkdir(exist_ok=True)
        with (self._folder / f"{settings.stage}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            assert not failed.exists(), failed.read_text()
            if directory.exists():
                return Assembly(settings, application.functions, read(directory))
            try:
                return synthesize(settings, application, directory, validated=settings.stage == "prod")
            except Exception as error:
                failed.write_text(f"the stage {settings.stage} cannot be made: {error}")
                raise
