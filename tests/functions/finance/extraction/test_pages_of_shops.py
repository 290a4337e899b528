"""Tickets with change given and taxes inside, and expenses to be paid back."""

from datetime import date

from functions.finance.extraction.document import DocumentKind
from tests.functions.finance.extraction.papers import Text, column, read_paper, row
from tests.functions.finance.extraction.readings import amounts, facts


def test_a_supermarket_ticket() -> None:
    found = read_paper(
        [
            *column(15, 20, "MERCADOS DEL SUR S.A.S", "NIT: 900.000.009-0", "Av 3N # 20-10 CALI", size=7, step=9),
            *column(15, 47, "DOCUMENTO EQUIVALENTE POS", "No. PV 88231", size=7, step=9),
            *column(10, 75, "Fecha: 03/07/2025 18:20", "Cajero: ANA", size=6, step=8),
            Text(10, 91, "CLIENTE: 222222222222 CONSUMIDOR FINAL", 6),
            *row(105, (10, "ARTICULO"), (-120, "CANT"), (-165, "TOTAL"), size=6),
            *row(114, (10, "ARROZ 500G"), (-120, "2"), (-165, "7.800"), size=6),
            *row(122, (10, "LECHE 1L"), (-120, "3"), (-165, "13.500"), size=6),
            *row(130, (10, "JABON"), (-120, "1"), (-165, "11.900"), size=6),
            *row(146, (10, "TOTAL A PAGAR"), (-165, "$33.200"), size=8),
            *row(158, (10, "EFECTIVO"), (-165, "$50.000"), size=6),
            *row(166, (10, "CAMBIO"), (-165, "$16.800"), size=6),
            *row(182, (10, "TARIFA"), (60, "BASE"), (-165, "IVA"), size=6),
            *row(190, (10, "19%"), (60, "10.000"), (-165, "1.900"), size=6),
            *row(198, (10, "0%"), (60, "21.300"), (-165, "0"), size=6),
        ],
        width=180,
        height=800,
    )
    assert found.kind.value is DocumentKind.POS_TICKET
    assert facts(found) == {
        "number": "PV88231",
        "issued": date(2025, 7, 3),
        "currency": "COP",
        "seller": "MERCADOS DEL SUR S.A.S",
        "seller_id": "900000009",
        "buyer": "CONSUMIDOR FINAL",
    }
    assert amounts(found, "subtotal", "tax_total", "total") == {
        "subtotal": "31300",
        "tax_total": "1900",
        "total": "33200",
    }
    assert len(found.lines) == 3


def test_expenses_to_be_paid_back() -> None:
    found = read_paper(
        [
            Text(150, 40, "SOLICITUD DE REEMBOLSO DE GASTOS", 14),
            *column(40, 80, "Empleado: Carlos Andrés Rojas", "C.C. 80123456", "Fecha: 21/08/2025", "Bogotá"),
            *row(150, (40, "Fecha"), (120, "Concepto"), (-500, "Valor")),
            *row(164, (40, "18/08/2025"), (120, "Peaje Autopista"), (-500, "$ 12.900")),
            *row(178, (40, "18/08/2025"), (120, "Gasolina"), (-500, "$ 150.000")),
            *row(192, (40, "19/08/2025"), (120, "Almuerzo"), (-500, "$ 28.500")),
            *row(216, (120, "TOTAL"), (-500, "$ 191.400")),
        ]
    )
    assert (found.kind.value, found.issue_date.value) == (DocumentKind.REIMBURSEMENT, date(2025, 8, 21))
    assert amounts(found, "total", "line_total") == {"total": "191400", "line_total": "191400"}
    assert (found.seller.name.value, found.seller.tax_id.value) == ("Carlos Andrés Rojas", "80123456")
