"""The invoices of the set that are XML, and what corrects or repeats them."""

from datetime import date
from decimal import Decimal as D  # noqa: N817 - a table of amounts

from local.samples.generator import parties
from local.samples.generator.papers import INC, Item, Paper

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
    serial=12417,
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
    serial=13102,
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
