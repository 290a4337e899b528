import numpy as np
import pytest

from containers.media_stream.speech.mulaw import SILENCE, mulaw_of, pcm_of, samples_of

EVERY_CODE = bytes(range(256))


@pytest.mark.parametrize(
    ("code", "sample"), [(0xFF, 0), (0x7F, 0), (0x80, 32124), (0x00, -32124), (0xFE, 8), (0xF0, 120), (0x8F, 16764)]
)
def test_codes_stand_for_the_samples_of_g711(code: int, sample: int) -> None:
    assert pcm_of(bytes([code])).tolist() == [sample]
    assert samples_of(bytes([code])).tolist() == [sample / 32768]


def test_what_was_decoded_is_encoded_as_it_was() -> None:
    negative_zero = 0x7F
    again = mulaw_of(pcm_of(EVERY_CODE))
    assert [code for code in EVERY_CODE if again[code] != code] == [negative_zero]
    assert again[negative_zero] == SILENCE


def test_every_sample_gets_a_code_near_it_and_the_loudest_are_clipped() -> None:
    every = np.arange(-32768, 32768).astype(np.int16)
    away = np.abs(pcm_of(mulaw_of(every)).astype(int) - every)
    assert (away <= np.maximum(4, np.abs(every.astype(int)) // 16 + 4)).all()
    assert mulaw_of(np.array([32767, -32768], np.int16)) == b"\x80\x00"
