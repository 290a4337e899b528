"""The invoices of the set, whatever file carries them."""

from datetime import date
from decimal import Decimal as D  # noqa: N817 - a table of amounts

from local.samples.generator import parties
from local.samples.generator.papers import INC, Item, Paper, Withheld

RENTA, ICA = "06", "07"

STATIONERY = Paper(
    prefix="PE",
    serial=4821,
    issued=date(2026, 11, 4),
    due=date(2026, 12, 4),
    seller=parties.PAPELERIA,
    items=(
        Item(code="PAP-075", description="Resma papel carta 75 g", quantity=D(12), price=D(18500)),
        Item(code="TON-12A", description="Tóner láser negro 12A", quantity=D(2), price=D(95000)),
    ),
    note="Entregar en portería.",
)
RETURNED = Paper(
    prefix="NCPE",
    serial=312,
    issued=date(2026, 11, 9),
    seller=parties.PAPELERIA,
    items=(Item(code="TON-12A", description="Tóner láser negro 12A", price=D(95000)),),
    references=STATIONERY,
)
MAINTENANCE = Paper(
    prefix="CA",
    serial=1907,
    issued=date(2026, 9, 15),
    time="15:02:11",
    due=date(2026, 10, 15),
    seller=parties.CLIMATIZAR,
    items=(
        Item(code="MT-01", description="Mantenimiento preventivo aire acondicionado", quantity=D(4), price=D(120000)),
        Item(code="MT-07", description="Recarga de refrigerante, mano de obra", price=D(170000)),
    ),
)
CONSULTANCY = Paper(
    prefix="CPN",
    serial=655,
    issued=date(2026, 10, 30),
    time="08:47:59",
    due=date(2026, 11, 29),
    seller=parties.CONSULTORES,
    items=(
        Item(
            code="HON",
            description="Honorarios por consultoría en costos, octubre",
            quantity=D(16),
            unit="HUR",
            price=D(150000),
        ),
    ),
    note="Orden de compra OC-2026-118.",
)
LUNCH = Paper(
    prefix="LCD",
    serial=9034,
    issued=date(2026, 8, 21),
    time="14:18:40",
    seller=parties.RESTAURANTE,
    on_credit=False,
    items=(
        Item(code="M1", description="Menú ejecutivo", quantity=D(6), price=D(28500), scheme=INC, rate=D(8)),
        Item(code="B4", description="Jarra de limonada de coco", quantity=D(2), price=D(22000), scheme=INC, rate=D(8)),
    ),
)
CLOUD = Paper(
    prefix="NE",
    serial=20417,
    issued=date(2026, 10, 1),
    time="00:05:00",
    due=date(2026, 10, 31),
    currency="USD",
    peso_rate=D("4015.27"),
    seller=parties.NUBE,
    items=(Item(code="VPS-4", description="Servidor virtual 4 vCPU, septiembre", quantity=D(3), price=D("60.00")),),
)
CLOUD_WITHOUT_RATE = Paper(
    prefix="NE",
    serial=21102,
    issued=date(2026, 11, 1),
    time="00:05:00",
    due=date(2026, 12, 1),
    currency="USD",
    seller=parties.NUBE,
    items=(Item(code="VPS-4", description="Servidor virtual 4 vCPU, octubre", quantity=D(3), price=D("60.00")),),
)
SERVERS = Paper(
    prefix="ERN",
    serial=7781,
    issued=date(2026, 11, 18),
    time="11:30:00",
    due=date(2027, 1, 17),
    seller=parties.EQUIPOS,
    items=(
        Item(code="SRV-R7", description="Servidor de rack 2U", quantity=D(3), price=D(16400000)),
        Item(code="SW-48", description="Conmutador 48 puertos", quantity=D(1), price=D(4500000)),
    ),
)
WRONG_DIGIT = Paper(
    prefix="DT",
    serial=88,
    issued=date(2026, 11, 6),
    due=date(2026, 11, 21),
    seller=parties.DISTRAIDA,
    items=(Item(code="FL-2", description="Arreglo floral de recepción", quantity=D(2), price=D(64000)),),
)
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
GROCERIES = Paper(
    prefix="SV",
    serial=9031,
    issued=date(2026, 11, 12),
    time="18:05:00",
    seller=parties.MERCADO,
    on_credit=False,
    items=(
        Item(code="1", description="CAFE MOLIDO 500G", quantity=D(2), price=D(22000), rate=D(5)),
        Item(code="2", description="AZUCAR 1KG", quantity=D(2), price=D(4800), rate=D(5)),
        Item(code="3", description="JABON LOZA 900G", quantity=D(1), price=D(9700)),
        Item(code="4", description="TOALLA COCINA X3", quantity=D(3), price=D(7100)),
        Item(code="5", description="VASOS CARTON X50", quantity=D(2), price=D(12600)),
    ),
)
TOOLS = Paper(
    prefix="FLG",
    serial=15907,
    issued=date(2026, 11, 11),
    time="10:12:44",
    due=date(2026, 12, 11),
    seller=parties.FERRETERIA,
    items=(
        Item(code="50110", description="Taladro percutor 1/2 pulgada", price=D(219900)),
        Item(code="50432", description="Juego de brocas 15 piezas", quantity=D(2), price=D(34500)),
        Item(code="10377", description="Canaleta 20 x 12 mm, tramo 2 m", quantity=D(10), price=D(5900)),
    ),
)
INSPECTION = Paper(
    prefix="CA",
    serial=1988,
    issued=date(2026, 10, 27),
    due=date(2026, 11, 26),
    seller=parties.CLIMATIZAR,
    items=(
        Item(code="MT-01", description="Mantenimiento preventivo aire acondicionado", quantity=D(2), price=D(120000)),
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
