"""The totals of a document: labels propose, arithmetic decides; what neither settles is left open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from functions.finance.extraction.fields.candidates import NAMED, Candidate
from functions.finance.extraction.fields.taxes import TaxRow
from functions.finance.extraction.fields.vocabulary.names import Name
from functions.finance.extraction.layout import Cell

_TOLERANCE = Decimal("0.02")
_MOST = 6
_AGREED, _ALONE, _DERIVED = 0.97, 0.78, 0.8
_CLEAR = 0.55
_MARGIN = 0.12
_PROOF = 1.5


@dataclass(frozen=True)
class Choice:
    """An amount with where it stands, and how sure we are of it; a `derived` one follows from what stands there."""

    value: Decimal
    cell: Cell
    confidence: float
    derived: bool = False


@dataclass(frozen=True)
class Option:
    """A value that labels propose, with the weight of all that propose it."""

    value: Decimal
    cell: Cell
    weight: float


@dataclass(frozen=True)
class Totals:
    """The amounts that were settled; None where labels are absent or contradict each other, which `disputed` names."""

    subtotal: Choice | None = None
    tax_total: Choice | None = None
    total: Choice | None = None
    payable: Choice | None = None
    prepaid: Choice | None = None
    prior_balance: Choice | None = None
    line_total: Choice | None = None
    allowances: Choice | None = None
    charges: Choice | None = None
    proved: bool = False
    disputed: frozenset[Name] = frozenset()


def totals_of(candidates: Sequence[Candidate], rows: Sequence[TaxRow], items: Decimal | None) -> Totals:
    """Settle the totals. `items` is the sum of the items, where it is known."""
    options = {name: _options(candidates, name) for name in Name if name in _READ}
    taxes = _taxes(options, rows)
    subtotals = _merged([*options[Name.SUBTOTAL], *_bases(rows)])
    totals = [_summed(option, items) for option in _merged([*options[Name.TOTAL], *_owed(options)])]
    found = (
        _proved(subtotals, taxes, totals, options, items)
        or _withheld(subtotals, taxes, options)
        or _unproved(subtotals, taxes, totals)
    )
    return _completed(found, options, items)


_READ = frozenset(NAMED)


def _options(candidates: Iterable[Candidate], name: Name) -> list[Option]:
    return _merged([Option(c.value, c.cell, c.weight) for c in candidates if c.name is name])


def _merged(options: Iterable[Option]) -> list[Option]:
    """The different values, the weightiest first; a value proposed again weighs a little more."""
    best: dict[Decimal, Option] = {}
    for option in options:
        known = best.get(option.value)
        if known is None:
            best[option.value] = option
        else:
            heavier = max(known, option, key=lambda one: one.weight)
            best[option.value] = replace(heavier, weight=min(heavier.weight + 0.1, 1.2))
    return sorted(best.values(), key=lambda option: -option.weight)[:_MOST]


def _taxes(options: dict[Name, list[Option]], rows: Sequence[TaxRow]) -> list[Option]:
    """What may be the sum of taxes: a stated sum, the only tax, or the sum of a breakdown."""
    found = [*options[Name.TAX_TOTAL]]
    if rows:
        found.append(Option(sum((row.amount for row in rows), Decimal(0)), rows[-1].cell, 0.85))
    single = options[Name.TAX]
    found.extend(replace(option, weight=option.weight * 0.9) for option in single)
    if 1 < len(single) <= _MOST and not rows:
        found.append(Option(sum((option.value for option in single), Decimal(0)), single[-1].cell, 0.6))
    return _merged(found)


def _owed(options: dict[Name, list[Option]]) -> list[Option]:
    """What is payable is the total, too, where nothing was paid or owed before."""
    if options[Name.PREPAID] or options[Name.PRIOR_BALANCE]:
        return []
    factor = 0.7 if options[Name.TOTAL] else 0.95
    return [replace(option, weight=option.weight * factor) for option in options[Name.PAYABLE]]


def _summed(option: Option, items: Decimal | None) -> Option:
    """A total that the items add up to weighs more."""
    return replace(option, weight=option.weight + 0.4) if option.value == items else option


def _bases(rows: Sequence[TaxRow]) -> list[Option]:
    bases = [row.base for row in rows if row.base is not None]
    return [Option(sum(bases, Decimal(0)), rows[0].cell, 0.4)] if bases and len(bases) == len(rows) else []


def _proved(
    subtotals: Sequence[Option],
    taxes: Sequence[Option],
    totals: Sequence[Option],
    options: dict[Name, list[Option]],
    items: Decimal | None,
) -> Totals | None:
    """The weightiest subtotal, tax and total that add up; None when none does, or two different ones do as well."""
    adjusted = _adjustments(options)
    none = Option(Decimal(0), totals[0].cell, 0.0) if totals else None
    ranked = []
    for subtotal, tax, total in product(subtotals, [*taxes, *([none] if none and not taxes else [])], totals):
        if tax is None:
            continue
        gap = total.value - subtotal.value - tax.value
        fits = abs(gap) <= _tolerance(total.value)
        shifted = any(abs(gap - change) <= _tolerance(total.value) for change in adjusted)
        if not (fits or shifted) or (tax is none and not fits):
            continue
        score = subtotal.weight + tax.weight + total.weight + (_PROOF if fits else _PROOF / 2)
        score += 0.3 if items is not None and subtotal.value == items else 0
        ranked.append((score, subtotal, tax, total))
    ranked.sort(key=lambda one: -one[0])
    if not ranked:
        return None
    score, subtotal, tax, total = ranked[0]
    rivals = [one for one in ranked[1:] if one[3].value != total.value and score - one[0] < _MARGIN]
    if rivals:
        return None
    sure = _AGREED if total.value != subtotal.value or tax.value == 0 else _ALONE
    return Totals(
        subtotal=Choice(subtotal.value, subtotal.cell, sure),
        tax_total=None if tax is none else Choice(tax.value, tax.cell, sure),
        total=Choice(total.value, total.cell, sure),
        proved=True,
    )


def _withheld(subtotals: Sequence[Option], taxes: Sequence[Option], options: dict[Name, list[Option]]) -> Totals | None:
    """Where only what is left after withholdings is printed: they prove subtotal and tax, whose sum is the total."""
    withheld = sum((abs(option.value) for option in options[Name.WITHHOLDING]), Decimal(0))
    for subtotal, tax, left in product(subtotals, taxes, options[Name.PAYABLE] if withheld else ()):
        total = subtotal.value + tax.value
        if abs(total - withheld - left.value) <= _tolerance(total):
            return Totals(
                subtotal=Choice(subtotal.value, subtotal.cell, _AGREED),
                tax_total=Choice(tax.value, tax.cell, _AGREED),
                total=Choice(total, left.cell, _DERIVED, derived=True),
                proved=True,
            )
    return None


def _adjustments(options: dict[Name, list[Option]]) -> list[Decimal]:
    """What document-level allowances and charges may change between subtotal and total."""
    less = [-abs(option.value) for option in options[Name.ALLOWANCE] if option.value]
    more = [option.value for option in options[Name.CHARGE] if option.value]
    return [*less, *more, *(a + b for a, b in product(less, more))]


def _unproved(subtotals: Sequence[Option], taxes: Sequence[Option], totals: Sequence[Option]) -> Totals:
    """Each by itself, if its label is clear and nothing contradicts it."""
    subtotal, tax, total = _clear(subtotals), _clear(taxes), _clear(totals)
    disputed = {
        name
        for name, found, choices in (
            (Name.SUBTOTAL, subtotal, subtotals),
            (Name.TAX_TOTAL, tax, taxes),
            (Name.TOTAL, total, totals),
        )
        if found is None and choices
    }
    contradiction = subtotal and tax and total and abs(subtotal.value + tax.value - total.value) > _TOLERANCE
    if contradiction:
        lowered = [replace(one, confidence=one.confidence * 0.75) for one in (subtotal, tax, total) if one]
        subtotal, tax, total = lowered
    return Totals(subtotal=subtotal, tax_total=tax, total=total, disputed=frozenset(disputed))


def _clear(options: Sequence[Option]) -> Choice | None:
    if not options or options[0].weight < _CLEAR:
        return None
    if len(options) > 1 and options[0].weight - options[1].weight < 2 * _MARGIN:
        return None
    return Choice(options[0].value, options[0].cell, _ALONE * min(options[0].weight, 1.0))


def _completed(found: Totals, options: dict[Name, list[Option]], items: Decimal | None) -> Totals:
    """With what follows from them: what is payable, what was paid or owed before, and the sum of the lines."""
    payable = _clear(options[Name.PAYABLE])
    prepaid, prior = (_clear(options[name]) for name in (Name.PREPAID, Name.PRIOR_BALANCE))
    total = found.total
    prepaid = _deducted(options[Name.PREPAID], total, payable) or prepaid
    prepaid = replace(prepaid, value=abs(prepaid.value)) if prepaid else None
    if total is None and payable and prior and not prepaid and not options[Name.TOTAL]:
        total = Choice(payable.value - prior.value, payable.cell, _DERIVED * payable.confidence, derived=True)
        options = options | {Name.CHARGE: []}  # what is charged is in this total
        found = replace(found, total=total, disputed=found.disputed - {Name.TOTAL})
    if (
        payable
        and total
        and total.value + (prior.value if prior else 0) - (prepaid.value if prepaid else 0) == payable.value
    ):
        payable = replace(payable, confidence=_AGREED)
    if total is not None and not any(options[name] for name in (Name.PAYABLE, Name.PREPAID, Name.PRIOR_BALANCE)):
        payable = replace(total, confidence=total.confidence * 0.95)
    return replace(
        found,
        payable=payable,
        prepaid=prepaid,
        prior_balance=prior,
        line_total=_line_total(found, options, items),
        allowances=_fitting(_clear(options[Name.ALLOWANCE]), found),
        charges=_fitting(_clear(options[Name.CHARGE]), found),
    )


def _fitting(change: Choice | None, found: Totals) -> Choice | None:
    """An allowance or a charge of nothing is proved by sums that close without one."""
    if change is None or change.value or not found.proved or not (found.subtotal and found.total):
        return change
    without = found.total.value - found.subtotal.value - (found.tax_total.value if found.tax_total else 0)
    return replace(change, confidence=_AGREED) if abs(without) <= _tolerance(found.total.value) else change


def _deducted(options: Sequence[Option], total: Choice | None, payable: Choice | None) -> Choice | None:
    """The prepayment that makes what is payable out of the total."""
    if total is None or payable is None:
        return None
    paid = (option for option in options if option.value and total.value - abs(option.value) == payable.value)
    return next((Choice(option.value, option.cell, _AGREED) for option in paid), None)


def _line_total(found: Totals, options: dict[Name, list[Option]], items: Decimal | None) -> Choice | None:
    stated = _clear(options[Name.LINE_TOTAL])
    if stated is not None:
        return replace(stated, confidence=_AGREED if stated.value == items else _DERIVED)
    for choice in (found.subtotal, found.total):
        if choice is not None and items is not None and abs(choice.value - items) <= _TOLERANCE:
            return replace(choice, confidence=min(choice.confidence, 0.95))
    return None


def _tolerance(total: Decimal) -> Decimal:
    """Two cents, or one where the document writes no cents."""
    return Decimal(1) if total.as_tuple().exponent == 0 and abs(total) > 1000 else _TOLERANCE  # noqa: PLR2004
