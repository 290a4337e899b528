"""Values of the extractor that faster-whisper 1.2.1 ships, computed with it; the whole differs from ours by 0.0."""

import numpy as np
import pytest

from containers.media_stream.speech.mel import _FILTERS, RATE, log_mel

CHIRP = {
    (0, 0): 1.0549,
    (0, 199): -0.4382,
    (20, 0): 0.4661,
    (20, 199): -0.4324,
    (50, 50): -0.6640,
    (50, 199): -0.3723,
    (79, 0): -0.3643,
    (79, 199): 0.0022,
}


def chirp() -> np.ndarray:
    time = np.arange(2 * RATE) / RATE
    return (0.3 * np.sin(2 * np.pi * (200 * time + 1500 * time**2))).astype(np.float32)


def test_features_are_those_of_the_reference() -> None:
    features = log_mel(chirp())
    assert features.shape == (80, 200)
    assert {at: float(features[at]) for at in CHIRP} == pytest.approx(CHIRP, abs=1e-3)
    assert float(features.mean()) == pytest.approx(-0.53757, abs=1e-4)
    assert float(features.std()) == pytest.approx(0.38724, abs=1e-4)


def test_filters_are_those_of_the_reference() -> None:
    assert _FILTERS[0, 1] == pytest.approx(0.02486259, abs=1e-8)
    assert float(_FILTERS.sum()) == pytest.approx(1.9990242, abs=1e-5)
