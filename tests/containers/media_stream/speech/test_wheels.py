import sys

import pytest

from containers.media_stream.speech.wheels import WrongModelError, checked, packaged


def test_a_file_of_a_package_is_found_and_the_package_is_not_imported() -> None:
    assert packaged("silero_vad", "data", "silero_vad.onnx").is_file()
    assert "silero_vad" not in sys.modules


def test_a_package_that_is_not_there_is_named() -> None:
    with pytest.raises(WrongModelError, match="no_such_voice"):
        packaged("no_such_voice")


def test_a_file_that_was_not_tested_is_not_used() -> None:
    with pytest.raises(WrongModelError, match=r"model\.bin"):
        checked(b"another", "00", "model.bin")
