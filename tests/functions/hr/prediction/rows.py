"""Three hundred people nobody is: driver scores as they can occur, with gaps, always the same."""

import numpy as np
from numpy.typing import NDArray

from functions.hr.domain.scoring.learning import DRIVERS

ROWS = 300
MASKED = 0.1


def frozen() -> NDArray[np.float32]:
    random = np.random.default_rng(20261125)
    rows = (random.integers(0, 9, (ROWS, len(DRIVERS))) * 12.5).astype(np.float32)
    rows[random.random(rows.shape) < MASKED] = np.nan
    return rows


def people() -> list[dict[str, float | None]]:
    return [
        {driver: None if np.isnan(value) else float(value) for driver, value in zip(DRIVERS, row, strict=True)}
        for row in frozen()
    ]
