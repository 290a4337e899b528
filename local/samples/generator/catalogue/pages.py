"""PDFs with a text layer."""

from collections.abc import Iterator

from local.samples.generator.catalogue import bills, printed
from local.samples.generator.sample import AUTOMATIC, ONE_APPROVER, Sample, review, truth_of_page
from local.samples.generator.sheets.abroad import abroad
from local.samples.generator.sheets.classic import classic
from local.samples.generator.sheets.folio import folio
from local.samples.generator.sheets.letter import letter
from local.samples.generator.sheets.mainframe import mainframe
from local.samples.generator.sheets.modern import modern
from local.samples.generator.sheets.sheet import TIMES
from local.samples.generator.sheets.telecom import telecom
from local.samples.generator.sheets.ticket import ticket
from local.samples.generator.sheets.utility import UtilityBill, utility

ALL_SHOWN: frozenset[str] = frozenset()
NOTHING_WITHHELD = {"renta": "0", "reteiva": "0", "reteica": "0"}


def samples() -> Iterator[Sample]:
    yield Sample(
        file="pdf/ferreteria.pdf",
        kind="pdf",
        content=classic(printed.HARDWARE, TIMES),
        truth=truth_of_page(printed.HARDWARE),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld=NOTHING_WITHHELD,
        notes="one line is excluded from IVA: the base of the tax is less than the subtotal",
    )
    yield Sample(
        file="pdf/tiquete_pos.pdf",
        kind="pdf",
        content=ticket(printed.COFFEE, cashier="CAJA 02"),
        truth=truth_of_page(printed.COFFEE),
        hidden=frozenset({"currency"}),
        outcome=AUTOMATIC,
        withheld=NOTHING_WITHHELD,
        notes="170 x 1000 points; the CUFE is broken over three lines",
    )
    yield Sample(
        file="pdf/servicios_publicos.pdf",
        kind="pdf",
        content=utility(bills.WATER),
        truth=truth_of_bill(bills.WATER),
        hidden=frozenset({"total", "currency"}),
        outcome=review("prior_balance"),
        notes="370,600 to pay, of which 210,900 are of earlier bills and 1,400 a surcharge: 159,700 are of this one",
    )
    yield _payment_request()
    yield Sample(
        file="pdf/arrendamiento.pdf",
        kind="pdf",
        content=modern(printed.RENT),
        truth=truth_of_page(printed.RENT),
        hidden=ALL_SHOWN,
        outcome=ONE_APPROVER,
        withheld={"renta": "98000.00", "reteiva": "0", "reteica": "5040.00"},
        notes="withholdings and the net to be paid are printed below the total",
    )
    yield Sample(
        file="pdf/honorarios.pdf",
        kind="pdf",
        content=classic(printed.LAWYER),
        truth=truth_of_page(printed.LAWYER),
        hidden=ALL_SHOWN,
        outcome=ONE_APPROVER,
        withheld={"renta": "330000.00", "reteiva": "0", "reteica": "5400.00"},
        notes="a natural person with a NIT; withholdings and the net to be paid are printed below the total",
    )
    yield Sample(
        file="pdf/dos_paginas.pdf",
        kind="pdf",
        content=classic(printed.SUPPLIES),
        truth=truth_of_page(printed.SUPPLIES),
        hidden=ALL_SHOWN,
        outcome=ONE_APPROVER,
        withheld={"renta": "21547.50", "reteiva": "0", "reteica": "1551.42"},
        notes="26 lines, the totals on the second page; goods: 2.5 % and 1.8 per mil of 861,900",
    )
    yield Sample(
        file="pdf/software_usd.pdf",
        kind="pdf",
        content=abroad(printed.ABROAD),
        truth=_truth_from_abroad(),
        hidden=ALL_SHOWN,
        outcome=review("currency"),
        notes="English, dollars without a rate, a supplier from abroad",
        lang="en",
    )
    yield from _others()


def _others() -> Iterator[Sample]:
    """Invoices of other trades, as other programs print them."""
    yield Sample(
        file="pdf/flete.pdf",
        kind="pdf",
        content=mainframe(printed.FREIGHT, in_words="CUATROCIENTOS OCHENTA MIL PESOS M/CTE"),
        truth=truth_of_page(printed.FREIGHT),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld={"renta": "4800.00", "reteiva": "0", "reteica": "0"},
        notes="freight is excluded from IVA; withheld 1 % of 480,000",
    )
    yield Sample(
        file="pdf/hotel.pdf",
        kind="pdf",
        content=folio(printed.STAY, guest="Camila Ríos", stay="22/09/2026 - 25/09/2026"),
        truth=truth_of_page(printed.STAY),
        hidden=ALL_SHOWN,
        outcome=AUTOMATIC,
        withheld={"renta": "21385.00", "reteiva": "0", "reteica": "0"},
        notes="two languages; other days than that of the invoice; insurance is excluded; 3.5 % of 611,000",
    )
    yield Sample(
        file="pdf/internet.pdf",
        kind="pdf",
        content=telecom(printed.INTERNET, account="7720019345", period="1 a 31 de octubre de 2026"),
        truth=truth_of_page(printed.INTERNET),
        hidden=frozenset({"currency"}),
        outcome=AUTOMATIC,
        withheld=NOTHING_WITHHELD,
        notes="the total stands first, once more last; the supplier withholds for itself",
    )


def truth_of_bill(bill: UtilityBill) -> dict[str, str]:
    """What a bill of a utility says; `total` is what it adds, which it need not print."""
    truth = {
        "number": bill.number,
        "issue_date": bill.issued.isoformat(),
        "due_date": bill.due.isoformat(),
        "currency": "COP",
        "seller_name": bill.seller.name,
        "seller_tax_id": bill.seller.number,
        "seller_tax_dv": bill.seller.dv or "",
        "buyer_name": bill.buyer.name,
        "buyer_tax_id": bill.buyer.number,
        "total": str(bill.current),
        "payable": str(bill.payable),
    }
    return {**truth, "prior_balance": str(bill.prior_balance)} if bill.prior_balance else truth


def _payment_request() -> Sample:
    request = bills.REPAIRS
    return Sample(
        file="pdf/cuenta_de_cobro.pdf",
        kind="pdf",
        content=letter(request),
        truth={
            "issue_date": request.issued.isoformat(),
            "currency": "COP",
            "seller_name": request.seller.name,
            "seller_tax_id": request.seller.number,
            "buyer_name": request.buyer.name,
            "buyer_tax_id": request.buyer.number,
            "total": str(request.total),
            "payable": str(request.total),
        },
        hidden=ALL_SHOWN,
        outcome=review("documento_soporte"),
        notes="no number, no NIT of the seller, the sum in words; 251,200 = 100,000 + 61,200 + 90,000",
    )


def _truth_from_abroad() -> dict[str, str]:
    truth = truth_of_page(printed.ABROAD, code=False)
    return {name: value for name, value in truth.items() if name not in {"seller_tax_id", "seller_tax_dv"}} | {
        "seller_tax_id": printed.ABROAD.seller.number
    }
