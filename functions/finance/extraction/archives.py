"""ZIP archives from strangers: few entries, no nesting, no bombs; member names are never used."""

import io
import struct
import zipfile
import zlib

from functions.finance.domain.reasons import ReasonCode
from functions.finance.extraction.limits import LIMITS, Limits
from functions.finance.extraction.refusal import Refused

ZIP_MAGIC = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_BYTES = 22
_MAX_COMMENT = 0xFFFF
_DIRECTORY_BYTES_PER_ENTRY = 4096
_ENCRYPTED = 0x1
_RATIO_FLOOR = 64 * 1024
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
)


def members(data: bytes, limits: Limits = LIMITS) -> list[bytes]:
    """The contents of the files inside, in directory order; folders are left out.

    Raises:
        Refused: zip_entries, zip_ratio, zip_nested, password_required, unsupported_format (a compression other than
            deflate), or unreadable.
    """
    _refuse_crowd(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_entries(entries, limits)
            return _inflated(archive, entries, limits)
    except _BROKEN as error:
        raise Refused(ReasonCode.UNREADABLE, f"a broken archive ({type(error).__name__})") from None


def _refuse_crowd(data: bytes, limits: Limits) -> None:
    """Count entries by the end record before anything builds a list of them."""
    end = data.rfind(_END, max(0, len(data) - _MAX_COMMENT - _END_BYTES))
    if end < 0 or end + _END_BYTES > len(data):
        raise Refused(ReasonCode.UNREADABLE, "an archive without its end")
    entries, directory_bytes = struct.unpack("<HI", data[end + 10 : end + 16])
    if entries > limits.zip_entries or directory_bytes > limits.zip_entries * _DIRECTORY_BYTES_PER_ENTRY:
        raise Refused(ReasonCode.ZIP_ENTRIES, f"{entries} entries")


def _refuse_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not entries or len(entries) > limits.zip_entries:
        raise Refused(ReasonCode.ZIP_ENTRIES, f"{len(entries)} entries")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refused(ReasonCode.PASSWORD_REQUIRED, "an encrypted archive")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Refused(ReasonCode.UNSUPPORTED_FORMAT, "a compression other than deflate")
    total = sum(entry.file_size for entry in entries)
    if total > limits.zip_bytes:
        raise Refused(ReasonCode.ZIP_RATIO, f"{total} bytes inflated")


def _inflated(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> list[bytes]:
    contents: list[bytes] = []
    for entry in entries:
        most = max(_RATIO_FLOOR, entry.compress_size * limits.zip_ratio)
        with archive.open(entry) as member:
            content = member.read(most + 1)
        if len(content) > most:
            raise Refused(ReasonCode.ZIP_RATIO, f"an entry beyond {most} bytes")
        if content.startswith((ZIP_MAGIC, _END)):
            raise Refused(ReasonCode.ZIP_NESTED)
        contents.append(content)
    return contents
