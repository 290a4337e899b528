"""The program that sees words in a picture; it is found on the PATH, its data beside it."""

import shutil
import tempfile
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytesseract
from PIL import Image

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.layout import Word
from functions.finance.extraction.refusal import Refused

LANGUAGES = "spa+eng"
_LEAST_CONFIDENCE = 0.2


def see(
    picture: Image.Image, mode: int, points_per_pixel: float, seconds: float, languages: str = LANGUAGES
) -> tuple[Word, ...]:
    """The words in a picture with their boxes in points.

    Args:
        picture: grey.
        mode: Tesseract's page segmentation mode: 4 columns of text, 6 a block, 11 sparse text.
        points_per_pixel: of the page that it shows.
        seconds: after which it is stopped.
        languages: one is quicker than two.

    Raises:
        Refused: timeout, unreadable ("OCR not available" where the program does not start).
    """
    with tempfile.TemporaryDirectory(prefix="seeing-") as folder:
        file = Path(folder) / "picture.pgm"
        picture.save(file)
        table = _table(str(file), mode, seconds, languages)
    return tuple(_words(table, points_per_pixel))


def _table(file: str, mode: int, seconds: float, languages: str) -> dict[str, list[Any]]:
    options = f"--psm {mode} {data_option()}"
    try:
        table: dict[str, list[Any]] = pytesseract.image_to_data(
            file, lang=languages, config=options, timeout=seconds, output_type=pytesseract.Output.DICT
        )
    except (pytesseract.TesseractNotFoundError, SystemExit, PermissionError):
        raise Refused(ReasonCode.UNREADABLE, "OCR not available") from None
    except pytesseract.TesseractError as error:
        detail = "OCR not available" if "shared librar" in error.message else f"OCR failed with status {error.status}"
        raise Refused(ReasonCode.UNREADABLE, detail) from None
    except RuntimeError:
        raise Refused(ReasonCode.TIMEOUT, f"OCR took more than {seconds:.0f} s") from None
    return table


@cache
def data_option() -> str:
    """Where the data is, if it lies beside the program; a system's Tesseract knows its own."""
    program = shutil.which("tesseract")
    if program is None:
        raise Refused(ReasonCode.UNREADABLE, "OCR not available")
    data = Path(program).resolve().parents[1] / "share" / "tessdata"
    return f'--tessdata-dir "{data}"' if data.is_dir() else ""


def _words(table: dict[str, list[Any]], scale: float) -> list[Word]:
    """The table's words; the type of a word is as high as most words of its line."""
    rows = [
        {name: column[row] for name, column in table.items()}
        for row in range(len(table["text"]))
        if str(table["text"][row]).strip() and float(table["conf"][row]) >= 100 * _LEAST_CONFIDENCE
    ]
    heights: dict[tuple[int, ...], list[int]] = {}
    for row in rows:
        heights.setdefault(_line(row), []).append(row["height"])
    return [
        Word(
            text=str(row["text"]).strip(),
            box=_box(row, scale),
            size=median(heights[_line(row)]) * scale,
            confidence=min(1.0, float(row["conf"]) / 100),
        )
        for row in rows
    ]


def _line(row: dict[str, Any]) -> tuple[int, ...]:
    return row["block_num"], row["par_num"], row["line_num"]


def _box(row: dict[str, Any], scale: float) -> tuple[float, float, float, float]:
    left, top, width, height = (row[name] * scale for name in ("left", "top", "width", "height"))
    return left, top, left + width, top + height
