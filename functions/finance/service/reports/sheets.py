"""Reports as tables: one row per account, line, document or month, with columns in the reader's language."""

from collections.abc import Iterable, Iterator

from functions.finance.domain.ledger.books import Booking
from functions.finance.export.sheet import Cell, Sheet
from functions.finance.schemas.invoices import Language
from functions.finance.schemas.reports import (
    AccountLine,
    AgingItem,
    CashFlow,
    LedgerRow,
    TaxAccountLine,
)
from functions.finance.schemas.review import Texts

TITLES: dict[str, Texts] = {
    "general-ledger": Texts(es="Libro mayor", en="General ledger"),
    "trial-balance": Texts(es="Balance de comprobación", en="Trial balance"),
    "journal": Texts(es="Libro diario", en="Journal"),
    "aging": Texts(es="Cartera por edades", en="Aging"),
    "cash-flow": Texts(es="Flujo de caja", en="Cash flow"),
    "taxes": Texts(es="Impuestos", en="Taxes"),
}

_WORDS: dict[str, tuple[str, str]] = {
    "account": ("Cuenta", "Account"),
    "name": ("Nombre", "Name"),
    "opening": ("Saldo inicial", "Opening balance"),
    "debit": ("Débito", "Debit"),
    "credit": ("Crédito", "Credit"),
    "closing": ("Saldo final", "Closing balance"),
    "date": ("Fecha", "Date"),
    "entry": ("Asiento", "Entry"),
    "memo": ("Detalle", "Memo"),
    "party": ("Tercero", "Party"),
    "balance": ("Saldo", "Balance"),
    "side": ("Lado", "Side"),
    "number": ("Documento", "Document"),
    "issued": ("Fecha de emisión", "Issue date"),
    "due": ("Vencimiento", "Due date"),
    "assumed": ("Vencimiento supuesto", "Due date assumed"),
    "late": ("Días de mora", "Days late"),
    "bucket": ("Edad", "Bucket"),
    "amount": ("Valor", "Amount"),
    "month": ("Mes", "Month"),
    "income": ("Ingresos", "Income"),
    "expenses": ("Egresos", "Expenses"),
    "net": ("Neto", "Net"),
    "kind": ("Clase", "Kind"),
    "tax": ("Impuesto", "Tax"),
    "line": ("Línea", "Line"),
    "total": ("Total", "Total"),
    "receivables": ("Por cobrar", "Receivable"),
    "payables": ("Por pagar", "Payable"),
    "vat_charged": ("IVA generado", "IVA charged"),
    "vat_deductible": ("IVA descontable", "Deductible IVA"),
    "withheld": ("Retenido a proveedores", "Withheld from suppliers"),
    "suffered": ("Retenido por clientes", "Withheld by customers"),
    "other_taxes": ("Otros impuestos", "Other taxes"),
    "current": ("Al día, o hasta 30 días", "Current, or up to 30 days"),
    "31_60": ("31 a 60 días", "31 to 60 days"),
    "61_90": ("61 a 90 días", "61 to 90 days"),
    "over_90": ("Más de 90 días", "More than 90 days"),
    "yes": ("sí", "yes"),
    "no": ("no", "no"),
}


def word(name: str, language: Language) -> str:
    """A word of a table."""
    return _WORDS[name][0 if language == "es" else 1]


def text(texts: Texts | None, language: Language) -> str:
    """A name in a language; nothing, where there is none."""
    return "" if texts is None else texts.es if language == "es" else texts.en


def accounts_sheet(title: str, accounts: Iterable[AccountLine], language: Language) -> Sheet:
    """Accounts with what stood before, what was booked, what stands after."""
    names = ("account", "name", "opening", "debit", "credit", "closing")
    rows: Iterator[tuple[Cell, ...]] = (
        (one.account, text(one.name, language), one.opening, one.debit, one.credit, one.closing) for one in accounts
    )
    return _sheet(title, names, rows, language)


def ledger_sheet(rows: Iterable[LedgerRow], language: Language) -> Sheet:
    """Lines by account and day, with the balance after each."""
    names = ("account", "date", "entry", "memo", "line", "party", "debit", "credit", "balance")
    cells: Iterator[tuple[Cell, ...]] = (
        (
            row.account,
            row.date,
            str(row.entry_id),
            row.memo,
            row.line_memo,
            row.party,
            row.debit,
            row.credit,
            row.balance,
        )
        for row in rows
    )
    return _sheet("general-ledger", names, cells, language)


def journal_sheet(bookings: Iterable[Booking], names_of: dict[str, Texts], language: Language) -> Sheet:
    """Lines of entries in the order of their days."""
    names = ("date", "entry", "memo", "account", "name", "line", "party", "debit", "credit")
    cells: Iterator[tuple[Cell, ...]] = (
        (
            booking.entry.on,
            str(booking.id),
            booking.entry.memo,
            line.account,
            text(names_of.get(line.account), language),
            line.memo,
            line.party,
            line.debit,
            line.credit,
        )
        for booking in bookings
        for line in booking.entry.lines
    )
    return _sheet("journal", names, cells, language)


def aging_sheet(items: Iterable[AgingItem], language: Language) -> Sheet:
    """Open documents, those due first first."""
    names = ("side", "number", "party", "name", "issued", "due", "assumed", "late", "bucket", "amount")
    cells: Iterator[tuple[Cell, ...]] = (
        (
            word(item.side, language),
            item.number,
            item.party,
            item.name,
            item.issued_on,
            item.due_on,
            word("yes" if item.due_assumed else "no", language),
            item.days_late,
            word(item.bucket, language),
            item.amount,
        )
        for item in items
    )
    return _sheet("aging", names, cells, language)


def cash_sheet(report: CashFlow, language: Language) -> Sheet:
    """Months, and their sum."""
    months: list[tuple[Cell, ...]] = [(one.month, one.income, one.expenses, one.net) for one in report.months]
    total = (word("total", language), report.total_income, report.total_expenses, report.net_cash_flow)
    return _sheet("cash-flow", ("month", "income", "expenses", "net"), [*months, total], language)


def taxes_sheet(accounts: Iterable[TaxAccountLine], language: Language) -> Sheet:
    """Accounts of taxes."""
    rows: Iterator[tuple[Cell, ...]] = (
        (word(one.kind, language), one.tax, one.account, text(one.name, language), one.amount) for one in accounts
    )
    return _sheet("taxes", ("kind", "tax", "account", "name", "amount"), rows, language)


def _sheet(title: str, names: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], language: Language) -> Sheet:
    return Sheet(text(TITLES[title], language), [word(name, language) for name in names], rows)
