"""What a document says, before anybody draws it or writes it as XML; all sums are computed from the items."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from functions.finance.domain.cufe import CodeFields, cude, cufe
from functions.finance.domain.money import ZERO, cents
from local.samples.generator.parties import ASTRAMECH, Party

IVA, INC = "01", "04"
NAMES = {IVA: "IVA", INC: "INC"}
TECHNICAL_KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A line. `rate` is in percent; None is excluded from the tax."""

    code: str
    description: str
    quantity: Decimal = Decimal(1)
    unit: str = "94"
    price: Decimal
    scheme: str = IVA
    rate: Decimal | None = Decimal(19)

    @property
    def amount(self) -> Decimal:
        return cents(self.quantity * self.price)

    @property
    def tax(self) -> Decimal:
        return cents(self.amount * (self.rate or ZERO) / 100)


@dataclass(frozen=True)
class Tax:
    """A tax at one rate, of all items."""

    scheme: str
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Withheld:
    """What the seller says that the buyer will withhold; `rate` as printed, ``11 %`` or ``1,8 x mil``."""

    scheme: str
    name: str
    rate: str
    percent: str
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """The numbers that DIAN authorised."""

    number: str = "18764098123456"
    first: int = 1
    last: int = 20000
    since: date = date(2026, 1, 20)
    until: date = date(2028, 1, 20)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """An invoice or a note. `references` is the invoice that a note corrects; `peso_rate` pesos per unit."""

    prefix: str
    serial: int
    issued: date
    time: str = "10:24:36"
    due: date | None = None
    currency: str = "COP"
    peso_rate: Decimal | None = None
    seller: Party
    buyer: Party = ASTRAMECH
    items: tuple[Item, ...]
    withheld: tuple[Withheld, ...] = ()
    resolution: Resolution = Resolution()
    references: "Paper | None" = None
    on_credit: bool = True
    note: str = ""

    @property
    def number(self) -> str:
        return f"{self.prefix}{self.serial}"

    @property
    def is_note(self) -> bool:
        return self.references is not None

    @property
    def subtotal(self) -> Decimal:
        return sum((item.amount for item in self.items), ZERO)

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """By scheme and rate; the amount is the sum of the items', each rounded."""
        return tuple(_taxes(self.items))

    @property
    def tax_base(self) -> Decimal:
        return sum((tax.base for tax in self.taxes), ZERO)

    @property
    def tax_total(self) -> Decimal:
        return sum((tax.amount for tax in self.taxes), ZERO)

    @property
    def total(self) -> Decimal:
        return self.subtotal + self.tax_total

    @property
    def withheld_total(self) -> Decimal:
        return sum((one.amount for one in self.withheld), ZERO)

    def tax(self, scheme: str) -> Decimal:
        return sum((tax.amount for tax in self.taxes if tax.scheme == scheme), ZERO)

    @property
    def code(self) -> str:
        """The CUFE, or the CUDE of a note."""
        fields = CodeFields(
            number=self.number,
            issue_date=self.issued,
            issue_time=f"{self.time}-05:00",
            line_extension=self.subtotal,
            iva=self.tax(IVA),
            inc=self.tax(INC),
            ica=ZERO,
            payable=self.total,
            issuer=self.seller.number,
            buyer=self.buyer.number,
            environment="1",
        )
        return cude(fields, "75315") if self.is_note else cufe(fields, TECHNICAL_KEY)

    @property
    def code_name(self) -> str:
        return "CUDE" if self.is_note else "CUFE"

    @property
    def link(self) -> str:
        """Where anybody may ask DIAN about the document."""
        return f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={self.code}"

    @property
    def qr(self) -> str:
        """The text of DIAN's QR code."""
        return (
            f"NumFac: {self.number}\nFecFac: {self.issued}\nHorFac: {self.time}-05:00\nNitFac: {self.seller.number}\n"
            f"DocAdq: {self.buyer.number}\nValFac: {self.subtotal}\nValIva: {self.tax(IVA)}\n"
            f"ValOtroIm: {self.tax_total - self.tax(IVA)}\nValTolFac: {self.total}\n{self.code_name}: {self.code}\n"
            f"QRCode: {self.link}"
        )

    def signed_by(self, seller: Party) -> "Paper":
        """The same from somebody else."""
        return replace(self, seller=seller)


def _taxes(items: tuple[Item, ...]) -> Iterator[Tax]:
    taxed = [(item.scheme, item.rate, item) for item in items if item.rate is not None]
    for (scheme, rate), group in groupby(sorted(taxed, key=lambda one: one[:2]), key=lambda one: one[:2]):
        of_rate = [item for _, _, item in group]
        base = sum((item.amount for item in of_rate), ZERO)
        yield Tax(scheme, rate, base, sum((item.tax for item in of_rate), ZERO))
