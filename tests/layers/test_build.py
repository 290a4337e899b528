import json
from pathlib import Path

import pytest

from layers.assets import agent_names, stage_code
from layers.build import LIMIT_BYTES, MANIFEST, layer_directory, layer_names, read_manifest
from layers.interpreters import find_interpreter
from layers.recipe import FORBIDDEN
from layers.target import Processor, Target
from layers.tree import files_below, unzipped_bytes
from tests.layers import openapi_sample
from tests.layers.conftest import Run

ELF_MACHINES = {"x86_64": 62, "arm64": 183}
UNCHECKED_HASH = (1).to_bytes(4, "little")

PRODUCT = (
    "alembic.command, argon2, aws_lambda_powertools.logging, aws_lambda_powertools.metrics, email_validator, fastapi,"
    "jmespath, jwt, mangum, orjson, phonenumbers, psycopg, pydantic, sqlalchemy.orm,"
    "sqlalchemy.dialects.postgresql.psycopg, cryptography.hazmat.primitives.asymmetric.ed25519"
)


@pytest.fixture(scope="module")
def new_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place where nothing was built before this run."""
    return tmp_path_factory.mktemp("build")


@pytest.mark.parametrize("processor", ELF_MACHINES)
@pytest.mark.parametrize("name", layer_names())
def test_a_layer_fits_a_function_with_the_heaviest_agent(name: str, processor: Processor) -> None:
    target = Target.cloud(processor)
    layer = layer_directory(name, target)
    for agent in agent_names():
        assert unzipped_bytes(layer, stage_code(agent, target)) < LIMIT_BYTES


@pytest.mark.parametrize("processor", ELF_MACHINES)
@pytest.mark.parametrize("name", layer_names())
def test_programs_and_libraries_are_for_the_processor_and_the_version_of_the_target(
    name: str, processor: Processor
) -> None:
    files = files_below(layer_directory(name, Target.cloud(processor)))
    libraries = [path for path in files if ".so" in path.suffixes or path.parent.name == "bin"]
    machines = {int.from_bytes(path.read_bytes()[18:20], "little") for path in libraries}
    assert machines == {ELF_MACHINES[processor]}
    versions = {path.name.split(".")[1] for path in libraries if ".cpython-" in path.name}
    assert {version.split("-")[1] for version in versions} == {"313"}


@pytest.mark.parametrize("target", [Target.host(), Target.cloud("arm64"), Target.cloud("x86_64")], ids=lambda t: t.name)
def test_every_module_is_shipped_with_bytecode_that_is_never_checked(target: Target) -> None:
    layer = layer_directory("base", target)
    interpreter = find_interpreter(target.python)
    compiled = [path for path in files_below(layer) if path.suffix == ".pyc"]
    if interpreter is None:
        assert not compiled
        assert read_manifest(layer)["bytecode"] is None
        return
    modules = [path for path in files_below(layer) if path.suffix == ".py"]
    expected = {path.parent / "__pycache__" / f"{path.stem}.{interpreter.tag}.pyc" for path in modules}
    assert set(compiled) == expected
    headers = {path.read_bytes()[:8] for path in compiled}
    assert headers == {bytes.fromhex(interpreter.magic) + UNCHECKED_HASH}
    assert read_manifest(layer)["bytecode"] == interpreter.magic


def test_the_product_imports_from_the_layer_and_nothing_else(host_layer: Path, run: Run) -> None:
    report = f"""
import importlib, json
for name in {PRODUCT!r}.split(","):
    importlib.import_module(name.strip())
files = [getattr(module, "__file__", None) for module in sys.modules.values()]
print(json.dumps([file for file in files if file and "site-packages" in file]))
print(json.dumps(sorted(set(sys.modules) & set({FORBIDDEN!r}))))
"""
    foreign, forbidden = run(report, host_layer).splitlines()
    assert json.loads(foreign) == []
    assert json.loads(forbidden) == []


def test_zones_are_known_where_the_system_has_none(host_layer: Path, run: Run) -> None:
    """The runtime's images are made small, and whether they have ``/usr/share/zoneinfo`` is not ours to say."""
    ask = """
import zoneinfo
from datetime import datetime
zoneinfo.reset_tzpath(to=[])
at = datetime(2026, 11, 24, 12)
print([str(at.replace(tzinfo=zoneinfo.ZoneInfo(name)).utcoffset()) for name in ("America/Bogota", "America/Chicago")])
"""
    assert run(ask, host_layer) == "['-1 day, 19:00:00', '-1 day, 18:00:00']\n"


def test_the_layer_has_no_sdk_that_the_runtime_brings(host_layer: Path, run: Run) -> None:
    search = f"import importlib.util; print([name for name in {FORBIDDEN!r} if importlib.util.find_spec(name)])"
    assert run(search, host_layer) == "[]\n"


def test_a_new_build_equals_the_kept_one_byte_for_byte(new_build: Path) -> None:
    kept = layer_directory("base", Target.host())
    new = layer_directory("base", Target.host(), build=new_build)
    assert new != kept
    names = [[path.relative_to(layer) for path in files_below(layer)] for layer in (kept, new)]
    assert names[0] == names[1]
    assert [name for name in names[0] if (kept / name).read_bytes() != (new / name).read_bytes()] == []


def test_a_layer_is_made_again_only_when_its_ingredients_change(new_build: Path) -> None:
    made = layer_directory("base", Target.host(), build=new_build)
    first = made.stat().st_ino
    assert layer_directory("base", Target.host(), build=new_build).stat().st_ino == first

    manifest = read_manifest(made)
    (made / MANIFEST).write_text(json.dumps(manifest | {"key": "of other ingredients"}))
    (made / "python" / "fastapi" / "applications.py").unlink()
    assert layer_directory("base", Target.host(), build=new_build).stat().st_ino != first
    assert read_manifest(made) == manifest
    assert (made / "python" / "fastapi" / "applications.py").exists()


def test_the_openapi_document_is_the_same_with_the_patched_packages(host_layer: Path, run: Run) -> None:
    printed = run("import openapi_sample; print(openapi_sample.document())", host_layer, Path(__file__).parent)
    assert json.loads(printed) == json.loads(openapi_sample.document())
