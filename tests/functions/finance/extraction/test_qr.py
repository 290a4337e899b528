"""DIAN's QR code in the forms that it has had, held against the document."""

import pytest

from functions.finance.extraction.document import Document
from functions.finance.extraction.qr import Qr, qr_disagreements, read_qr
from tests.functions.finance.extraction.dian_documents import BUYER, CUFE, SELLER, TOTALS, dian
from tests.functions.finance.extraction.readings import document

PRINTED = (
    "NroFactura=FEV1001\n\tNitFacturador={seller}\n\tNitAdquiriente={buyer}\n\tFechaFactura=2025-10-10\n"
    "\tValorTotalFactura={total}\n\tCUFE={cufe}\n\tURL=https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={cufe}"
)


def with_qr(qr: str, totals: dict[str, str] = TOTALS) -> Document:
    return document(dian(qr=qr, totals=totals))


def printed(**other: str) -> str:
    return PRINTED.format(**{"seller": SELLER, "buyer": BUYER, "total": "1190000.00", "cufe": CUFE} | other)


def test_a_code_that_agrees_is_silent() -> None:
    assert qr_disagreements(with_qr(printed())) == ()


def test_a_document_without_a_code_is_silent() -> None:
    assert qr_disagreements(with_qr("")) == ()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"seller": "900508908"}, "issuer"),
        ({"buyer": "1"}, "buyer"),
        ({"total": "1190000.01"}, "total"),
        ({"total": "mucho"}, "total"),
        ({"cufe": "beef" * 24}, "cufe"),
    ],
)
def test_every_field_is_held_against_the_document(other: dict[str, str], field: str) -> None:
    assert qr_disagreements(with_qr(printed(**other))) == (field,)


def test_the_total_may_be_what_is_payable_or_what_is_due_with_tax() -> None:
    prepaid = TOTALS | {"PrepaidAmount": "1000.00", "PayableAmount": "1189000.00"}
    assert qr_disagreements(with_qr(printed(total="1189000"), totals=prepaid)) == ()
    assert qr_disagreements(with_qr(printed(), totals=prepaid)) == ()
    assert qr_disagreements(with_qr(printed(total="1188000"), totals=prepaid)) == ("total",)


def test_the_annex_writes_colons_and_other_names() -> None:
    text = f"NumFac: FEV1001\nFecFac: 2025-10-10\nNitFac: {SELLER}\nDocAdq: {BUYER}\nValTolFac: 1190000.00\n"
    assert read_qr(f"{text}CUFE: {CUFE}") == Qr(
        number="FEV1001", issue_date="2025-10-10", issuer=SELLER, buyer=BUYER, total="1190000.00", cufe=CUFE
    )


def test_a_code_that_is_only_a_link_has_the_cufe() -> None:
    link = f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={CUFE}"
    assert read_qr(link) == Qr(cufe=CUFE)
    assert qr_disagreements(with_qr(link)) == ()
    assert qr_disagreements(with_qr(link.replace("c0", "d0"))) == ("cufe",)
