"""What independent evidence does to how sure we are of what a value means."""

from functions.finance.extraction.layout import Cell


def supported(weight: float, cell: Cell, doubt_left: float) -> float:
    """The weight with evidence that leaves `doubt_left` (0 to 1) of its doubt.

    Evidence of the meaning takes nothing from the doubt whether the characters were seen well.
    """
    seen = cell.confidence
    return seen * (1 - (1 - weight / seen) * doubt_left) if seen else 0.0
