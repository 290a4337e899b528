"""Bills of utilities, and the letter of somebody who may not invoice."""

from datetime import date
from decimal import Decimal as D  # noqa: N817 - a table of amounts

from local.samples.generator import parties
from local.samples.generator.sheets.letter import PaymentRequest
from local.samples.generator.sheets.utility import Service, UtilityBill

WATER = UtilityBill(
    number="1048823417",
    contract="20417733",
    seller=parties.ACUEDUCTO,
    buyer=parties.ASTRAMECH,
    issued=date(2026, 10, 28),
    due=date(2026, 11, 14),
    period="21-sep-26 a 20-oct-26",
    services=(
        Service(name="Acueducto", usage="24 m³", fixed=D(14230), variable=D(84200)),
        Service(name="Alcantarillado", usage="24 m³", fixed=D(8900), variable=D(32300)),
        Service(name="Aseo", usage="", fixed=D(18670), variable=D(0)),
    ),
    prior_balance=D(210900),
    surcharge=D(1400),
    overdue=2,
    meter=("m³", (19, 22, 21, 18, 23, 24)),
)
ENERGY = UtilityBill(
    number="7730019284",
    contract="88120945",
    seller=parties.ENERGIA,
    buyer=parties.ASTRAMECH,
    issued=date(2026, 11, 5),
    due=date(2026, 11, 20),
    period="01-oct-26 a 31-oct-26",
    services=(
        Service(name="Energía eléctrica", usage="312 kWh", fixed=D(0), variable=D(268320)),
        Service(name="Aseo", usage="", fixed=D(18950), variable=D(0)),
    ),
    prior_balance=D(0),
    surcharge=D(0),
    overdue=0,
    meter=("kWh", (298, 305, 287, 321, 309, 312)),
)
REPAIRS = PaymentRequest(
    seller=parties.CARPINTERO,
    buyer=parties.ASTRAMECH,
    issued=date(2026, 11, 3),
    works=(
        ("Arreglo de la puerta de la oficina", D(100000)),
        ("Materiales: bisagras y chapa", D(61200)),
        ("Pulida y pintura de la mesa de reuniones", D(90000)),
    ),
    in_words="DOSCIENTOS CINCUENTA Y UN MIL DOSCIENTOS PESOS M/CTE",
    account="cuenta de ahorros No. 000-456789-01 del Banco Ejemplo",
)
