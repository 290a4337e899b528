"""What a file is, by its content; its name and its declared type are never asked."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds that are read, and foreign XML, which is recognised to be refused."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    ZIP = "zip"
    DIAN_INVOICE = "dian_invoice"
    DIAN_CREDIT_NOTE = "dian_credit_note"
    DIAN_DEBIT_NOTE = "dian_debit_note"
    DIAN_ATTACHED_DOCUMENT = "dian_attached_document"
    DIAN_EVENT = "dian_event"
    UBL_INVOICE = "ubl_invoice"
    UBL_CREDIT_NOTE = "ubl_credit_note"
    CII_INVOICE = "cii_invoice"
    FOREIGN_XML = "foreign_xml"


XML_KINDS = frozenset(Kind) - {Kind.PDF, Kind.PNG, Kind.JPEG, Kind.ZIP}


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A kind with what was measured while finding it.

    `dialect` names the XML profile ("DIAN 2.1", "urn:cen.eu:en16931:2017", "fatturapa", or the unknown root element).
    `pages` counts a PDF's pages; `width` and `height` are an image's pixels.
    """

    kind: Kind
    dialect: str | None = None
    pages: int | None = None
    width: int | None = None
    height: int | None = None
