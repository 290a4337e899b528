"""Writes the JSON Schemas of the event catalogue: ``python -m shared.schemas.generate``.

One file per type and version in ``event_schemas/``, for the `detail` of an EventBridge event. Within a version a field
may be added, because consumers ignore what they do not know; none may be removed, change, or become optional. For that,
raise the model's ``version``: the file of the old version stays, for as long as its events are in logs and archives.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from shared.schemas.envelope import Envelope, EventData
from shared.schemas.events import CATALOGUE

FOLDER = Path(__file__).with_name("event_schemas")


class _WithoutFieldTitles(GenerateJsonSchema):
    def field_title_should_be_set(self, _schema: Any) -> bool:
        return False


class IncompatibleError(Exception):
    """A change that consumers of the same version would not survive."""


def main(folder: Path = FOLDER) -> None:
    """Write every schema that is new or has changed.

    Args:
        folder: where they are, and are written to.

    Raises:
        IncompatibleError: a change needs a new version; nothing was written.
    """
    schemas = {file_name(event): schema(event) for event in CATALOGUE}
    broken = [f"{name}: {fault}" for name, new in schemas.items() for fault in faults(_committed(folder / name), new)]
    if broken:
        raise IncompatibleError("Raise the version of the event, or take back the change.\n" + "\n".join(broken))
    folder.mkdir(exist_ok=True)
    for name, new in schemas.items():
        (folder / name).write_text(as_text(new))
        sys.stdout.write(f"{name}\n")


def file_name(event: type[EventData]) -> str:
    """``lead.created.v1.json``."""
    return f"{event.type}.v{event.version}.json"


def schema(event: type[EventData]) -> dict[str, Any]:
    """The JSON Schema of one event in its envelope."""
    envelope = Envelope.model_json_schema(mode="serialization", schema_generator=_WithoutFieldTitles)
    data = event.model_json_schema(mode="serialization", schema_generator=_WithoutFieldTitles)
    definitions = {**envelope.pop("$defs", {}), **data.pop("$defs", {})}
    fixed = {"type": event.type, "version": event.version, "source": f"astramech.{event.source}"}
    envelope["properties"] |= {name: {"const": value} for name, value in fixed.items()}
    envelope["properties"]["data"] = data
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:astramech:event:{event.type}:v{event.version}",
        **envelope,
        "title": event.type,
        "description": data.get("description", "").partition("\n")[0],
        **({"$defs": definitions} if definitions else {}),
    }


def as_text(document: dict[str, Any]) -> str:
    """The content of a file."""
    return json.dumps(document, indent=2) + "\n"


def faults(old: dict[str, Any] | None, new: dict[str, Any]) -> list[str]:
    """What in a changed schema a consumer that knows the old one would not survive."""
    if old is None:
        return []
    definitions = new.get("$defs", {})
    redefined = [f"{name} changed" for name, known in old.get("$defs", {}).items() if known != definitions.get(name)]
    return [*_of_object(old, new, "envelope"), *_of_object(_data(old), _data(new), "data"), *redefined]


def _of_object(old: dict[str, Any], new: dict[str, Any], where: str) -> list[str]:
    known, found = old["properties"], new["properties"]
    lost = [f"{where}.{name} was removed" for name in known if name not in found]
    changed = [
        f"{where}.{name} changed"
        for name in known
        if name in found and name != "data" and _meaning(known[name]) != _meaning(found[name])
    ]
    optional = [
        f"{where}.{name} became optional"
        for name in old.get("required", [])
        if name in found and name not in new.get("required", [])
    ]
    return lost + changed + optional


def _meaning(field: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in field.items() if name not in {"title", "description"}}


def _data(document: dict[str, Any]) -> dict[str, Any]:
    return dict(document["properties"]["data"])


def _committed(path: Path) -> dict[str, Any] | None:
    return dict(json.loads(path.read_text())) if path.exists() else None


if __name__ == "__main__":
    main()
