"""invoice2data with the templates it comes with, where it is installed: it is never a dependency of ours."""

import importlib.util
import logging
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.invoices.reader import Reading

_FIELDS = {
    "invoice_number": "number",
    "date": "issue_date",
    "date_due": "due_date",
    "currency": "currency",
    "currency_code": "currency",
    "issuer": "seller_name",
    "partner_name": "seller_name",
    "vat": "seller_tax_id",
    "partner_vat": "seller_tax_id",
    "amount": "total",
    "amount_untaxed": "subtotal",
    "amount_tax": "tax_total",
}


def is_installed() -> bool:
    return importlib.util.find_spec("invoice2data") is not None


class Templates:
    """A document that a template fits is ready: the program asks for nothing else."""

    name = "invoice2data"

    def __init__(self) -> None:
        logging.disable(logging.CRITICAL)
        self._extract: Any = importlib.import_module("invoice2data").extract_data
        loader: Any = importlib.import_module("invoice2data.extract.loader")
        self._input: Any = importlib.import_module("invoice2data.input.pdfplumber")
        self._templates = loader.read_templates()

    def warm(self, content: bytes) -> None:
        self.read(content)

    def read(self, content: bytes) -> Reading:
        if not content.startswith(b"%PDF-"):
            return Reading(outcome="unread")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "document.pdf"
            path.write_bytes(content)
            try:
                found = self._extract(str(path), templates=self._templates, input_module=self._input)
            except Exception as error:  # noqa: BLE001 - whatever a template raises
                return Reading(outcome=f"failed: {type(error).__name__}")
        answers = {_FIELDS[name]: _plain(value) for name, value in (found or {}).items() if name in _FIELDS}
        if not answers:
            return Reading(outcome="unread")
        return Reading(outcome="ready", answers=answers, posts=True)


def _plain(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
