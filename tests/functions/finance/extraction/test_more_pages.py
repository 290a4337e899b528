"""Invoices of more languages and layouts, read from their pages alone."""

from datetime import date

from functions.finance.extraction.document import DocumentKind
from tests.functions.finance.extraction.papers import Text, column, read_paper, row
from tests.functions.finance.extraction.readings import amounts, facts

TOTALS = ("subtotal", "tax_total", "total", "payable", "line_total", "prepaid")


def test_portuguese_invoice_with_both_numbers() -> None:
    found = read_paper(
        [
            *column(40, 40, "Padaria Ribeira, Lda", "Rua das Flores 21", "4050-265 Porto", "NIF: 501964843"),
            Text(380, 40, "Fatura nº FT 2023/77", 14),
            Text(380, 60, "Data de emissão: 03/04/2023"),
            Text(380, 74, "Data de vencimento: 25/04/2023"),
            *column(
                380, 110, "Cliente: Hotel Miradouro, S.A.", "NIF: 500697256", "Av. da Liberdade 5", "1250-096 Lisboa"
            ),
            *row(220, (40, "Descrição"), (-330, "Qtd."), (-420, "Preço unit."), (-540, "Total")),
            *row(236, (40, "Pão de centeio"), (-330, "200"), (-420, "0,85"), (-540, "170,00")),
            *row(266, (380, "Total líquido"), (-540, "170,00 €")),
            *row(280, (380, "IVA (6%)"), (-540, "10,20 €")),
            *row(294, (380, "Total a pagar"), (-540, "180,20 €")),
        ]
    )
    assert facts(found) == {
        "number": "FT2023/77",
        "issued": date(2023, 4, 3),
        "due": date(2023, 4, 25),
        "currency": "EUR",
        "seller": "Padaria Ribeira, Lda",
        "seller_id": "501964843",
        "buyer": "Hotel Miradouro, S.A.",
        "buyer_id": "500697256",
    }
    assert amounts(found, *TOTALS) == {
        "subtotal": "170.00",
        "tax_total": "10.20",
        "total": "180.20",
        "payable": "180.20",
        "line_total": "170.00",
    }


def test_spanish_invoice_of_spain() -> None:
    found = read_paper(
        [
            *column(
                40,
                40,
                "Talleres Arrieta S.L.",
                "CIF: B58378431",
                "Calle Mayor 3",
                "31001 Pamplona",
                "www.talleresarrieta.example",
            ),
            *column(330, 40, "FACTURA", "Número: A/2021/0033", "Fecha: 30/06/2021", "Vencimiento: 30/07/2021"),
            *column(330, 120, "Facturar a:", "Transportes Ebro S.A.", "NIF: A13585625", "Avda. Navarra 10"),
            *row(220, (40, "Concepto"), (-330, "Cantidad"), (-420, "Precio"), (-540, "Importe")),
            *row(236, (40, "Revisión de frenos"), (-330, "1"), (-420, "320,00"), (-540, "320,00")),
            *row(266, (300, "Base imponible"), (-540, "320,00 €")),
            *row(280, (300, "IVA 21%"), (-540, "67,20 €")),
            *row(294, (300, "Total factura"), (-540, "387,20 €")),
        ]
    )
    assert facts(found) == {
        "number": "A/2021/0033",
        "issued": date(2021, 6, 30),
        "due": date(2021, 7, 30),
        "currency": "EUR",
        "seller": "Talleres Arrieta S.L.",
        "seller_id": "B58378431",
        "buyer": "Transportes Ebro S.A.",
        "buyer_id": "A13585625",
    }
    assert amounts(found, *TOTALS)["total"] == "387.20"


def test_british_invoice() -> None:
    found = read_paper(
        [
            Text(40, 40, "Harbour & Finch Ltd", 18),
            *column(40, 66, "12 Quay Street, Bristol BS1 4DJ", "VAT No: GB 980 7806 84"),
            Text(420, 40, "TAX INVOICE", 14),
            *row(120, (40, "Invoice to:"), (330, "Invoice no."), (-540, "HF-00912")),
            *row(134, (40, "Lantern Theatre Trust"), (330, "Invoice date"), (-540, "7 May 2021")),
            *row(148, (40, "3 Park Row"), (330, "Due date"), (-540, "6 June 2021")),
            *row(162, (40, "Bristol BS1 5LJ"), (330, "PO number"), (-540, "4417")),
            *row(220, (40, "Description"), (-330, "Hours"), (-420, "Rate"), (-540, "Amount")),
            *row(236, (40, "Set design"), (-330, "12"), (-420, "£55.00"), (-540, "£660.00")),
            *row(266, (380, "Subtotal"), (-540, "£660.00")),
            *row(280, (380, "VAT @ 20%"), (-540, "£132.00")),
            *row(294, (380, "Total due"), (-540, "£792.00")),
        ]
    )
    assert facts(found) == {
        "number": "HF-00912",
        "issued": date(2021, 5, 7),
        "due": date(2021, 6, 6),
        "currency": "GBP",
        "seller": "Harbour & Finch Ltd",
        "seller_id": "GB980780684",
        "buyer": "Lantern Theatre Trust",
    }
    assert amounts(found, *TOTALS) == {
        "subtotal": "660.00",
        "tax_total": "132.00",
        "total": "792.00",
        "payable": "792.00",
        "line_total": "660.00",
    }


def test_american_invoice_writes_the_month_first() -> None:
    found = read_paper(
        [
            *column(40, 40, "Blue Mesa Analytics, Inc.", "400 Canyon Rd", "Santa Fe, NM 87501", size=11),
            *column(400, 40, "INVOICE #4471", "Date: 03/04/2022", "Due: 04/03/2022"),
            *column(40, 120, "BILL TO", "Prairie Dental LLC", "77 Main St", "Omaha, NE 68102"),
            *row(220, (40, "Description"), (-330, "Qty"), (-420, "Unit price"), (-540, "Amount")),
            *row(236, (40, "Dashboard"), (-330, "1"), (-420, "$1,250.00"), (-540, "$1,250.00")),
            *row(266, (380, "Subtotal"), (-540, "$1,250.00")),
            *row(280, (380, "Sales tax (5%)"), (-540, "$62.50")),
            *row(294, (380, "Total"), (-540, "$1,312.50")),
        ]
    )
    assert facts(found) == {
        "number": "4471",
        "issued": date(2022, 3, 4),
        "due": date(2022, 4, 3),
        "currency": "USD",
        "seller": "Blue Mesa Analytics, Inc.",
        "buyer": "Prairie Dental LLC",
    }
    assert amounts(found, *TOTALS)["total"] == "1312.50"


def test_a_credit_note_is_one() -> None:
    found = read_paper(
        [
            *column(40, 40, "Fietsenmaker De Ketting B.V.", "Singel 88", "1015 AC Amsterdam", "BTW NL810433941B01"),
            Text(40, 130, "CREDITNOTA 20220009", 20),
            *column(40, 170, "Datum: 12-10-2022", "Betreft factuur: 20220045"),
            *row(346, (380, "Totaal excl. btw"), (-540, "€ 60,00")),
            *row(360, (380, "21% btw"), (-540, "€ 12,60")),
            *row(374, (380, "Totaal incl. btw"), (-540, "€ 72,60")),
        ]
    )
    assert (found.kind.value, found.number.value) == (DocumentKind.CREDIT_NOTE, "20220009")
    assert amounts(found, "total") == {"total": "72.60"}
