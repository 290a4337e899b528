"""What pages say: labels, layout and languages propose values, arithmetic and check digits choose among them."""

from functions.finance.extraction.fields.reader import read_pages

__all__ = ["read_pages"]
