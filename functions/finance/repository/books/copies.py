"""Finds the documents that another one is a copy of, or resembles. Partial unique indexes decide races."""

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from functions.finance.domain.duplicates import SMALLEST_DIFFERENCE, WITHIN
from functions.finance.domain.record import Facts
from shared.db.models.finance import DEAD, DocumentFile, Invoice

_UNIQUE = {"uq_invoices_cufe", "uq_invoices_number"}
_UNREAD = ("received", "identified", "extracted")
_SHOWN = 3


class CopyRows:
    """The documents of one company.

    Args:
        session: walled to the company.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def claim(self, invoice_id: UUID, facts: Facts) -> UUID | None:
        try:
            with self.session.begin_nested():
                self._write(invoice_id, asdict(facts))
        except IntegrityError as error:
            if getattr(getattr(error.orig, "diag", None), "constraint_name", None) not in _UNIQUE:
                raise
            return self._taken(invoice_id, facts) or self.claim(invoice_id, facts)
        return None

    def same_file(self, invoice_id: UUID) -> UUID | None:
        """Of two copies that are read at once, the one that came later is the copy."""
        own, other = aliased(DocumentFile), aliased(DocumentFile)
        mine = aliased(Invoice)
        query = (
            select(Invoice.id)
            .join(other, other.id == Invoice.file_id)
            .join(own, (own.sha256 == other.sha256) & (own.company_id == other.company_id))
            .join(mine, (mine.file_id == own.id) & (mine.part == Invoice.part))
            .where(mine.id == invoice_id, Invoice.id != invoice_id, Invoice.status.not_in(DEAD))
            .where(or_(Invoice.id < invoice_id, Invoice.status.not_in(_UNREAD)))
        )
        return self.session.scalar(query.order_by(Invoice.id).limit(1))

    def resembling(self, invoice_id: UUID, facts: Facts) -> Sequence[UUID]:
        if facts.issuer_tax_id is None:
            return ()
        alike = [*_same_number(facts), *_same_amount(facts)]
        if not alike:
            return ()
        query = select(Invoice.id).where(
            Invoice.id != invoice_id,
            Invoice.issuer_tax_id == facts.issuer_tax_id,
            Invoice.status.not_in((*DEAD, *_UNREAD)),
            or_(*alike),
        )
        return self.session.scalars(query.order_by(Invoice.id).limit(_SHOWN)).all()

    def _taken(self, invoice_id: UUID, facts: Facts) -> UUID | None:
        """Who has the code or the number. The facts are written all the same: a duplicate keeps them."""
        keys: list[ColumnElement[bool]] = []
        if facts.cufe:
            keys.append(Invoice.cufe == facts.cufe)
        if facts.number and facts.issuer_tax_id and facts.kind and facts.issued_on:
            keys.append(
                (Invoice.issuer_tax_id == facts.issuer_tax_id)
                & (Invoice.kind == facts.kind)
                & (Invoice.number == facts.number)
                & (Invoice.issued_on == facts.issued_on)
            )
        query = select(Invoice.id).where(or_(*keys), Invoice.id != invoice_id, Invoice.status.not_in(DEAD))
        first = self.session.scalar(query.order_by(Invoice.id).limit(1))
        if first:
            self._write(invoice_id, {**asdict(facts), "status": "duplicate", "duplicate_of": first})
        return first

    def _write(self, invoice_id: UUID, values: dict[str, Any]) -> None:
        self.session.execute(update(Invoice).filter_by(id=invoice_id).values(**values))


def _same_number(facts: Facts) -> list[ColumnElement[bool]]:
    """The same number with another date, or written another way."""
    if facts.number is None:
        return []
    return [_bare(Invoice.number) == _bare(facts.number)]


def _same_amount(facts: Facts) -> list[ColumnElement[bool]]:
    if facts.kind is None or facts.issued_on is None or facts.total is None:
        return []
    off = max(facts.total * WITHIN, SMALLEST_DIFFERENCE if facts.currency == "COP" else Decimal(0))
    return [
        (Invoice.kind == facts.kind)
        & (Invoice.issued_on == facts.issued_on)
        & (Invoice.currency == facts.currency)
        & (func.abs(Invoice.total - facts.total) <= off)
    ]


def _bare(number: Any) -> ColumnElement[str]:
    return func.regexp_replace(func.upper(number), "[^A-Z0-9]", "", "g")
