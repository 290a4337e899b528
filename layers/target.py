"""The platform that a layer or an asset is built for."""

import sys
from dataclasses import dataclass
from typing import Literal, Self

Processor = Literal["arm64", "x86_64"]

# Amazon Linux 2023, under every runtime since python3.12, has glibc 2.34: wheels of manylinux_2_28 load there.
CLOUD_PYTHON = "3.13"
CLOUD_PLATFORMS: dict[Processor, str] = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}


@dataclass(frozen=True)
class Target:
    """A version of Python on a platform.

    Attributes:
        python: minor version, like `3.13`.
        platform: what uv calls the platform; None is the machine that builds.
        name: part of a directory's name, like `python3.13-arm64`.
    """

    python: str
    platform: str | None
    name: str

    @classmethod
    def host(cls) -> Self:
        """This machine and this interpreter: what the cloud on one machine runs."""
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        return cls(python=python, platform=None, name=f"python{python}-host")

    @classmethod
    def cloud(cls, processor: Processor) -> Self:
        """The managed runtime of AWS Lambda on a processor."""
        return cls(python=CLOUD_PYTHON, platform=CLOUD_PLATFORMS[processor], name=f"python{CLOUD_PYTHON}-{processor}")
