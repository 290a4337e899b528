"""What reads documents works with nothing but its layers: as in Lambda, where there is no environment of ours."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from layers.assets import stage_code
from layers.build import LIMIT_BYTES, layer_directory, put_on_path
from layers.target import Processor, Target
from layers.tree import unzipped_bytes
from tests.layers.conftest import Run

LIBRARIES = "lxml.etree, pikepdf, pypdfium2, PIL.Image, PIL.PngImagePlugin, PIL.JpegImagePlugin, pytesseract"


@pytest.fixture(scope="module")
def documents() -> Path:
    return layer_directory("documents", Target.host())


@pytest.mark.parametrize("processor", ["x86_64", "arm64"])
def test_what_reads_documents_fits_a_function_beside_the_base(processor: Processor) -> None:
    target = Target.cloud(processor)
    layers = (layer_directory(name, target) for name in ("base", "documents"))
    assert unzipped_bytes(*layers, stage_code("finance", target)) < LIMIT_BYTES


def test_the_libraries_import_from_the_layer_and_nothing_else(documents: Path, run: Run) -> None:
    imports = "\n".join(f"import {name}" for name in LIBRARIES.split(", "))
    report = (
        "\nprint([m.__file__ for m in sys.modules.values() if 'site-packages' in (getattr(m, '__file__', '') or '')])"
    )
    assert run(imports + report, documents / "python") == "[]\n"


def test_the_finance_agents_readers_import_from_its_layers_and_its_code(documents: Path, run: Run) -> None:
    base = layer_directory("base", Target.host())
    code = stage_code("finance", Target.host())
    printed = run(
        "import functions.finance.extraction.sandbox; print('ready')", code, base / "python", documents / "python"
    )
    assert printed == "ready\n"


@pytest.mark.parametrize("language", ["spa", "eng", "spa+eng"])
def test_the_program_sees_a_language_without_any_environment(documents: Path, tmp_path: Path, language: str) -> None:
    picture = Image.new("L", (1400, 260), 255)
    ImageDraw.Draw(picture).text((40, 60), "Factura de venta por 213.511,00 pesos", 0, ImageFont.load_default(48))
    picture.save(tmp_path / "picture.png")
    program, data = str(documents / "bin" / "tesseract"), str(documents / "share" / "tessdata")
    command = [program, str(tmp_path / "picture.png"), "-", "--tessdata-dir", data, "-l", language, "--psm", "6"]
    seen = subprocess.run(command, env={}, capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "Factura de venta por 213.511,00 pesos"


def test_programs_of_a_layer_are_found_before_the_systems(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.environ["PATH"])
    put_on_path("documents")
    once = os.environ["PATH"]
    put_on_path("documents")
    assert os.environ["PATH"] == once
    assert shutil.which("tesseract") == str(documents / "bin" / "tesseract")
