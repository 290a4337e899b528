"""What Alegra is told of a document: amounts with their taxes, where the document or its arithmetic says which.

Alegra knows taxes of lines only. Many pages state theirs in sum: then a tax is on the lines that make its base, if no
other lines do.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from functions.finance.domain.alegra.matter import UnmappableError
from functions.finance.domain.document import Document, Line, StatedTax, sum_of
from functions.finance.domain.money import ZERO, cents

TOLERANCE = Decimal(1)  # COP, as between a document's own sums

MOST_STATES = 5_000
"""So many partial sums are followed; a document with more answers than that proves nothing."""

Bases = tuple[Decimal, ...]
Choice = tuple[int | None, ...]


@dataclass(frozen=True)
class Part:
    """A line, or a piece of the only line; `amount` is before taxes, in COP."""

    line: Line
    position: int
    amount: Decimal
    taxes: tuple[StatedTax, ...]


def parts_of(document: Document) -> tuple[Part, ...]:
    """Every amount with the taxes on it.

    Raises:
        UnmappableError: a tax is no percentage, nothing says which lines the taxes are on, or Alegra would make another
            total of it.
    """
    _check_rates(document)
    parts = tuple(_parts(document))
    _check_total(document, sum(map(_with_taxes, parts), ZERO))
    return parts


def _parts(document: Document) -> Iterator[Part]:
    lines = document.lines
    if not document.taxes or any(line.taxes for line in lines):
        for position, line in enumerate(lines):
            yield Part(line, position, line.amount, line.taxes)
        return
    everywhere = tuple(tax for tax in document.taxes if abs(tax.base - sum_of(lines)) <= TOLERANCE)
    somewhere = tuple(tax for tax in document.taxes if tax not in everywhere)
    if len(lines) == 1 and somewhere:
        yield from _pieces(lines[0], everywhere, somewhere)
        return
    chosen = _assigned(lines, somewhere)
    for position, line in enumerate(lines):
        yield Part(line, position, line.amount, (*everywhere, *chosen[position]))


def _pieces(line: Line, everywhere: tuple[StatedTax, ...], somewhere: tuple[StatedTax, ...]) -> Iterator[Part]:
    """The only line by the bases of its taxes: those of one kind are never on the same peso."""
    bases = sum((tax.base for tax in somewhere), ZERO)
    rest = line.amount - bases
    if len({tax.scheme for tax in somewhere}) > 1 or rest < -TOLERANCE or min(tax.base for tax in somewhere) < 0:
        raise _unassigned("their bases do not part it")
    for tax in somewhere:
        if tax.base:
            yield Part(line, 0, tax.base, (*everywhere, tax))
    if rest > TOLERANCE:
        yield Part(line, 0, rest, everywhere)


def _assigned(lines: Sequence[Line], taxes: Sequence[StatedTax]) -> list[list[StatedTax]]:
    """The taxes of each line, kind by kind."""
    kinds: dict[str, list[StatedTax]] = defaultdict(list)
    for tax in taxes:
        kinds[tax.scheme].append(tax)
    found: list[list[StatedTax]] = [[] for _ in lines]
    for of_a_kind in kinds.values():
        for position, choice in enumerate(_only_choice(lines, of_a_kind)):
            if choice is not None:
                found[position].append(of_a_kind[choice])
    return found


def _only_choice(lines: Sequence[Line], taxes: Sequence[StatedTax]) -> Choice:
    """For each line which of these taxes is on it: the only way in which the lines make the bases."""
    choices = {choice for left, found in _ways(lines, taxes).items() if _is_nothing(left) for choice in found}
    if len(choices) != 1:
        raise _unassigned("several lines would make their bases" if choices else "no lines make their bases")
    return choices.pop()


def _ways(lines: Sequence[Line], taxes: Sequence[StatedTax]) -> dict[Bases, tuple[Choice, ...]]:
    """What is left of the bases, with up to two ways of getting there: two are as ambiguous as many."""
    ways: dict[Bases, tuple[Choice, ...]] = {tuple(tax.base for tax in taxes): ((),)}
    for position, line in enumerate(lines, 1):
        options = (None, *range(len(taxes))) if line.amount else (None,)
        longer: dict[Bases, tuple[Choice, ...]] = {}
        for left, choices in ways.items():
            for option in options:
                then = tuple(base - line.amount if place == option else base for place, base in enumerate(left))
                if not _can_be_made(then, lines[position:]):
                    continue
                known = longer.get(then, ())
                longer[then] = (*known, *((*choice, option) for choice in choices))[:2]
        if len(longer) > MOST_STATES:
            raise _unassigned("too many lines could make their bases")
        ways = longer
    return ways


def _can_be_made(left: Bases, lines: Sequence[Line]) -> bool:
    """Whether the lines that follow could still make up what is left."""
    most = sum((line.amount for line in lines if line.amount > 0), ZERO)
    least = sum((line.amount for line in lines if line.amount < 0), ZERO)
    slack = TOLERANCE * len(left)
    return all(least - TOLERANCE <= base for base in left) and least - slack <= sum(left) <= most + slack


def _is_nothing(left: Bases) -> bool:
    return all(abs(base) <= TOLERANCE for base in left)


def _check_rates(document: Document) -> None:
    for tax in (*document.taxes, *(tax for line in document.lines for tax in line.taxes)):
        if tax.rate is None and tax.amount:
            detail = f"DIAN's {tax.scheme} of {tax.amount} is a tax per unit, and Alegra's taxes are percentages."
            raise UnmappableError("tax_missing", detail)


def _unassigned(why: str) -> UnmappableError:
    return UnmappableError("tax_unassigned", f"The document does not say which lines its taxes are on, and {why}.")


def _with_taxes(part: Part) -> Decimal:
    return part.amount + sum((part.amount * (tax.rate or ZERO) / 100 for tax in part.taxes), ZERO)


def _check_total(document: Document, made: Decimal) -> None:
    """Refuse what Alegra would add up differently: it knows lines and their taxes, and nothing after them.

    What a document rounds its total by, up to a peso, is no difference.
    """
    after = document.charges - document.allowances
    if abs(after) > TOLERANCE:
        detail = f"Alegra has no place for the {cents(after)} that the document adds after taxes."
        raise UnmappableError("sums_differ", detail)
    if abs(made - document.total - after) > TOLERANCE:
        detail = f"Alegra would make {cents(made)} of a document of {cents(document.total + after)}."
        raise UnmappableError("sums_differ", detail)
