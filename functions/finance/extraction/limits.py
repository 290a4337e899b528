"""How much of a file is looked at before it is refused, and what the process that reads it may spend."""

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bytes, counts, pixels and seconds; every one is checked before the costly step it guards.

    `memory_bytes`, `cpu_seconds` and `wall_seconds` bound the child process; `answer_bytes` is what it may say.
    """

    file_bytes: int = 10 * _MIB
    xml_bytes: int = 5 * _MIB
    xml_elements: int = 200_000
    xml_depth: int = 64
    xml_unwraps: int = 2
    zip_entries: int = 20
    zip_ratio: int = 100
    zip_bytes: int = 30 * _MIB
    pdf_pages: int = 200
    pdf_objects: int = 50_000
    pdf_attachments: int = 20
    text_pages: int = 30
    text_characters: int = 100_000
    kept_characters: int = 20_000
    image_pixels: int = 40_000_000
    image_side: int = 10_000
    render_pixels: int = 25_000_000
    render_dpi: int = 300
    ocr_pages: int = 5
    ocr_seconds: int = 22
    memory_bytes: int = 1_500_000_000
    cpu_seconds: int = 25
    wall_seconds: int = 30
    answer_bytes: int = 16 * _MIB


LIMITS = Limits()
