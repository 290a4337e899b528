"""Why a document was refused, waits for a person, or carries a remark."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """One code per cause; every outcome that is not a posting names at least one."""

    # the file
    PASSWORD_REQUIRED = "password_required"  # noqa: S105
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    BAD_MAGIC = "bad_magic"
    XML_DOCTYPE = "xml_doctype"
    XML_DEPTH = "xml_depth"
    ZIP_RATIO = "zip_ratio"
    ZIP_ENTRIES = "zip_entries"
    ZIP_NESTED = "zip_nested"
    DECODE_LIMIT = "decode_limit"
    TIMEOUT = "timeout"
    UNREADABLE = "unreadable"
    UNSUPPORTED_FORMAT = "unsupported_format"
    ACTIVE_CONTENT = "active_content"
    # what was read
    LOW_CONFIDENCE = "low_confidence"
    ARITHMETIC = "arithmetic"
    PAGE_XML_MISMATCH = "page_xml_mismatch"
    HIDDEN_TEXT = "hidden_text"
    QR_MISMATCH = "qr_mismatch"
    CUFE_FORMAT = "cufe_format"
    NIT_DV = "nit_dv"
    TWO_SUPPLIERS = "two_suppliers"
    NOT_OURS = "not_ours"
    DIAN_REJECTED = "dian_rejected"
    TAX_RATE = "tax_rate"
    DATE_IMPLAUSIBLE = "date_implausible"
    DUE_BEFORE_ISSUE = "due_before_issue"
    NUMBERING = "numbering"
    CURRENCY = "currency"
    PRIOR_BALANCE = "prior_balance"
    # what it is
    DUPLICATE_EXACT = "duplicate_exact"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    DOCUMENTO_SOPORTE = "documento_soporte"
    REIMBURSEMENT = "reimbursement"
    NOTE_UNLINKED = "note_unlinked"
    DOCUMENT_EVENT = "document_event"
    # what the rules cannot decide alone
    UVT_MISSING = "uvt_missing"
    RULE_MISSING = "rule_missing"
    RULE_UNCONFIRMED = "rule_unconfirmed"
    THRESHOLD_BAND = "threshold_band"
    ATTRIBUTE_MISSING = "attribute_missing"
    OUTSIDE_RULES = "outside_rules"
    DAILY_LIMIT = "daily_limit"
    # what went wrong on our side
    PROCESSING_FAILED = "processing_failed"


REFUSALS = frozenset(
    {
        ReasonCode.TOO_LARGE,
        ReasonCode.TOO_MANY_PAGES,
        ReasonCode.BAD_MAGIC,
        ReasonCode.XML_DOCTYPE,
        ReasonCode.XML_DEPTH,
        ReasonCode.ZIP_RATIO,
        ReasonCode.ZIP_ENTRIES,
        ReasonCode.ZIP_NESTED,
        ReasonCode.DECODE_LIMIT,
        ReasonCode.UNSUPPORTED_FORMAT,
        ReasonCode.DOCUMENT_EVENT,
    }
)
"""The file is not worth a person's time: it breaks a limit, or it is of a kind that is not read."""

REMARKS = frozenset({ReasonCode.DUE_BEFORE_ISSUE})
"""Worth showing, but no obstacle: official samples have it."""


@dataclass(frozen=True)
class Finding:
    """Something that a check or a rule has to say about a document.

    Args:
        detail: for people; names the values compared.
        field: the field of the document, or the rule, that it is about.
    """

    code: ReasonCode
    detail: str
    field: str | None = None
