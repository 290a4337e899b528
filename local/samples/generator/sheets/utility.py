"""The bill of a utility: several services, what earlier bills left open, a coupon to pay with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from functions.finance.domain.money import ZERO
from local.samples.generator.parties import Party
from local.samples.generator.sheets.sheet import HELVETICA, Sheet
from local.samples.generator.wording import dots, short

LEFT, RIGHT = 40.0, 572.0


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service of the period. `usage` is empty where nothing is metered."""

    name: str
    usage: str
    fixed: Decimal
    variable: Decimal

    @property
    def amount(self) -> Decimal:
        return self.fixed + self.variable


@dataclass(frozen=True, kw_only=True)
class UtilityBill:
    """A bill; `surcharge` is for paying late, `prior_balance` what was not paid; `meter` has the last months."""

    number: str
    contract: str
    seller: Party
    buyer: Party
    issued: date
    due: date
    period: str
    services: Sequence[Service]
    prior_balance: Decimal
    surcharge: Decimal
    overdue: int
    meter: tuple[str, tuple[int, ...]]

    @property
    def current(self) -> Decimal:
        """What this bill adds: services and surcharge."""
        return sum((one.amount for one in self.services), ZERO) + self.surcharge

    @property
    def payable(self) -> Decimal:
        return self.current + self.prior_balance


def utility(bill: UtilityBill) -> bytes:
    """The PDF of a bill."""
    sheet = Sheet(faces=HELVETICA)
    _head(sheet, bill)
    y = _services(sheet, bill)
    y = _others(sheet, bill, y)
    _usage(sheet, bill, y)
    _coupon(sheet, bill)
    return sheet.pdf(f"Factura de servicios {bill.number}", "Impresion masiva")


def _head(sheet: Sheet, bill: UtilityBill) -> None:
    sheet.box(0, 0, 612, 64, shade=0.88)
    sheet.text(LEFT, 30, bill.seller.name, 15, bold=True)
    sheet.text(LEFT, 44, f"NIT {bill.seller.nit}  ·  Vigilada por la Superintendencia de Servicios Públicos", 7.5)
    sheet.text(LEFT, 55, f"{bill.seller.address}, {bill.seller.city}  ·  Línea de atención {bill.seller.phone}", 7.5)
    sheet.text(RIGHT, 30, "FACTURA DE SERVICIOS PÚBLICOS", 9, "right", bold=True)
    sheet.text(RIGHT, 44, f"Documento equivalente No. {bill.number}", 8, "right")
    left = (
        ("Suscriptor", bill.buyer.name),
        ("NIT o C.C.", bill.buyer.nit),
        ("Dirección", f"{bill.buyer.address}, {bill.buyer.city}"),
        ("Contrato", bill.contract),
        ("Estrato / uso", "Comercial"),
    )
    for row, (label, value) in enumerate(left):
        sheet.text(LEFT, 86 + 13 * row, label, 8)
        sheet.text(LEFT + 70, 86 + 13 * row, value, 8, bold=row == 0)
    sheet.box(392, 74, 180, 74)
    right = (
        ("Período facturado", bill.period),
        ("Fecha de expedición", short(bill.issued)),
        ("Pago oportuno", short(bill.due)),
        ("Suspensión desde", short(bill.due.replace(day=bill.due.day + 4))),
        ("Cuentas vencidas", str(bill.overdue)),
    )
    for row, (label, value) in enumerate(right):
        sheet.text(400, 88 + 13 * row, label, 8)
        sheet.text(565, 88 + 13 * row, value, 8, "right", bold=True)


def _services(sheet: Sheet, bill: UtilityBill) -> float:
    y = 178.0
    sheet.text(LEFT, y, "CONSUMOS DEL MES", 9, bold=True)
    sheet.rule(LEFT, y + 4, RIGHT)
    heads = (("Servicio", LEFT, "left"), ("Consumo", 250, "right"), ("Cargo fijo", 350, "right"))
    for name, x, align in (*heads, ("Por consumo", 460, "right"), ("Valor", RIGHT, "right")):
        sheet.text(x, y + 16, name, 7.5, align)  # type: ignore[arg-type]
    y += 30
    for one in bill.services:
        sheet.text(LEFT, y, one.name)
        sheet.text(250, y, one.usage, align="right")
        sheet.text(350, y, dots(one.fixed), align="right")
        sheet.text(460, y, dots(one.variable), align="right")
        sheet.text(RIGHT, y, dots(one.amount), align="right")
        y += 15
    return y


def _others(sheet: Sheet, bill: UtilityBill, y: float) -> float:
    y += 14
    sheet.text(LEFT, y, "OTROS COBROS", 9, bold=True)
    sheet.rule(LEFT, y + 4, RIGHT)
    for label, amount in (("Saldo anterior", bill.prior_balance), ("Recargo por mora", bill.surcharge)):
        y += 18
        sheet.text(LEFT, y, label)
        sheet.text(RIGHT, y, dots(amount), align="right")
    y += 18
    sheet.text(LEFT, y, "Total otros cobros")
    sheet.text(RIGHT, y, dots(bill.prior_balance + bill.surcharge), align="right")
    sheet.box(340, y + 14, 232, 34, shade=0.88)
    sheet.text(350, y + 36, "TOTAL A PAGAR", 11, bold=True)
    sheet.text(564, y + 36, f"$ {dots(bill.payable)}", 14, "right", bold=True)
    return y + 70


def _usage(sheet: Sheet, bill: UtilityBill, y: float) -> None:
    what, used = bill.meter
    sheet.text(LEFT, y, f"HISTORIA DE CONSUMO ({what})", 8, bold=True)
    months = ("may", "jun", "jul", "ago", "sep", "oct")
    for position, (month, amount) in enumerate(zip(months, used, strict=True)):
        x, tall = LEFT + 6 + 34 * position, 48 * amount / max(used)
        sheet.box(x, y + 64 - tall, 20, tall, shade=0.55)
        sheet.text(x + 10, y + 74, month, 7, "centre")
        sheet.text(x + 10, y + 60 - tall, str(amount), 7, "centre")
    overdue = (
        f"Señor usuario: su cuenta presenta {bill.overdue} períodos vencidos. Evite la suspensión y el cobro de "
        "reconexión. Si ya pagó, haga caso omiso de este aviso. "
    )
    advice = "Peticiones, quejas y recursos en nuestras oficinas de lunes a viernes, o por la línea de atención."
    sheet.paragraph(300, y + 14, (overdue if bill.overdue else "") + advice, 270, 7.5)


def _coupon(sheet: Sheet, bill: UtilityBill) -> None:
    sheet.text(LEFT, 640, "- " * 118, 6)
    sheet.text(LEFT, 660, bill.seller.name, 9, bold=True)
    sheet.text(LEFT, 674, f"Contrato {bill.contract}   Documento {bill.number}", 8)
    sheet.text(RIGHT, 660, f"Páguese hasta {short(bill.due)}", 8, "right")
    sheet.text(RIGHT, 674, f"Valor $ {dots(bill.payable)}", 9, "right", bold=True)
    x = LEFT
    for digit in f"4157709998{bill.contract}3902{bill.payable:010.0f}":
        for bar in f"{int(digit) + 1:04b}":
            sheet.box(x, 690, 2.0 if bar == "1" else 0.8, 44, shade=0)
            x += 3.1
    sheet.text(LEFT, 746, f"(415)7709998004512(8020){bill.contract}(3900){bill.payable:010.0f}", 7.5)
