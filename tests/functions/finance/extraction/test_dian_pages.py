"""The graphic representation that DIAN's own free service prints: sections of labelled fields."""

from datetime import date

from functions.finance.extraction.document import DocumentKind
from tests.functions.finance.extraction.papers import Text, column, read_paper, row
from tests.functions.finance.extraction.readings import amounts, facts

CUFE = "0a9b" * 24


def test_the_sections_of_a_free_invoice_are_read() -> None:
    found = read_paper(
        [
            Text(180, 30, "Factura Electrónica de Venta", 14),
            Text(40, 60, "Datos del Documento", 11),
            Text(40, 76, "Código Único de Factura - CUFE :", 8),
            *column(40, 88, CUFE[:64], CUFE[64:], size=8, step=10),
            *row(112, (40, "Número de Factura: SETP-990000042"), (320, "Forma de pago: Crédito"), size=8),
            *row(124, (40, "Fecha de Emisión: 05/02/2025"), (320, "Medio de Pago: Transferencia"), size=8),
            *row(136, (40, "Fecha de Vencimiento: 07/03/2025"), (320, "Orden de pedido: 4412"), size=8),
            Text(40, 160, "Datos del Emisor / Vendedor", 11),
            *row(176, (40, "Razón Social: Confecciones La Ceiba S.A.S."), (320, "Departamento: Antioquia"), size=8),
            *row(188, (40, "Nombre Comercial: La Ceiba"), (320, "Municipio / Ciudad: Medellín"), size=8),
            *row(200, (40, "Nit del Emisor: 900000009"), (320, "Dirección: Calle 30 # 65-12"), size=8),
            Text(40, 224, "Datos del Adquiriente / Comprador", 11),
            *row(240, (40, "Nombre o Razón Social: Hotel Páramo S.A."), (320, "País: Colombia"), size=8),
            *row(252, (40, "Tipo de Documento: NIT"), (320, "Municipio / Ciudad: Bogotá"), size=8),
            *row(264, (40, "Número Documento: 860002964"), (320, "Correo: pagos@paramo.example"), size=8),
            Text(40, 290, "Detalles de Productos", 11),
            *row(
                306,
                (40, "Nro."),
                (70, "Código"),
                (130, "Descripción"),
                (-320, "Cantidad"),
                (-400, "Precio unitario"),
                (-550, "Total"),
                size=8,
            ),
            *row(
                318,
                (40, "1"),
                (70, "UNI-1"),
                (130, "Uniforme de recepción"),
                (-320, "10,00"),
                (-400, "$ 120.000,00"),
                (-550, "$ 1.200.000,00"),
                size=8,
            ),
            Text(40, 350, "Datos Totales", 11),
            *row(366, (320, "Subtotal"), (-550, "1.200.000,00"), size=8),
            *row(378, (320, "Descuento detalle"), (-550, "0,00"), size=8),
            *row(390, (320, "Total Bruto Factura"), (-550, "1.200.000,00"), size=8),
            *row(402, (320, "IVA"), (-550, "228.000,00"), size=8),
            *row(414, (320, "Total impuesto (=)"), (-550, "228.000,00"), size=8),
            *row(426, (320, "Total neto factura (=)"), (-550, "1.428.000,00"), size=8),
            *row(438, (320, "Total factura (=)"), (-550, "COP $ 1.428.000,00"), size=8),
            Text(
                40,
                760,
                "Numeración Autorizada: 18760000001 Rango desde: 990000000 Rango hasta: 995000000 Vigencia: 2030-01-19",
                7,
            ),
        ]
    )
    assert found.kind.value is DocumentKind.INVOICE
    assert found.cufe.value == CUFE
    assert facts(found) == {
        "number": "SETP990000042",
        "issued": date(2025, 2, 5),
        "due": date(2025, 3, 7),
        "currency": "COP",
        "seller": "Confecciones La Ceiba S.A.S.",
        "seller_id": "900000009",
        "buyer": "Hotel Páramo S.A.",
        "buyer_id": "860002964",
    }
    assert amounts(found, "subtotal", "tax_total", "total", "payable") == {
        "subtotal": "1200000.00",
        "tax_total": "228000.00",
        "total": "1428000.00",
        "payable": "1428000.00",
    }
