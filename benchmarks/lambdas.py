"""Deploys variants side by side: each a Lambda of the same size and settings, with the same base layer."""

import io
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.cloud import Cloud
from benchmarks.variants import Variant

MODEL = "local-crm-create-lead"
"""The deployed function whose settings, layer and environment all variants take."""

ROLE = "arn:aws:iam::000000000000:role/benchmark"


class Workshop:
    """Makes Lambdas in a cloud.

    Args:
        bus: what the variable ``BUS_NAME`` of every Lambda says.
    """

    def __init__(self, cloud: Cloud, bus: str) -> None:
        self.lambdas = cloud.client("lambda")
        self.model = self.lambdas.get_function_configuration(FunctionName=MODEL)
        self.environment = {**self.model["Environment"]["Variables"], **_addresses(cloud), "BUS_NAME": bus}
        self.published: dict[Path, str] = {}

    def make(self, variant: Variant) -> str:
        """The ARN of a Lambda that runs a variant: its first path is the code, the base layer and others follow."""
        code, _, *others = variant.paths
        made = self.lambdas.create_function(
            FunctionName=f"benchmark-{variant.name.replace('_', '-')}",
            Runtime=self.model["Runtime"],
            Role=ROLE,
            Handler=variant.handler,
            Code={"ZipFile": _zipped(code)},
            Timeout=self.model["Timeout"],
            MemorySize=self.model["MemorySize"],
            Layers=[*(layer["Arn"] for layer in self.model["Layers"]), *map(self._layer, others)],
            Environment={"Variables": self.environment},
            TracingConfig=self.model["TracingConfig"],
        )
        return str(made["FunctionArn"])

    def _layer(self, packages: Path) -> str:
        if packages not in self.published:
            made = self.lambdas.publish_layer_version(
                LayerName=f"benchmark-{packages.name}", Content={"ZipFile": _zipped(packages, below="python")}
            )
            self.published[packages] = made["LayerVersionArn"]
        return self.published[packages]


def _addresses(cloud: Cloud) -> dict[str, str]:
    """Where the database is, as libpq's variables for the floor, and as most projects pass it."""
    url = cloud.stack["database_owner_url"]
    parts = urlsplit(url)
    return {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGUSER": parts.username or "",
        "DATABASE_URL": url.replace("postgresql://", "postgresql+psycopg://"),
    }


def _zipped(directory: Path, below: str = "") -> bytes:
    archive: Any = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as files:
        for path in sorted(directory.rglob("*")):
            if path.is_file():
                files.write(path, Path(below) / path.relative_to(directory))
    return bytes(archive.getvalue())
