"""UNTDID 1001, the document type codes that EN 16931 uses.

Source: EN 16931 code lists, BT-3; a code that is neither a credit nor a debit note is an invoice.
"""

from functions.finance.extraction.document import DocumentKind

_CREDIT_NOTES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"})
_DEBIT_NOTES = frozenset({"80", "82", "84", "383"})


def kind_of_code(code: str | None) -> DocumentKind:
    """What the code makes of the document."""
    if code in _CREDIT_NOTES:
        return DocumentKind.CREDIT_NOTE
    if code in _DEBIT_NOTES:
        return DocumentKind.DEBIT_NOTE
    return DocumentKind.INVOICE
