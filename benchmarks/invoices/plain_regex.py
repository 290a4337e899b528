"""The floor: text by pdfplumber, or Tesseract for pictures, and one regular expression per field.

Written as projects of this kind usually are: labels in five languages, the first date is the date, the first line is
the supplier, the last amount behind a label is the amount. It knows no layout and never abstains on purpose.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

import pdfplumber
import pytesseract
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException
from PIL import Image

from benchmarks.invoices.reader import Reading

_AMOUNT = r"(-?\d{1,3}(?:[.,' ]\d{3})*(?:[.,]\d{2})?|-?\d+(?:[.,]\d{2})?)"
_DATE = (
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|\d{1,2}[. -]+[A-Za-zéûä]{3,10}\.?[, -]+\d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
)
_NUMBER = re.compile(
    r"(?:invoice|factura|rechnungs?|facture|factuur|fatura)[\w .áéíóúü]{0,32}?(?:number|nummer|no|nr|n[°º]|#)?[ .:#°º]*"
    r"\b((?=[\w/-]*\d)[A-Z]{0,6}[ -]?\d[\w/-]*)",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?:date|fecha|datum|emisi[oó]n)[^\d\n]{0,30}?" + _DATE, re.IGNORECASE)
_DUE = re.compile(
    r"(?:due|vencimiento|vence|f[äa]llig|[ée]ch[ée]ance|vervaldatum|pago oportuno)[^\d\n]{0,30}?" + _DATE, re.IGNORECASE
)
_ANY_DATE = re.compile(_DATE)
_TAX_ID = re.compile(
    r"(?:NIT|VAT|USt-?Id\.?-?Nr|TVA|BTW|NIF|CIF|Tax ID|Steuernummer)[\w .:-]{0,12}?\b"
    r"([A-Z]{0,2}[\d.]{7,15})(?:-(\d))?\b"
)
_CUFE = re.compile(r"\b[0-9a-f]{96}\b")
_LABELS = {
    "subtotal": r"sub-?\s?total|net(?:to)?(?:betrag|summe)?|base imponible|total HT|zwischensumme",
    "tax_total": r"IVA|VAT|MwSt|USt|Mehrwertsteuer|Umsatzsteuer|Steuerbetrag|TVA|BTW|tax|impuestos?",
    "total": r"total(?: a pagar| due| amount| TTC| factura)?|amount due|totaal"
    r"|gesamt(?:betrag|summe)?|(?:brutto|rechnungs|end)(?:betrag|summe)",
}
_MONEY = {
    name: re.compile(
        rf"\b(?:{labels})\b[^\n]*?[$€£]?\s*{_AMOUNT}\s*(?:€|EUR|USD|COP)?\s*$", re.IGNORECASE | re.MULTILINE
    )
    for name, labels in _LABELS.items()
}
_CURRENCIES = {"COP": "COP", "USD": "USD", "EUR": "EUR", "€": "EUR", "GBP": "GBP", "£": "GBP", "CHF": "CHF", "$": "USD"}
_BUYER = re.compile(
    r"(?:bill(?:ed)? to|cliente|facturado a|kunde|client|customer|se[ñn]or(?:es)?)[ :]*\n?\s*(\S[^\n]*)", re.IGNORECASE
)
_MONTHS = (
    *(
        ("jan", "ene", "gen"),
        ("feb", "fev", "fév"),
        ("mar", "mär", "maa"),
        ("apr", "abr", "avr"),
        ("may", "mai", "mei"),
    ),
    *(("jun", "juin"), ("jul", "juil"), ("aug", "ago", "aoû"), ("sep", "set"), ("oct", "okt", "out"), ("nov",)),
    ("dec", "dic", "dez", "déc"),
)


class PlainRegex:
    """A document is ready when it has all that posting needs and subtotal and tax make the total."""

    name = "pdfplumber + regex"

    def warm(self, content: bytes) -> None:
        self.read(content)

    def read(self, content: bytes) -> Reading:
        try:
            answers = fields_of(_text(content))
        except (PdfminerException, PDFException, OSError, ValueError, pytesseract.TesseractError) as error:
            return Reading(outcome=f"failed: {type(error).__name__}")
        if not answers:
            return Reading(outcome="unread")
        posts = _adds_up(answers)
        return Reading(outcome="ready" if posts else "needs_review", answers=answers, posts=posts)


def fields_of(text: str) -> dict[str, str]:
    """The fields that the expressions find in a text."""
    return {name: value for name, value in _found(text) if value}


def _text(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            return "\n".join(page.extract_text() or "" for page in pdf.pages)
    if content.startswith((b"\xff\xd8", b"\x89PNG")):
        with Image.open(io.BytesIO(content)) as picture:
            return str(pytesseract.image_to_string(picture, lang="eng"))
    return ""


def _found(text: str) -> Iterator[tuple[str, str | None]]:
    yield "number", _first(_NUMBER, text)
    issued = _ISSUED.search(text) or _ANY_DATE.search(text)
    yield "issue_date", _day(issued.group(1)) if issued else None
    due = _DUE.search(text)
    yield "due_date", _day(due.group(1)) if due else None
    yield "currency", next((code for sign, code in _CURRENCIES.items() if sign in text), None)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    yield "seller_name", lines[0] if lines else None
    yield "buyer_name", _first(_BUYER, text)
    ids = [(number.replace(".", ""), digit) for number, digit in _TAX_ID.findall(text)]
    yield "seller_tax_id", ids[0][0] if ids else None
    yield "seller_tax_dv", ids[0][1] if ids else None
    yield "buyer_tax_id", ids[1][0] if len(ids) > 1 else None
    yield "uuid", _first(_CUFE, text, group=0)
    for name, expression in _MONEY.items():
        amounts = expression.findall(text)
        yield name, _amount(amounts[-1]) if amounts else None
    totals = _MONEY["total"].findall(text)
    yield "payable", _amount(totals[-1]) if totals else None


def _first(expression: re.Pattern[str], text: str, group: int = 1) -> str | None:
    found = expression.search(text)
    return found.group(group).strip() if found else None


def _amount(written: str) -> str | None:
    """The last separator with two digits behind it is the decimal one."""
    digits = re.sub(r"[' ]", "", written)
    if re.search(r",\d{2}$", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.search(r"\.\d{2}$", digits):
        digits = digits.replace(",", "")
    else:
        digits = re.sub(r"[.,]", "", digits)
    try:
        return str(Decimal(digits))
    except InvalidOperation:
        return None


def _day(written: str) -> str | None:
    """Day before month, unless the year stands first."""
    parts = re.findall(r"[^\W\d_]+|\d+", written)
    try:
        if re.match(r"\d{4}-", written):
            return date.fromisoformat(written).isoformat()
        if parts[0].isalpha():
            parts = [parts[1], parts[0], parts[2]]
        year = int(parts[2]) + (2000 if int(parts[2]) < 100 else 0)  # noqa: PLR2004 - two digits
        month = int(parts[1]) if parts[1].isdigit() else _month(parts[1])
        return date(year, month, int(parts[0])).isoformat()
    except (ValueError, IndexError):
        return None


def _month(name: str) -> int:
    for number, names in enumerate(_MONTHS, start=1):
        if name.lower().startswith(names):
            return number
    raise ValueError(name)


def _adds_up(answers: dict[str, str]) -> bool:
    if not {"number", "issue_date", "seller_name", "subtotal", "tax_total", "total"} <= answers.keys():
        return False
    return Decimal(answers["subtotal"]) + Decimal(answers["tax_total"]) == Decimal(answers["total"])
