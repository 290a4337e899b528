"""Accounts and what is in them: kept in a file, if there is a folder for it."""

import base64
import binascii
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from local.vendors.alegra.errors import Refused

PER_MINUTE = 150

Row = dict[str, Any]

KINDS = ("contacts", "items", "taxes", "retentions", "categories", "bills", "invoices", "payments")

TAXES = (
    *(("IVA", rate, "IVA") for rate in ("19.00", "5.00")),
    ("IVA exento", "0.00", "IVA"),
    *(("Impoconsumo", rate, "ICO") for rate in ("4.00", "8.00", "16.00")),
    ("Ultraprocesados", "20.00", "ICUI"),
)
RETENTIONS = (
    *((f"Retefuente {rate}", rate, "FUENTE") for rate in ("0.10", "1.00", "1.50", "2.00", "2.50", "3.50", "4.00")),
    *((f"Retefuente {rate}", rate, "FUENTE") for rate in ("6.00", "10.00", "11.00")),
    *((f"ReteICA {rate}", rate, "ICA") for rate in ("0.180", "0.414", "0.690", "0.766", "0.866", "0.966", "1.104")),
    ("ReteIVA 15", "15.00", "IVA"),
)
CATEGORIES = (
    ("1435", "Inventarios"),
    ("5110", "Honorarios"),
    ("5120", "Arrendamientos"),
    ("5135", "Servicios"),
    ("5195", "Gastos diversos"),
    ("5305", "Gastos financieros"),
    ("6205", "Compras de mercancías"),
)


@dataclass
class Account:
    """One company's account.

    Attributes:
        next_id: ids are small numbers as strings, and differ from account to account.
    """

    email: str
    token: str
    company: str
    plan: str = "plus"
    next_id: int = 1
    rows: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    window: float = 0.0
    used: int = 0

    def add(self, kind: str, row: Mapping[str, Any]) -> Row:
        """Keep a new row under an id of its own."""
        made = {"id": str(self.next_id), **row}
        self.next_id += 1
        self.rows[kind].append(made)
        return made

    def find(self, kind: str, identifier: object) -> Row | None:
        """The row with this id; ids are compared as they are written."""
        return next((row for row in self.rows[kind] if row["id"] == str(identifier)), None)

    def spend(self) -> dict[str, str]:
        """Count a request against the limit of a minute; the headers that tell of it.

        Raises:
            OverLimit: it is used up.
        """
        now = time.time()
        if now >= self.window + 60:
            self.window, self.used = now, 0
        self.used += 1
        headers = {
            "X-Rate-Limit-Limit": str(PER_MINUTE),
            "X-Rate-Limit-Remaining": str(max(0, PER_MINUTE - self.used)),
            "X-Rate-Limit-Reset": str(max(1, round(self.window + 60 - now))),
        }
        if self.used > PER_MINUTE:
            raise OverLimit(headers)
        return headers


class OverLimit(Refused):
    """Too many requests in a minute."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__(429, "Too many requests")
        self.headers = headers


class Accounts:
    """All accounts.

    Args:
        folder: where they are kept; None for memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self.file = folder / "accounts.json" if folder else None
        self.known: dict[str, Account] = {}
        if self.file and self.file.exists():
            self.known = {one["email"]: Account(**one) for one in json.loads(self.file.read_text())}

    def put(self, email: str, token: str, company: str, plan: str) -> Account:
        """Make an account with the taxes and accounts that every Colombian one begins with, or change its token."""
        account = self.known.get(email) or self._new(email, company)
        account.token, account.plan = token, plan
        self.save()
        return account

    def of(self, authorization: str) -> Account:
        """Whose credentials these are.

        Raises:
            Refused: nobody's.
        """
        scheme, _, encoded = authorization.partition(" ")
        try:
            email, _, token = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            email = token = ""
        account = self.known.get(email)
        if scheme.lower() != "basic" or account is None or account.token != token:
            raise Refused(401, "Autenticación requerida")
        return account

    def save(self) -> None:
        """Keep everything."""
        if self.file:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            partial = self.file.with_suffix(".new")
            partial.write_text(json.dumps([asdict(account) for account in self.known.values()], ensure_ascii=False))
            partial.replace(self.file)

    def _new(self, email: str, company: str) -> Account:
        account = Account(email=email, token="", company=company, next_id=1 + 1000 * (len(self.known) + 1))
        for name, percentage, kind in TAXES:
            account.add("taxes", {"name": name, "percentage": percentage, "type": kind, "status": "active"})
        for name, percentage, kind in RETENTIONS:
            account.add("retentions", {"name": name, "percentage": percentage, "type": kind, "status": "active"})
        for code, name in CATEGORIES:
            account.add("categories", {"code": code, "name": name, "status": "active", "type": "expense"})
        self.known[email] = account
        return account


def amount(value: object) -> Decimal:
    """A number of a request; zero for what is none."""
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return Decimal(0)
