"""When two documents of one supplier may be the same one: a person looks at them.

Source: our design, after what duplicate guards elsewhere miss: numbering that begins anew, and totals that differ by a
tip or by rounding.
"""

from decimal import Decimal

WITHIN = Decimal("0.01")
"""Part of the total by which two documents of one kind and day may differ."""

SMALLEST_DIFFERENCE = Decimal(1000)
"""In COP; of small totals this much."""
