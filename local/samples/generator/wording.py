"""Numbers and days as Colombian documents write them."""

from datetime import date
from decimal import Decimal

MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


def dots(amount: Decimal, decimals: int = 0) -> str:
    """``251.200`` or ``1.234,56``."""
    return f"{amount:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def commas(amount: Decimal, decimals: int = 2) -> str:
    """``203,343.81``."""
    return f"{amount:,.{decimals}f}"


def slashed(day: date) -> str:
    """``10/10/2026``."""
    return f"{day:%d/%m/%Y}"


def short(day: date) -> str:
    """``14-nov-26``."""
    return f"{day.day:02}-{MONTHS[day.month - 1][:3]}-{day:%y}"


def long(day: date) -> str:
    """``3 de noviembre de 2026``."""
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"
