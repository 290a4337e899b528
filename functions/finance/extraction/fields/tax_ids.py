"""Tax ids by their form and their check digits: VAT numbers, NIT, NIF, CNPJ and others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from functions.finance.domain.nit import check_digit

_EUROPEAN = {
    "AT": r"U\d{8}", "BE": r"[01]\d{9}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}", "DE": r"\d{9}",
    "DK": r"\d{8}", "EE": r"\d{9}", "EL": r"\d{9}", "ES": r"[A-Z0-9]\d{7}[A-Z0-9]", "FI": r"\d{8}",
    "FR": r"[A-Z0-9]{2}\d{9}", "GB": r"\d{9}(?:\d{3})?", "HR": r"\d{11}", "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}", "LT": r"(?:\d{9}|\d{12})", "LU": r"\d{8}", "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9}B\d{2}",
    "PL": r"\d{10}", "PT": r"\d{9}", "RO": r"\d{2,10}", "SE": r"\d{12}", "SI": r"\d{8}", "SK": r"\d{10}",
    "CHE": r"\d{9}",
}  # fmt: skip
_VAT = re.compile(
    rf"(?<![A-Za-z0-9])(?P<country>{'|'.join(sorted(_EUROPEAN, reverse=True))})[ .\-]?"
    r"(?P<rest>[A-Z0-9](?:[ .\-]?[A-Z0-9]){5,13})(?![A-Za-z0-9])"
)
_NIT = re.compile(r"(?<![\w.-])(?P<body>\d{1,3}(?:[.,]\d{3}){2,3}|\d{6,12})(?:\s?-\s?(?P<dv>\d))?(?![\w-]|[.,]\d)")
_SPANISH = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-HJNP-SUVW]-?\d{7}[0-9A-J]|\d{8}-?[A-Z]|[XYZ]-?\d{7}-?[A-Z])(?![A-Za-z0-9])"
)
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


@dataclass(frozen=True, slots=True)
class TaxId:
    """A tax id without separators.

    `scheme` is VAT, NIT, NIF or EIN; `checked` is whether its check digit agrees, None when it has none, or none that
    is computed here.
    """

    value: str
    scheme: str
    start: int
    end: int
    dv: str | None = None
    checked: bool | None = None


def vat_ids_in(text: str) -> Iterator[TaxId]:
    """European VAT ids: the country's letters and form; one whose check digits fail is given, unchecked."""
    for match in _VAT.finditer(text):
        country = match["country"]
        form = _EUROPEAN.get(country)
        if form is None:
            continue
        rest = _shortened(match["rest"], form)
        if rest is None:
            continue
        end = match.start("rest") + len(rest)
        value = country + re.sub(r"[ .\-]", "", rest)
        yield TaxId(value, "VAT", match.start(), end, checked=vat_agrees(value))


def nits_in(text: str) -> Iterator[TaxId]:
    """Numbers in the form of a Colombian NIT or cédula, with the check digit that they state."""
    for match in _NIT.finditer(text):
        body = re.sub(r"\D", "", match["body"])
        dv = match["dv"]
        yield TaxId(body, "NIT", match.start(), match.end(), dv, None if dv is None else check_digit(body) == int(dv))


def spanish_ids_in(text: str) -> Iterator[TaxId]:
    """Spanish NIF, NIE and CIF, whose last character is a check."""
    for match in _SPANISH.finditer(text):
        value = match.group().replace("-", "")
        yield TaxId(value, "NIF", match.start(), match.end(), checked=_spanish_agrees(value))


def employer_ids_in(text: str) -> Iterator[TaxId]:
    """Employer identification numbers of the United States, which have no check digit."""
    for match in re.finditer(r"(?<![\w-])\d{2}-\d{7}(?![\w-])", text):
        yield TaxId(match.group(), "EIN", match.start(), match.end())


def nine_digits_in(text: str) -> Iterator[TaxId]:
    """Portuguese NIF: nine digits with a check digit."""
    for match in re.finditer(r"(?<![\w.,])\d{3} ?\d{3} ?\d{3}(?![\w.,]?\d)", text):
        value = match.group().replace(" ", "")
        yield TaxId(value, "NIF", match.start(), match.end(), checked=_portuguese_agrees(value))


def vat_agrees(value: str) -> bool | None:
    """Whether the check digits of a VAT id agree; None for countries whose rule is not computed here."""
    country, rest = value[:2], value[2:]
    rules = {
        "DE": _german_agrees, "FR": _french_agrees, "NL": _dutch_agrees, "BE": _belgian_agrees,
        "PT": _portuguese_agrees,
        "IT": _luhn_agrees, "ES": _spanish_agrees, "AT": _austrian_agrees,
    }  # fmt: skip
    rule = rules.get(country)
    return None if rule is None else rule(rest)


def _shortened(rest: str, form: str) -> str | None:
    """The longest beginning of the text that has the country's form, ended where its words end."""
    ends = [len(rest), *(match.start() for match in re.finditer(r"[ .\-]", rest))]
    for end in sorted(ends, reverse=True):
        if re.fullmatch(form, re.sub(r"[ .\-]", "", rest[:end])):
            return rest[:end]
    return None


def _german_agrees(rest: str) -> bool:
    product = 10
    for digit in rest[:8]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == int(rest[8])


def _french_agrees(rest: str) -> bool | None:
    return (12 + 3 * (int(rest[2:]) % 97)) % 97 == int(rest[:2]) if rest[:2].isdigit() else None


def _dutch_agrees(rest: str) -> bool:
    """Companies' numbers obey mod 11; those given to persons since 2020 obey mod 97 over the whole id."""
    weighted = sum(int(digit) * weight for digit, weight in zip(rest[:8], range(9, 1, -1), strict=True)) % 11
    whole = "".join(str(int(char, 36)) for char in f"NL{rest}")
    return weighted == int(rest[8]) or int(whole) % 97 == 1


def _belgian_agrees(rest: str) -> bool:
    return 97 - int(rest[:8]) % 97 == int(rest[8:])


def _portuguese_agrees(rest: str) -> bool:
    left = sum(int(digit) * weight for digit, weight in zip(rest[:8], range(9, 1, -1), strict=True)) % 11
    return (0 if left < 2 else 11 - left) == int(rest[8])  # noqa: PLR2004 - a remainder of 0 or 1 gives 0


def _austrian_agrees(rest: str) -> bool:
    digits = [int(digit) for digit in rest[1:]]
    doubled = sum(digit // 5 + digit * 2 % 10 for digit in digits[1:7:2])
    return (10 - (sum(digits[0:7:2]) + doubled + 4) % 10) % 10 == digits[7]


def _luhn_agrees(rest: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(rest)):
        doubled = int(digit) * (2 if position % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004 - the sum of its two digits
    return total % 10 == 0


def _spanish_agrees(value: str) -> bool:
    if value[0] in "XYZ":
        return _spanish_agrees(f"{'XYZ'.index(value[0])}{value[1:]}")
    if value[0].isdigit():
        return value[:8].isdigit() and _LETTERS[int(value[:8]) % 23] == value[8]
    digits = [int(digit) for digit in value[1:8]]
    odd = sum(digit * 2 // 10 + digit * 2 % 10 for digit in digits[0::2])
    control = (10 - (odd + sum(digits[1::2])) % 10) % 10
    return value[8] in (str(control), "JABCDEFGHI"[control])
