"""Colombian documents that come as pages only: POS tickets, bills of public services, requests for payment."""

from datetime import date
from decimal import Decimal

import pytest

from functions.finance.extraction.document import Document, DocumentKind
from functions.finance.extraction.values import Source
from tests.functions.finance.extraction.papers import Text, column, read_paper, row
from tests.functions.finance.extraction.readings import amounts

CUFE = "3f2c" * 24


@pytest.fixture(scope="module")
def ticket() -> Document:
    """A till's roll of 170 by 1000 points, its code broken over four lines."""
    return read_paper(
        [
            *column(
                20,
                20,
                "DROGUERIA LA ESQUINA S.A.S.",
                "NIT: 800197268-4",
                "Calle 10 # 5-20 Bogotá D.C.",
                size=7,
                step=10,
            ),
            *column(20, 60, "FACTURA ELECTRÓNICA DE VENTA", "No. POSE-10457", size=7, step=10),
            *column(10, 90, "Fecha de emisión: 10/10/2025 14:22", "Fecha de vencimiento: 10/10/2025", size=6, step=9),
            *column(10, 115, "Cliente: CONSUMIDOR FINAL", "NIT/CC: 222222222222", size=6, step=9),
            *row(145, (10, "Descripción"), (75, "Cant"), (-125, "Vr. Unit"), (-165, "Valor"), size=6),
            *row(155, (10, "SUPLEMENTO"), (78, "1"), (-125, "203,343.81"), (-165, "203,343.81"), size=6),
            *row(180, (10, "SUBTOTAL"), (-165, "203,343.81"), size=7),
            *row(190, (10, "IVA 5%"), (-165, "10,167.19"), size=7),
            *row(200, (10, "TOTAL A PAGAR"), (-165, "$ 213,511.00"), size=7),
            Text(10, 230, "CUFE:", 6),
            *column(10, 240, *(CUFE[start : start + 30] for start in range(0, 96, 30)), size=6, step=8),
            Text(10, 300, "Resolución DIAN 18764000001234 del 2025-01-10 Prefijo POSE", 5),
            Text(10, 308, "desde 1 hasta 50000 vigencia 24 meses", 5),
        ],
        width=170,
        height=1000,
    )


def test_a_ticket_says_its_amounts(ticket: Document) -> None:
    assert amounts(ticket, "subtotal", "tax_total", "total", "payable") == {
        "subtotal": "203343.81",
        "tax_total": "10167.19",
        "total": "213511.00",
        "payable": "213511.00",
    }
    (tax,) = ticket.taxes
    assert (tax.name.value, tax.rate.value) == ("IVA", Decimal(5))


def test_a_ticket_says_what_it_is(ticket: Document) -> None:
    assert ticket.kind.value is DocumentKind.POS_TICKET
    assert (ticket.number.value, ticket.cufe.value) == ("POSE10457", CUFE)
    assert (ticket.issue_date.value, ticket.currency.value) == (date(2025, 10, 10), "COP")
    assert ticket.resolution is not None
    assert (ticket.resolution.number.value, ticket.resolution.last.value) == ("18764000001234", 50000)


def test_a_ticket_says_who_sold_and_who_bought(ticket: Document) -> None:
    seller, buyer = ticket.seller, ticket.buyer
    assert (seller.name.value, seller.tax_id.value, seller.dv.value) == (
        "DROGUERIA LA ESQUINA S.A.S.",
        "800197268",
        "4",
    )
    assert (buyer.name.value, buyer.tax_id.value, buyer.dv.value) == ("CONSUMIDOR FINAL", "222222222222", None)


def test_a_ticket_lists_its_line(ticket: Document) -> None:
    (line,) = ticket.lines
    assert (line.description.value, line.quantity.value) == ("SUPLEMENTO", Decimal(1))
    assert line.line_total.value is not None
    assert line.line_total.value.amount == Decimal("203343.81")
    assert line.line_total.evidence is not None
    assert (line.line_total.source, line.line_total.evidence.page) == (Source.TEXT, 1)


@pytest.fixture(scope="module")
def bill() -> Document:
    """Water, sewer and waste, with what was owed before."""
    return read_paper(
        [
            *column(40, 40, "EMPRESA DE AGUAS DEL VALLE S.A. E.S.P.", "NIT 890903938-8", "Carrera 7 # 32-16, Cali"),
            Text(330, 40, "FACTURA DE SERVICIOS PÚBLICOS No. 55019283", 10),
            Text(330, 56, "Fecha de expedición: 28-oct-25"),
            Text(330, 72, "Fecha límite de pago: 14-nov-25"),
            *column(
                40,
                120,
                "Suscriptor: MARTA LUCIA RESTREPO",
                "Dirección: Calle 5 # 66-20",
                "Estrato: 3   Medidor: 998812",
            ),
            *row(200, (40, "Acueducto"), (-300, "98.430")),
            *row(214, (40, "Alcantarillado"), (-300, "41.200")),
            *row(228, (40, "Aseo"), (-300, "18.670")),
            *row(242, (40, "Saldo anterior"), (-300, "210.900")),
            *row(256, (40, "Recargo por mora"), (-300, "1.400")),
            *row(290, (40, "TOTAL A PAGAR"), (-300, "$ 370.600"), size=14),
        ]
    )


def test_a_bill_tells_what_was_owed_before(bill: Document) -> None:
    assert bill.kind.value is DocumentKind.UTILITY_BILL
    assert amounts(bill, "payable", "prior_balance", "total", "tax_total") == {
        "payable": "370600",
        "prior_balance": "210900",
        "total": "159700",
    }


def test_a_bill_says_until_when_to_pay(bill: Document) -> None:
    assert (bill.issue_date.value, bill.due_date.value) == (date(2025, 10, 28), date(2025, 11, 14))
    assert (bill.number.value, bill.seller.tax_id.value) == ("55019283", "890903938")
    assert bill.seller.name.value == "EMPRESA DE AGUAS DEL VALLE S.A. E.S.P."
    assert bill.buyer.name.value == "MARTA LUCIA RESTREPO"


@pytest.fixture(scope="module")
def request_for_payment() -> Document:
    """By a person, without a number, for three errands."""
    return read_paper(
        [
            Text(220, 60, "CUENTA DE COBRO", 16),
            Text(60, 110, "Medellín, 12 de octubre de 2025"),
            *column(60, 150, "INVERSIONES DEL NORTE S.A.S.", "NIT 900000009-0"),
            Text(280, 200, "DEBE A:", 12),
            *column(220, 220, "JUAN CAMILO PEREZ GOMEZ", "C.C. 71234567"),
            *row(280, (60, "Concepto"), (-500, "Valor")),
            *row(296, (60, "Transporte de materiales"), (-500, "$ 100.000")),
            *row(310, (60, "Parqueadero"), (-500, "$ 61.200")),
            *row(324, (60, "Almuerzos"), (-500, "$ 90.000")),
            *row(350, (60, "TOTAL"), (-500, "$ 251.200")),
            Text(60, 380, "Son: doscientos cincuenta y un mil doscientos pesos"),
        ]
    )


def test_a_request_for_payment_is_one(request_for_payment: Document) -> None:
    assert request_for_payment.kind.value is DocumentKind.PAYMENT_REQUEST
    assert request_for_payment.number.value is None
    assert request_for_payment.issue_date.value == date(2025, 10, 12)


def test_a_request_for_payment_adds_up(request_for_payment: Document) -> None:
    assert amounts(request_for_payment, "total", "tax_total") == {"total": "251200"}
    assert [line.line_total.value.amount for line in request_for_payment.lines if line.line_total.value] == [
        100000,
        61200,
        90000,
    ]


def test_who_asks_for_payment_is_the_seller(request_for_payment: Document) -> None:
    seller, buyer = request_for_payment.seller, request_for_payment.buyer
    assert (seller.name.value, seller.tax_id.value, seller.id_type.value) == (
        "JUAN CAMILO PEREZ GOMEZ",
        "71234567",
        "13",
    )
    assert (buyer.tax_id.value, buyer.dv.value) == ("900000009", "0")
