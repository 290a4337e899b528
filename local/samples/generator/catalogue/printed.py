"""The invoices of the set that are PDFs."""

from datetime import date
from decimal import Decimal as D  # noqa: N817 - a table of amounts

from local.samples.generator import parties
from local.samples.generator.papers import Item, Paper, Withheld

RENTA, ICA = "06", "07"

HARDWARE = Paper(
    prefix="FLG",
    serial=15233,
    issued=date(2026, 10, 14),
    time="16:55:03",
    due=date(2026, 11, 13),
    seller=parties.FERRETERIA,
    items=(
        Item(code="10021", description="Cable UTP cat. 6, metro", quantity=D(85), unit="MTR", price=D(2100)),
        Item(code="10377", description="Canaleta 20 x 12 mm, tramo 2 m", quantity=D(14), price=D(5900)),
        Item(code="20440", description="Toma corriente doble polo a tierra", quantity=D(6), price=D(9850)),
        Item(code="31005", description="Agua mineral botellón 19 L", quantity=D(3), price=D(14500), rate=None),
        Item(code="40012", description="Pintura vinílica blanca galón", quantity=D(2), price=D(48900)),
    ),
)
COFFEE = Paper(
    prefix="MAPS",
    serial=2041,
    issued=date(2026, 10, 10),
    seller=parties.CAFE,
    on_credit=False,
    items=(Item(code="1", description="CAFE TOSTADO MOLIDO INSTITUC 5KG", price=D("203343.81"), rate=D(5)),),
)
RENT = Paper(
    prefix="TC",
    serial=402,
    issued=date(2026, 11, 1),
    time="09:00:00",
    due=date(2026, 11, 10),
    seller=parties.INMOBILIARIA,
    items=(Item(code="ARR", description="Canon de arrendamiento oficina 802, noviembre de 2026", price=D(2800000)),),
    withheld=(
        Withheld(RENTA, "Retención en la fuente", "3,5%", "3.50", D(2800000), D("98000.00")),
        Withheld(ICA, "Retención ICA", "1,8 x mil", "0.18", D(2800000), D("5040.00")),
    ),
    note="Contrato de arrendamiento comercial 2024-077. Consignar a la cuenta corriente 000-998877-01.",
)
LAWYER = Paper(
    prefix="LB",
    serial=118,
    issued=date(2026, 10, 20),
    due=date(2026, 11, 19),
    seller=parties.ABOGADA,
    items=(
        Item(
            code="HON",
            description="Asesoría jurídica: contrato marco de software",
            price=D(3000000),
        ),
    ),
    withheld=(
        Withheld(RENTA, "Retefuente honorarios", "11%", "11.00", D(3000000), D("330000.00")),
        Withheld(ICA, "ReteICA Medellín", "1,8 x mil", "0.18", D(3000000), D("5400.00")),
    ),
)
CABINET = (
    ("Archivador metálico 4 gavetas", 1, 189000),
    ("Carpeta colgante oficio x 25", 6, 21500),
    ("Caja archivo inactivo No. 12", 30, 3400),
    ("Legajador A-Z oficio azul", 24, 6900),
    ("Separador alfabético", 10, 4200),
    ("Cinta de enmascarar 24 mm", 8, 5100),
)
SUPPLIES = Paper(
    prefix="PE",
    serial=5106,
    issued=date(2026, 11, 16),
    time="09:41:27",
    due=date(2026, 12, 16),
    seller=parties.PAPELERIA,
    items=(
        *(
            Item(code=f"AR-{position:02}", description=name, quantity=D(count), price=D(price))
            for position, (name, count, price) in enumerate(CABINET, start=1)
        ),
        *(
            Item(
                code=f"UT-{position:02}",
                description=f"Útiles de escritorio, referencia {position:02}",
                quantity=D(2 + position % 4),
                price=D(1200 + 150 * position),
            )
            for position in range(1, 21)
        ),
    ),
    note="Pedido trimestral. Entrega en dos despachos.",
)
ABROAD = Paper(
    prefix="BH-",
    serial=20931,
    issued=date(2026, 10, 31),
    due=date(2026, 11, 30),
    currency="USD",
    seller=parties.SOFTWARE_INC,
    items=(
        Item(
            code="SEAT",
            description="Harbor Analytics, Team plan, 12 seats",
            quantity=D(12),
            price=D("19.00"),
            rate=None,
        ),
        Item(code="API", description="API calls beyond plan, per thousand", quantity=D(37), price=D("0.80"), rate=None),
    ),
)
FREIGHT = Paper(
    prefix="TVA",
    serial=3309,
    issued=date(2026, 11, 5),
    due=date(2026, 12, 5),
    seller=parties.TRANSPORTE,
    items=(
        Item(
            code="FL-MDE", description="Flete Medellín - Bogotá, 3 estibas", quantity=D(3), price=D(130000), rate=None
        ),
        Item(code="MANEJO", description="Manejo y descargue", price=D(90000), rate=None),
    ),
    note="Remesas 88120, 88121, 88122.",
)
STAY = Paper(
    prefix="HBC",
    serial=11802,
    issued=date(2026, 9, 25),
    time="11:20:08",
    due=date(2026, 10, 25),
    seller=parties.HOTEL,
    items=(
        Item(code="HAB", description="Habitación sencilla, noche / Single room, night", quantity=D(3), price=D(185000)),
        Item(code="LAV", description="Lavandería / Laundry", price=D(32000)),
        Item(code="SEG", description="Seguro hotelero / Insurance", quantity=D(3), price=D(8000), rate=None),
    ),
    note="Gracias por su visita / Thank you for staying with us. Check-out 11:00.",
)
INTERNET = Paper(
    prefix="CAE",
    serial=18244,
    issued=date(2026, 11, 2),
    time="03:12:00",
    due=date(2026, 11, 18),
    seller=parties.TELEFONIA,
    items=(
        Item(code="FIB", description="Internet fibra empresarial 300 Mbps", price=D(89900)),
        Item(code="FIJ", description="Línea fija ilimitada", price=D(24000)),
        Item(code="IPF", description="Dirección IP fija", price=D(15000)),
    ),
)
