"""Files and the documents in them, of one company."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from sqlalchemy import case, exists, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from functions.finance.domain.arrival import Arrival, Door, Received, Registered, Twin
from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.states import DEAD, State
from shared.core.errors import NotFound
from shared.core.invocation import new_id
from shared.db.models.base import Company
from shared.db.models.finance import DocumentFile, Invoice
from shared.db.models.identity import User

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:content, 0))")


class FileRows:
    """The files and documents of one company.

    Args:
        session: walled to the company.
        company_id: written into new rows; the wall refuses any other.
    """

    def __init__(self, session: Session, company_id: UUID | None) -> None:
        self.session = session
        self.company_id = company_id

    def company_exists(self) -> bool:
        return bool(self.session.scalar(select(exists().where(Company.id == self.company_id))))

    def person(self, user_id: UUID | None) -> UUID | None:
        return self.session.scalar(select(User.id).filter_by(id=user_id, company_id=self.company_id))

    def register(self, arrival: Arrival) -> Registered:
        file_id = new_id()
        values = {
            "id": file_id,
            "company_id": self.company_id,
            "bucket": arrival.bucket,
            "object_key": arrival.key,
            "version": arrival.version,
            "size": arrival.size,
            "door": arrival.door,
            "user_id": arrival.user_id,
            "batch_id": arrival.batch_id,
        }
        row = insert(DocumentFile).values(values).on_conflict_do_nothing()
        if not self.session.execute(row.returning(DocumentFile.id)).first():
            return self._known(arrival)
        invoice_id = new_id()
        self.session.add(
            Invoice(
                id=invoice_id,
                company_id=self.company_id,
                user_id=arrival.user_id,
                object_key=arrival.key,
                file_id=file_id,
                status="received",
            )
        )
        self.session.flush()
        return Registered(file_id=file_id, invoice_id=invoice_id, state="received", is_new=True)

    def lock(self, invoice_id: UUID) -> Received:
        found = self.session.execute(
            select(Invoice, DocumentFile)
            .join(DocumentFile, DocumentFile.id == Invoice.file_id)
            .where(Invoice.id == invoice_id)
            .with_for_update(of=Invoice)
            .execution_options(populate_existing=True)
        ).first()
        if found is None:
            raise NotFound("There is no such document.")
        invoice, file = found
        return Received(
            id=invoice.id,
            state=cast(State, invoice.status),
            file_id=file.id,
            part=invoice.part,
            bucket=file.bucket,
            key=file.object_key,
            version=file.version,
            door=cast(Door, file.door),
            user_id=invoice.user_id,
            token=invoice.task_token,
        )

    def twin(self, file_id: UUID, sha256: str) -> Twin | None:
        self.session.execute(_LOCK, {"content": f"{self.company_id}{sha256}"})
        others = (
            select(Invoice)
            .join(DocumentFile, DocumentFile.id == Invoice.file_id)
            .where(DocumentFile.sha256 == sha256, DocumentFile.id != file_id, Invoice.part == 0)
            .where(Invoice.company_id == self.company_id, Invoice.status.not_in(DEAD - {"refused"}))
            .order_by(case((Invoice.status == "refused", 1), else_=0), Invoice.id)
            .limit(1)
        )
        row = self.session.scalar(others)
        return Twin(row.id, cast(State, row.status), tuple(map(_finding, row.reasons))) if row else None

    def identify(self, file_id: UUID, *, sha256: str, kind: str | None = None) -> None:
        values = {"sha256": sha256, **({"kind": kind} if kind else {})}
        self.session.execute(update(DocumentFile).filter_by(id=file_id).values(**values))

    def settle(self, invoice_id: UUID, state: State, reasons: Sequence[Finding], **columns: Any) -> None:
        if "remarks" in columns:
            columns["remarks"] = _as_json(columns["remarks"])
        self._update(invoice_id, status=state, reasons=_as_json(reasons), **columns)

    def add_part(self, of: Received, part: int, record: dict[str, Any]) -> UUID | None:
        values = {
            "id": new_id(),
            "company_id": self.company_id,
            "user_id": of.user_id,
            "object_key": of.key,
            "file_id": of.file_id,
            "part": part,
            "status": "extracted",
            "extracted": record,
        }
        row = insert(Invoice).values(values).on_conflict_do_nothing(index_elements=["company_id", "file_id", "part"])
        return self.session.scalar(row.returning(Invoice.id))

    def attach(self, cufe: str, event: Finding) -> bool:
        added = Invoice.remarks.op("||")(literal(_as_json([event]), Invoice.remarks.type))
        alive = update(Invoice).where(func.lower(Invoice.cufe) == cufe.lower(), Invoice.status.not_in(DEAD))
        return self.session.execute(alive.values(remarks=added).returning(Invoice.id)).first() is not None

    def keep_token(self, invoice_id: UUID, token: str | None) -> None:
        self._update(invoice_id, task_token=token)

    def forget_reading(self, received: Received) -> None:
        """Equal files that were refused are forgotten too: they would answer for this one."""
        self._update(received.id, **_UNREAD)
        content = select(DocumentFile.sha256).filter_by(id=received.file_id).scalar_subquery()
        refused = exists().where(Invoice.file_id == DocumentFile.id, Invoice.status == "refused")
        same = update(DocumentFile).where(
            DocumentFile.sha256 == content, refused | (DocumentFile.id == received.file_id)
        )
        self.session.execute(same.values(sha256=None), execution_options={"synchronize_session": False})

    def _known(self, arrival: Arrival) -> Registered:
        """What the first arrival registered: whoever was inserting at the same time has committed by now."""
        invoice = self.session.execute(
            select(DocumentFile.id, Invoice.id, Invoice.status)
            .join(Invoice, Invoice.file_id == DocumentFile.id)
            .where(DocumentFile.bucket == arrival.bucket, DocumentFile.object_key == arrival.key)
            .where(DocumentFile.version == arrival.version, DocumentFile.company_id == self.company_id)
            .order_by(Invoice.part)
            .limit(1)
        ).one()
        if arrival.user_id:
            self._name_uploader(invoice[0], arrival.user_id)
        return Registered(file_id=invoice[0], invoice_id=invoice[1], state=cast(State, invoice[2]), is_new=False)

    def _name_uploader(self, file_id: UUID, user_id: UUID) -> None:
        """Of a file that came by the bucket from nobody known: who then hands it in over HTTPS brought it."""
        nobody = update(Invoice).filter_by(file_id=file_id, user_id=None).values(user_id=user_id)
        self.session.execute(nobody, execution_options={"synchronize_session": False})

    def _update(self, invoice_id: UUID, **values: Any) -> None:
        self.session.execute(update(Invoice).filter_by(id=invoice_id).values(**values))


_UNREAD: dict[str, Any] = {
    "status": "received",
    "kind": None,
    "direction": None,
    "number": None,
    "cufe": None,
    "issuer_tax_id": None,
    "issuer_name": None,
    "buyer_tax_id": None,
    "counterparty_id": None,
    "issued_on": None,
    "due_on": None,
    "currency": None,
    "exchange_rate": None,
    "subtotal": None,
    "tax_total": None,
    "total": None,
    "payable": None,
    "total_cop": None,
    "withheld": None,
    "extracted": {},
    "accepted": None,
    "reasons": [],
    "remarks": [],
    "assessment": None,
    "approvers": None,
    "needs_admin": False,
    "automatic": False,
    "duplicate_of": None,
    "task_token": None,
}


def _as_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(ReasonCode(row["code"]), row["detail"], row.get("field"))
