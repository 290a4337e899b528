"""CUFE and CUDE: the codes by which DIAN knows an electronic invoice or note.

Source: DIAN, Anexo técnico de factura electrónica de venta; the worked example of the annex is a test.
A receiver cannot recompute the code of an invoice, because it holds the issuer's technical key: a receiver checks its
form, and that XML, QR and page agree.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from hashlib import sha384
from typing import Literal

from functions.finance.domain.money import CENT

Environment = Literal["1", "2"]
"""1 production, 2 test."""

_CODE = re.compile(r"[0-9a-f]{96}", re.ASCII)
_ISSUE_TIME = re.compile(r"\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class CodeFields:
    """What the code of a document is made of.

    Args:
        number: prefix and number, as printed.
        issue_time: with its offset, ``10:53:10-05:00``.
        line_extension: sum of the lines before taxes.
        iva: schemes 01, 04 and 03; zero where the document has none.
        payable: the document's payable amount.
        issuer: NIT without check digit.
        buyer: number without check digit.
    """

    number: str
    issue_date: date
    issue_time: str
    line_extension: Decimal
    iva: Decimal
    inc: Decimal
    ica: Decimal
    payable: Decimal
    issuer: str
    buyer: str
    environment: Environment

    def __post_init__(self) -> None:
        if not _ISSUE_TIME.fullmatch(self.issue_time):
            raise ValueError("issue_time carries seconds and an offset, like 10:53:10-05:00")


def cufe(fields: CodeFields, technical_key: str) -> str:
    """The code of an invoice, from the technical key of its numbering range."""
    return _code(fields, technical_key)


def cude(fields: CodeFields, software_pin: str) -> str:
    """The code of a note, from the PIN of the issuer's software."""
    return _code(fields, software_pin)


def is_code(text: str) -> bool:
    """Whether it has the form of a CUFE, CUDE or CUDS: 96 lower-case hexadecimal digits."""
    return _CODE.fullmatch(text) is not None


def is_code_of_note(code: str, first_note: str) -> bool:
    """Whether the code is the hash of the document's first note, where many issuers leave the fields they hashed.

    A match shows that code and note belong together; no match shows nothing.
    """
    return sha384(first_note.strip().encode()).hexdigest() == code


def _code(fields: CodeFields, key: str) -> str:
    parts = (
        fields.number,
        fields.issue_date.isoformat(),
        fields.issue_time,
        _truncated(fields.line_extension),
        *("01", _truncated(fields.iva)),
        *("04", _truncated(fields.inc)),
        *("03", _truncated(fields.ica)),
        _truncated(fields.payable),
        fields.issuer,
        fields.buyer,
        key,
        fields.environment,
    )
    return sha384("".join(parts).encode()).hexdigest()


def _truncated(amount: Decimal) -> str:
    return str(amount.quantize(CENT, ROUND_DOWN))
