"""The invoices of the set that are seen in pictures."""

from datetime import date
from decimal import Decimal as D  # noqa: N817 - a table of amounts

from local.samples.generator import parties
from local.samples.generator.papers import INC, Item, Paper

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
LUNCH_RECEIPT = Paper(
    prefix="LCD",
    serial=9377,
    issued=date(2026, 11, 19),
    time="13:42:00",
    seller=parties.RESTAURANTE,
    on_credit=False,
    items=(
        Item(code="M1", description="MENU EJECUTIVO", quantity=D(4), price=D(25000), scheme=INC, rate=D(8)),
        Item(code="B2", description="JUGO NATURAL", quantity=D(4), price=D(6500), scheme=INC, rate=D(8)),
    ),
)
REVISION = Paper(
    prefix="CA",
    serial=2004,
    issued=date(2026, 11, 10),
    time="16:05:51",
    due=date(2026, 12, 10),
    seller=parties.CLIMATIZAR,
    items=(Item(code="MT-02", description="Revisión y limpieza de filtros", quantity=D(3), price=D(60000)),),
)
